// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Change;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.core.registers.RegisterValues.State;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.Reset;
import org.barscope.registers.naming.ValueText;

/** What the cells of the register page say. What could not be read has a word and never a number. */
public final class RowTexts {

    /** Before a value that the latest look found changed, and before one that changed earlier. */
    static final String CHANGED_NOW = "● ";
    static final String CHANGED_BEFORE = "○ ";
    private static final String SAME = "  ";
    private static final int MOST_NAMES = 8;

    private final RegisterValues values;
    private final NumberFormats formats;
    private final int addressDigits;

    /** @param size of the region in bytes */
    public RowTexts(RegisterValues values, NumberFormats formats, long size) {
        this.values = values;
        this.formats = formats;
        this.addressDigits = Long.toHexString(size - 1).length();
    }

    /** The text of a cell. */
    public String text(Row row, Column column) {
        return switch (row) {
            case Row.Group group -> switch (column) {
                case NAME -> group.name();
                case ADDRESS -> address(group.address());
                default -> "";
            };
            case Row.OfRegister register -> register(register, column);
            case Row.OfField field -> field(field, column);
        };
    }

    private String address(long address) {
        return ValueText.hex(address, 4 * addressDigits);
    }

    private String register(Row.OfRegister row, Column column) {
        RegisterInstance instance = row.register();
        Register register = instance.register();
        Entry entry = values.of(instance);
        return switch (column) {
            case NAME -> instance.name();
            case ADDRESS -> address(instance.address());
            case VALUE -> entry.state().hasValue()
                    ? mark(entry.change()) + formats.of(row).text(entry.word(), register.size())
                    : SAME + word(entry.state());
            case MEANING -> entry.state().hasValue() ? summary(register, entry) : reason(instance, entry.state());
            case ACCESS -> register.access().label() + register.readAction().map(RowTexts::label).orElse("");
            case RESET -> register.reset().map(reset -> reset(reset, register.size(), entry)).orElse("");
        };
    }

    private static String reset(Reset reset, int bits, Entry entry) {
        String text = ValueText.hex(reset.value(), bits);
        // Some bits of the reset value may be left to the board.
        text = reset.mask() == BitRange.ones(bits) ? text
                : text + " of " + ValueText.hex(reset.mask(), bits);
        return entry.state().hasValue() && !reset.matches(entry.word()) ? "≠ " + text : text;
    }

    private String field(Row.OfField row, Column column) {
        Field field = row.field();
        RegisterInstance instance = row.registerRow().register();
        Entry entry = values.of(instance);
        int width = field.bits().width();
        boolean known = entry.state().hasValue() && field.access().readable();
        long value = field.bits().extract(entry.word());
        return switch (column) {
            case NAME -> field.name();
            case ADDRESS -> field.bits().toString();
            case VALUE -> known ? mark(change(entry, field)) + formats.of(row).text(value, width)
                    : SAME + (entry.state().hasValue() ? word(State.WRITE_ONLY) : word(entry.state()));
            case MEANING -> known ? meaning(field, entry.word()).or(field::description).orElse("")
                    : field.description().orElse("");
            case ACCESS -> field.access().label() + writes(field) + field.readAction().map(RowTexts::label).orElse("");
            case RESET -> instance.register().reset()
                    .filter(reset -> (reset.mask() & field.bits().mask()) == field.bits().mask())
                    .map(reset -> fieldReset(field.bits().extract(reset.value()), value, known, width)).orElse("");
        };
    }

    private static String fieldReset(long reset, long value, boolean known, int width) {
        return (known && reset != value ? "≠ " : "") + ValueText.hex(reset, width);
    }

    private static String writes(Field field) {
        return field.modifiedWriteValues() == ModifiedWriteValues.MODIFY ? ""
                : " " + field.modifiedWriteValues().label();
    }

    private static String label(ReadAction action) {
        return switch (action) {
            case CLEAR -> " RC";
            case SET -> " RS";
            case MODIFY, MODIFY_EXTERNAL -> " RM";
        };
    }

    /** The name of a field's value. */
    static Optional<String> meaning(Field field, long word) {
        return DecodedField.of(field, word).meaning()
                .map(value -> value.name() + value.description().map(text -> ": " + text).orElse(""));
    }

    /** When the bits of a field were seen to change, which other bits of the register may have done without it. */
    static Change change(Entry entry, Field field) {
        return entry.previous().isPresent()
                && field.bits().extract(entry.previous().getAsLong()) != field.bits().extract(entry.word())
                        ? entry.change() : Change.NONE;
    }

    /** Whether and when the value of a register or field was seen to change. */
    public Change change(Row row) {
        return switch (row) {
            case Row.Group group -> Change.NONE;
            case Row.OfRegister register -> values.of(register.register()).change();
            case Row.OfField field -> change(values.of(field.registerRow().register()), field.field());
        };
    }

    private static String mark(Change change) {
        return switch (change) {
            case NONE -> SAME;
            case BEFORE -> CHANGED_BEFORE;
            case NOW -> CHANGED_NOW;
        };
    }

    /** The word that stands where a value would. */
    public String word(State state) {
        return switch (state) {
            case VALUE, ALL_ONES -> "";
            case NOT_READ -> "not read yet";
            case GUARDED -> "guarded";
            case WRITE_ONLY -> "write-only";
            case FAULTED -> "no answer";
            case REVOKED -> values.status().state().name().toLowerCase(Locale.ROOT);
            case UNREACHABLE -> "out of reach";
        };
    }

    private String reason(RegisterInstance instance, State state) {
        return switch (state) {
            case GUARDED, WRITE_ONLY -> instance.guard().map(Guard::reason).orElse("");
            case UNREACHABLE -> values.registers().unreachable(instance).orElse("");
            case VALUE, ALL_ONES, NOT_READ, FAULTED, REVOKED -> instance.register().description().orElse("");
        };
    }

    /** The fields that say something: set bits by name, others with their value. */
    private static String summary(Register register, Entry entry) {
        if (entry.state() == State.ALL_ONES) {
            return "all ones";
        }
        List<String> names = new ArrayList<>();
        for (Field field : register.flatFields()) {
            DecodedField decoded = DecodedField.of(field, entry.word());
            if (!decoded.readable()) {
                continue;
            }
            if (decoded.value() != 0) {
                names.add(field.bits().width() == 1 ? field.name() : field.name() + "=" + decoded.meaning()
                        .map(EnumeratedValue::name).orElseGet(() -> "0x" + Long.toHexString(decoded.value())));
            }
        }
        if (names.isEmpty()) {
            return register.fields().isEmpty() ? register.description().orElse("") : "";
        }
        return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
                + (names.size() > MOST_NAMES ? ", …" : "");
    }
}
