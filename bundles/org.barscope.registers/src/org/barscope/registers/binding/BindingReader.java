// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlSchema;
import org.barscope.registers.xml.XmlTree;

/** Reads the XML format for bindings that the package describes. Stateless. */
public final class BindingReader {
    private static final XmlSchema SCHEMA = new XmlSchema(Set.of())
            .rule("bindings", "", "binding*")
            .rule("binding", "name! description! region overlay", "match+ block*")
            .rule("match", "vendor device subvendor subdevice class capability extended", "")
            .rule("block", "name! region base stride count when", "");
    private static final long MAX_BYTES = 16L << 20;

    /** Creates a reader. */
    public BindingReader() {
        // Stateless.
    }

    /**
     * Reads the bindings of a user's file.
     *
     * @throws IOException if the file cannot be read
     * @throws DescriptionException if it has an error
     */
    public List<Binding> read(Path file) throws IOException, DescriptionException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": too large for a file of bindings; the limit is " + MAX_BYTES + " bytes");
        }
        return read(file.toString(), Files.readAllBytes(file),
                Optional.of(file.toAbsolutePath().normalize().getParent()));
    }

    /**
     * Reads bindings from memory.
     *
     * @param file name to use in faults
     * @param folder folder of a user's file; empty for built-in bindings
     * @throws DescriptionException if the content has an error
     */
    public List<Binding> read(String file, byte[] content, Optional<Path> folder) throws DescriptionException {
        FaultLog faults = new FaultLog(file);
        try {
            XmlElement root = XmlTree.read(content, Set.of(), faults, ReadMonitor.NONE);
            List<Binding> bindings = List.of();
            if (root != null && !root.name().equals("bindings")) {
                faults.error(root.line(), root.column(), "<" + root.name() + ">", "expected <bindings>");
            } else if (root != null) {
                SCHEMA.check(root, faults);
                if (!faults.hasErrors()) {
                    bindings = root.children().stream().map(element -> binding(element, folder, faults)).toList();
                }
            }
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            return bindings;
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    private static void error(FaultLog faults, XmlElement at, String message) {
        faults.error(at.line(), at.column(), XmlSchema.label(at), message);
    }

    private static Binding binding(XmlElement element, Optional<Path> folder, FaultLog faults) {
        String description = element.attribute("description");
        if (description.isBlank() || description.startsWith("/") || description.contains("\\")
                || List.of(description.split("/")).contains("..")) {
            error(faults, element, "description=\"" + description
                    + "\" leaves the folder of this file; expected a relative path within it");
        }
        String overlay = Optional.ofNullable(element.attribute("overlay")).orElse("false");
        if (!overlay.matches("true|false")) {
            error(faults, element, "overlay=\"" + overlay + "\" is not valid; expected true or false");
        }
        Set<String> seen = new HashSet<>();
        for (XmlElement block : element.children("block")) {
            if (!seen.add(block.attribute("name"))) {
                error(faults, block, "a second place for this block; expected one");
            }
        }
        return new Binding(element.attribute("name"), description, folder,
                element.children("match").stream().map(match -> match(match, faults)).toList(),
                region(element, faults), overlay.equals("true"),
                element.children("block").stream().map(block -> place(block, faults)).toList());
    }

    private static Optional<Binding.Region> region(XmlElement element, FaultLog faults) {
        String text = element.attribute("region");
        if (text == null) {
            return Optional.empty();
        }
        if (text.matches("bar[0-5]|rom|config")) {
            return Optional.of(new Binding.Region.Named(text));
        }
        return expression(element, "region", faults).map(Binding.Region.Computed::new);
    }

    private static Optional<Expression> expression(XmlElement element, String attribute, FaultLog faults) {
        String text = element.attribute(attribute);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Expression.parse(text));
        } catch (ExpressionException e) {
            error(faults, element, attribute + "=" + e.getMessage());
            return Optional.empty();
        }
    }

    private static Binding.BlockPlace place(XmlElement block, FaultLog faults) {
        return new Binding.BlockPlace(block.attribute("name"), region(block, faults),
                expression(block, "base", faults), expression(block, "stride", faults),
                expression(block, "count", faults), expression(block, "when", faults));
    }

    private static DeviceMatch match(XmlElement match, FaultLog faults) {
        if (match.attributes().isEmpty()) {
            error(faults, match, "no condition; expected at least one attribute");
        }
        if (match.attribute("device") != null && match.attribute("vendor") == null
                || match.attribute("subdevice") != null && match.attribute("subvendor") == null) {
            error(faults, match, "a device number means nothing without its vendor; expected both");
        }
        String prefix = match.attribute("class");
        if (prefix != null && !prefix.matches("[0-9a-fA-F]{2}|[0-9a-fA-F]{4}|[0-9a-fA-F]{6}")) {
            error(faults, match, "class=\"" + prefix + "\" is not valid; expected 2, 4 or 6 hexadecimal digits");
        }
        return new DeviceMatch(numbers(match, "vendor", faults), numbers(match, "device", faults),
                numbers(match, "subvendor", faults), numbers(match, "subdevice", faults),
                Optional.ofNullable(prefix).map(text -> text.toLowerCase(Locale.ROOT)),
                number(match, "capability", 2, faults), number(match, "extended", 4, faults));
    }

    private static Set<Integer> numbers(XmlElement match, String attribute, FaultLog faults) {
        Set<Integer> numbers = new HashSet<>();
        String text = match.attribute(attribute);
        if (text == null) {
            return numbers;
        }
        for (String item : text.strip().split("\\s*,\\s*", -1)) {
            if (!item.matches("[0-9a-fA-F]{4}")) {
                error(faults, match, attribute + "=\"" + text
                        + "\" is not valid; expected four hexadecimal digits, several separated by commas");
                return numbers;
            }
            numbers.add(Integer.parseInt(item, 16));
        }
        return numbers;
    }

    private static OptionalInt number(XmlElement match, String attribute, int digits, FaultLog faults) {
        String text = match.attribute(attribute);
        if (text == null) {
            return OptionalInt.empty();
        }
        if (!text.matches("[0-9a-fA-F]{1," + digits + "}")) {
            error(faults, match, attribute + "=\"" + text + "\" is not valid; expected 1 to " + digits
                    + " hexadecimal digits");
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(text, 16));
    }
}
