// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlSchema;
import org.barscope.registers.xml.XmlTree;

/** Reads the simple values of CMSIS-SVD elements and logs those that are outside their type. */
final class SvdValues {
    /** Most elements of one array, and most registers of a device with arrays expanded. */
    static final int MAX_ELEMENTS = DescriptionReader.MAX_REGISTERS;

    private static final Pattern NAME = Pattern.compile("[^\\s.*?:/\"<>&]+");
    private static final Pattern IDENTIFIER = Pattern.compile("[_A-Za-z0-9]+");
    private static final String NUMBER = "a number such as 16, 0x10, #10000 or 1k, of at most 64 bits";

    private final FaultLog faults;

    SvdValues(FaultLog faults) {
        this.faults = faults;
    }

    FaultLog faults() {
        return faults;
    }

    void error(XmlElement at, String message) {
        faults.error(at.line(), at.column(), label(at), message);
    }

    void warning(XmlElement at, String message) {
        faults.warning(at.line(), at.column(), label(at), message);
    }

    private static String label(XmlElement at) {
        boolean leaf = at.children().isEmpty() && at.parent() != null;
        return leaf ? XmlSchema.label(at.parent()) + " <" + at.name() + ">" : XmlSchema.label(at);
    }

    /** Text of a child, white space runs made single; empty when there is no such child or it is empty. */
    Optional<String> text(XmlElement element, String child) {
        String text = element.childText(child);
        return text == null || text.isEmpty() ? Optional.empty() : Optional.of(collapse(text));
    }

    private static String collapse(String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c > ' ' || c == ' ' && text.charAt(i - 1) != ' ';
        }
        return plain ? text : text.replaceAll("\\s+", " ");
    }

    /** The name of an element; a placeholder when it has none that can be used, which is logged. */
    String name(XmlElement element) {
        XmlElement child = element.child("name");
        if (child == null) {
            return "?";
        }
        String name = child.text();
        boolean repeated = element.child("dim") != null;
        if (!NAME.matcher(name).matches()) {
            error(child, "'" + XmlTree.shorten(name)
                    + "' cannot be a name; expected letters, digits and _ (no space . * ? : /)");
            return "?";
        }
        boolean placeholder = name.contains("%s");
        if (placeholder && !repeated) {
            error(child, "'" + name + "' has the placeholder %s but no <dim>; expected both or none");
        } else if (!placeholder && repeated) {
            error(child, "'" + name + "' is repeated by <dim> but has no placeholder; expected %s or [%s] in it");
        } else if (!IDENTIFIER.matcher(name.replace("[%s]", "").replace("%s", "") + "_").matches()) {
            warning(child, "'" + name + "' is not an identifier; expected letters, digits and _");
        }
        return name;
    }

    OptionalLong number(XmlElement element, String child) {
        XmlElement leaf = element.child(child);
        if (leaf == null) {
            return OptionalLong.empty();
        }
        OptionalLong value = SvdNumbers.scaled(leaf.text());
        if (value.isEmpty()) {
            error(leaf, "'" + XmlTree.shorten(leaf.text()) + "' is not a number; expected " + NUMBER);
        }
        return value;
    }

    /** A number within limits; empty when missing or outside, which is logged. */
    OptionalInt number(XmlElement element, String child, int minimum, int maximum) {
        OptionalLong value = number(element, child);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        if (Long.compareUnsigned(value.getAsLong(), maximum) > 0 || value.getAsLong() < minimum) {
            error(element.child(child), Long.toUnsignedString(value.getAsLong()) + " is out of range; expected "
                    + minimum + " to " + maximum);
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) value.getAsLong());
    }

    <E> Optional<E> token(XmlElement element, String child, Function<String, Optional<E>> parse, String expected) {
        XmlElement leaf = element.child(child);
        if (leaf == null) {
            return Optional.empty();
        }
        Optional<E> value = parse.apply(leaf.text());
        if (value.isEmpty()) {
            error(leaf, "'" + XmlTree.shorten(leaf.text()) + "' is unknown; expected " + expected);
        }
        return value;
    }

    /** An xs:boolean. */
    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true", "1" -> Optional.of(true);
            case "false", "0" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    RegisterProperties properties(XmlElement element) {
        OptionalInt size = number(element, "size", 1, 64);
        Optional<Access> access = token(element, "access", Access::ofToken,
                "read-only, write-only, read-write, writeOnce or read-writeOnce");
        Optional<Protection> protection = protection(element);
        OptionalLong resetValue = number(element, "resetValue");
        OptionalLong resetMask = number(element, "resetMask");
        if (size.isEmpty() && access.isEmpty() && protection.isEmpty() && resetValue.isEmpty()
                && resetMask.isEmpty()) {
            return RegisterProperties.NONE;
        }
        return new RegisterProperties(size, access, protection, resetValue, resetMask);
    }

    Optional<Protection> protection(XmlElement element) {
        return token(element, "protection", Protection::ofToken, "s, n or p");
    }

    /** The repetition of an element; the increment of a field counts bits. */
    Optional<Dimension> dimension(XmlElement element) {
        XmlElement dim = element.child("dim");
        if (dim == null) {
            for (String part : List.of("dimIncrement", "dimIndex", "dimName", "dimArrayIndex")) {
                if (element.child(part) != null) {
                    error(element.child(part), "given without <dim>; expected both or none");
                }
            }
            return Optional.empty();
        }
        OptionalInt count = number(element, "dim", 1, MAX_ELEMENTS);
        OptionalLong increment = number(element, "dimIncrement");
        if (element.child("dimIncrement") == null) {
            error(dim, "no <dimIncrement>; expected the distance from one element to the next");
        }
        if (count.isEmpty() || increment.isEmpty()) {
            return Optional.empty();
        }
        Optional<List<String>> index = index(element, count.getAsInt());
        Optional<Dimension.ArrayIndex> arrayIndex = Optional.ofNullable(element.child("dimArrayIndex"))
                .map(names -> new Dimension.ArrayIndex(text(names, "headerEnumName"), enumeratedValues(names)));
        return index.map(list -> new Dimension(count.getAsInt(), increment.getAsLong(), list,
                text(element, "dimName"), arrayIndex));
    }

    private Optional<List<String>> index(XmlElement element, int count) {
        XmlElement leaf = element.child("dimIndex");
        if (leaf == null) {
            return Optional.of(List.of());
        }
        List<String> names = new ArrayList<>();
        String text = leaf.text();
        if (text.matches("[0-9]{1,9}-[0-9]{1,9}")) {
            int first = Integer.parseInt(text.substring(0, text.indexOf('-')));
            int last = Integer.parseInt(text.substring(text.indexOf('-') + 1));
            for (int i = first; i <= last && names.size() <= count; i++) {
                names.add(Integer.toString(i));
            }
        } else if (text.matches("[A-Z]-[A-Z]")) {
            for (char c = text.charAt(0); c <= text.charAt(2); c++) {
                names.add(Character.toString(c));
            }
        } else if (text.matches("[_0-9a-zA-Z]+(,\\s*[_0-9a-zA-Z]+)*+")) {
            names.addAll(List.of(text.split(",\\s*")));
        } else {
            error(leaf, "'" + XmlTree.shorten(text) + "' is no list of indices; expected 0-3, A-D or a,b,c");
            return Optional.empty();
        }
        if (names.size() != count) {
            error(leaf, "'" + XmlTree.shorten(text) + "' does not name " + count
                    + " elements; expected as many as <dim>");
            return Optional.empty();
        }
        if (names.stream().distinct().count() != count) {
            error(leaf, "'" + XmlTree.shorten(text) + "' names an element twice; expected distinct indices");
            return Optional.empty();
        }
        return Optional.of(names);
    }

    List<EnumeratedValue> enumeratedValues(XmlElement set) {
        List<EnumeratedValue> values = new ArrayList<>();
        boolean hasDefault = false;
        for (XmlElement item : set.children("enumeratedValue")) {
            XmlElement value = item.child("value");
            XmlElement isDefault = item.child("isDefault");
            String name = text(item, "name").orElse("?");
            boolean fallback = isDefault != null && token(item, "isDefault", SvdValues::bool, "true or false")
                    .orElse(false);
            if (value == null && !fallback) {
                error(item, "no <value>; expected one, or <isDefault> true");
                continue;
            }
            if (value != null && fallback) {
                error(item, "both <value> and <isDefault>; expected one of them");
                continue;
            }
            if (fallback) {
                if (hasDefault) {
                    error(item, "a second default entry; expected one");
                }
                hasDefault = true;
                values.add(new EnumeratedValue(name, text(item, "description"), Optional.empty()));
                continue;
            }
            token(item, "value", SvdNumbers::pattern, "a number such as 2, 0x2, #10, or #1x").ifPresent(
                    pattern -> values.add(new EnumeratedValue(name, text(item, "description"), Optional.of(pattern))));
        }
        return values;
    }
}
