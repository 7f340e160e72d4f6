// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.model.WriteConstraint;
import org.barscope.registers.xml.XmlElement;

/** Turns register, field and enumeration elements into the model. */
final class SvdRegisterBuilder {
    private static final String MODIFIED = "oneToClear, oneToSet, oneToToggle, zeroToClear, zeroToSet, zeroToToggle, "
            + "clear, set or modify";

    private final SvdValues values;

    SvdRegisterBuilder(SvdValues values) {
        this.values = values;
    }

    Register register(XmlElement element, String name, Optional<Dimension> dimension, RegisterProperties above) {
        RegisterProperties own = values.properties(element);
        RegisterProperties properties = own.orElse(above);
        int size = properties.size().getAsInt();
        if (own.resetValue().isPresent() && (own.resetValue().getAsLong() & ~BitRange.ones(size)) != 0) {
            values.warning(element.child("resetValue"),
                    "does not fit in " + size + " bits; the upper bits are ignored");
        }
        ModifiedWriteValues modified = values.token(element, "modifiedWriteValues", ModifiedWriteValues::ofToken,
                MODIFIED).orElse(ModifiedWriteValues.MODIFY);
        Optional<String> dataType = values.text(element, "dataType");
        if (dataType.isPresent() && !SvdTypes.DATA_TYPES.contains(dataType.get())) {
            values.error(element.child("dataType"), "'" + dataType.get() + "' is unknown; expected one of "
                    + String.join(", ", SvdTypes.DATA_TYPES));
        }
        XmlElement fields = element.child("fields");
        return new Register(name, values.text(element, "displayName"), values.text(element, "description"), dimension,
                values.text(element, "alternateGroup"), values.text(element, "alternateRegister"),
                values.number(element, "addressOffset").orElse(0), properties, OptionalInt.empty(), dataType,
                modified, writeConstraint(element, size), readAction(element), Optional.empty(),
                fields == null ? List.of() : fields(fields, properties, modified), Map.of());
    }

    private Optional<ReadAction> readAction(XmlElement element) {
        return values.token(element, "readAction", ReadAction::ofToken, "clear, set, modify or modifyExternal");
    }

    private Optional<WriteConstraint> writeConstraint(XmlElement element, int width) {
        XmlElement constraint = element.child("writeConstraint");
        if (constraint == null) {
            return Optional.empty();
        }
        if (constraint.children().size() != 1) {
            values.error(constraint, "expected one of <writeAsRead> <useEnumeratedValues> <range>");
            return Optional.empty();
        }
        XmlElement rule = constraint.children().getFirst();
        switch (rule.name()) {
            case "writeAsRead" -> {
                return values.token(constraint, "writeAsRead", SvdValues::bool, "true or false")
                        .map(WriteConstraint.WriteAsRead::new);
            }
            case "useEnumeratedValues" -> {
                return values.token(constraint, "useEnumeratedValues", SvdValues::bool, "true or false")
                        .map(WriteConstraint.UseEnumeratedValues::new);
            }
            default -> {
                OptionalLong minimum = values.number(rule, "minimum");
                OptionalLong maximum = values.number(rule, "maximum");
                if (minimum.isEmpty() || maximum.isEmpty()) {
                    return Optional.empty();
                }
                if (Long.compareUnsigned(minimum.getAsLong(), maximum.getAsLong()) > 0) {
                    values.error(rule, "<minimum> is larger than <maximum>; expected a range");
                    return Optional.empty();
                }
                if (Long.compareUnsigned(minimum.getAsLong(), BitRange.ones(width)) > 0) {
                    values.error(rule,
                            "no value of " + width + " bits lies in the range; expected one that can be met");
                    return Optional.empty();
                }
                return Optional.of(new WriteConstraint.Range(minimum.getAsLong(), maximum.getAsLong()));
            }
        }
    }

    // Fields

    private List<Field> fields(XmlElement container, RegisterProperties above, ModifiedWriteValues modified) {
        List<Field> fields = new ArrayList<>();
        SiblingNames names = new SiblingNames(values.faults());
        int size = above.size().getAsInt();
        for (XmlElement element : container.children("field")) {
            Optional<Dimension> dimension = values.dimension(element);
            String name = values.name(element);
            names.add(element, name, dimension);
            Optional<BitRange> bits = bits(element, size);
            if (bits.isEmpty() || !fits(element, bits.get(), dimension, size)) {
                continue;
            }
            fields.add(new Field(name, values.text(element, "description"), dimension, bits.get(),
                    values.token(element, "access", Access::ofToken,
                            "read-only, write-only, read-write, writeOnce or read-writeOnce")
                            .orElse(above.access().get()),
                    values.token(element, "modifiedWriteValues", ModifiedWriteValues::ofToken, MODIFIED)
                            .orElse(modified),
                    writeConstraint(element, bits.get().width()), readAction(element),
                    enumerations(element, bits.get().width()), Map.of()));
        }
        warnAboutOverlaps(container, fields);
        return fields;
    }

    private Optional<BitRange> bits(XmlElement element, int size) {
        boolean range = element.child("bitRange") != null;
        boolean ends = element.child("lsb") != null || element.child("msb") != null;
        boolean width = element.child("bitOffset") != null || element.child("bitWidth") != null;
        int styles = (range ? 1 : 0) + (ends ? 1 : 0) + (width ? 1 : 0);
        if (styles != 1) {
            values.error(element, (styles == 0 ? "no position" : "its position in " + styles + " styles")
                    + "; expected one of <bitRange>, <lsb> and <msb>, <bitOffset> and <bitWidth>");
            return Optional.empty();
        }
        Optional<BitRange> bits = SvdNumbers.bitRange(element);
        if (bits.isEmpty()) {
            XmlElement place = range ? element.child("bitRange") : element;
            values.error(place, "no bits within the register; expected " + (range ? "[msb:lsb]"
                    : ends ? "<lsb> and <msb>, the first not larger" : "<bitOffset> and a <bitWidth> of at least 1")
                    + " in 0 to " + (size - 1));
        }
        return bits;
    }

    private boolean fits(XmlElement element, BitRange bits, Optional<Dimension> dimension, int size) {
        long last = bits.msb();
        if (dimension.isPresent()) {
            long increment = dimension.get().increment();
            int count = dimension.get().count();
            last = count > 64 || increment < 0 || increment > 64 ? Long.MAX_VALUE
                    : bits.msb() + (count - 1) * increment;
            if (count > 1 && Long.compareUnsigned(increment, bits.width()) < 0) {
                values.error(element, "the elements overlap; expected a <dimIncrement> of at least " + bits.width());
                return false;
            }
        }
        if (last >= size) {
            values.error(element, "bits " + bits + (dimension.isPresent() ? " repeated" : "")
                    + " are outside the register; expected bits below " + size);
            return false;
        }
        return true;
    }

    private void warnAboutOverlaps(XmlElement container, List<Field> fields) {
        if (fields.size() > 256) {
            values.warning(container, fields.size() + " fields; not checked for overlaps");
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            for (int j = i + 1; j < fields.size(); j++) {
                Field a = fields.get(i);
                Field b = fields.get(j);
                boolean twoViews = a.access().readable() != b.access().readable()
                        || a.access().writable() != b.access().writable();
                if (a.bits().overlaps(b.bits()) && !twoViews) {
                    values.warning(container, "fields " + a.name() + " " + a.bits() + " and " + b.name() + " "
                            + b.bits() + " overlap; expected bits of their own");
                }
            }
        }
    }

    private List<EnumeratedValues> enumerations(XmlElement field, int width) {
        List<EnumeratedValues> sets = new ArrayList<>();
        for (XmlElement element : field.children("enumeratedValues")) {
            EnumUsage usage = values.token(element, "usage", EnumUsage::ofToken, "read, write or read-write")
                    .orElse(EnumUsage.READ_WRITE);
            EnumeratedValues set = new EnumeratedValues(values.text(element, "name"),
                    values.text(element, "headerEnumName"), usage, values.enumeratedValues(element));
            for (EnumeratedValues before : sets) {
                if (before.usage().forReading() && usage.forReading()
                        || before.usage().forWriting() && usage.forWriting()) {
                    values.warning(element, "a second set for " + usage.token()
                            + "; expected one for read and one for write, the first one is used");
                }
            }
            for (EnumeratedValue value : set.values()) {
                if (value.pattern().isPresent() && (value.pattern().get().value() & ~BitRange.ones(width)) != 0) {
                    values.warning(element, "the value of " + value.name() + " does not fit in " + width
                            + " bits and is never met");
                }
            }
            sets.add(set);
        }
        return sets;
    }
}
