// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.overrides;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlSchema;
import org.barscope.registers.xml.XmlText;
import org.barscope.registers.xml.XmlTree;

/** Reads and writes files of overrides. Stateless. */
public final class OverrideFile {
    private static final long MAX_BYTES = 16L << 20;
    private static final XmlSchema SCHEMA = new XmlSchema(Set.of())
            .rule("overrides", "", "override*")
            .rule("override", Arrays.stream(OverrideProperty.values()).map(OverrideProperty::attribute)
                    .collect(Collectors.joining(" ", "path! ", "")), "");

    private OverrideFile() {
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws DescriptionException if it has an error
     */
    public static List<Override> read(Path file) throws IOException, DescriptionException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + ": too large for a file of overrides; the limit is " + MAX_BYTES + " bytes");
        }
        return read(file.toString(), Files.readAllBytes(file));
    }

    /**
     * Reads overrides from memory.
     *
     * @param name name of the file, for faults
     * @throws DescriptionException if the content has an error
     */
    public static List<Override> read(String name, byte[] content) throws DescriptionException {
        FaultLog faults = new FaultLog(name);
        try {
            XmlElement root = XmlTree.read(content, Set.of(), faults, ReadMonitor.NONE);
            List<Override> overrides = new ArrayList<>();
            if (root != null && !root.name().equals("overrides")) {
                faults.error(root.line(), root.column(), "<" + root.name() + ">", "expected <overrides>");
            } else if (root != null) {
                SCHEMA.check(root, faults);
                root.children("override").forEach(element -> read(element, faults).ifPresent(overrides::add));
            }
            if (faults.hasErrors()) {
                throw faults.exception();
            }
            return List.copyOf(overrides);
        } catch (FaultLog.TooManyFaults stop) {
            throw faults.exception();
        }
    }

    private static Optional<Override> read(XmlElement element, FaultLog faults) {
        String path = element.attribute("path");
        if (path == null) {
            return Optional.empty();
        }
        String label = "<override> " + XmlTree.shorten(path);
        Map<OverrideProperty, String> values = new EnumMap<>(OverrideProperty.class);
        for (OverrideProperty property : OverrideProperty.values()) {
            String value = element.attribute(property.attribute());
            if (value != null) {
                values.put(property, value);
                property.complaint(value).ifPresent(complaint -> faults.error(element.line(), element.column(), label,
                        property.attribute() + "=\"" + XmlTree.shorten(value) + "\": " + complaint));
            }
        }
        if (values.isEmpty()) {
            faults.error(element.line(), element.column(), label, "changes nothing; expected at least one property");
        }
        try {
            RegisterPattern pattern = RegisterPattern.parse(path);
            return faults.hasErrors() ? Optional.empty() : Optional.of(new Override(pattern, values));
        } catch (IllegalArgumentException e) {
            faults.error(element.line(), element.column(), label, e.getMessage());
            return Optional.empty();
        }
    }

    /** Overrides as the text of a file. */
    public static String text(List<Override> overrides) {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<overrides>\n");
        for (Override override : overrides) {
            out.append("  <override path=\"").append(attribute(override.path().text())).append('"');
            override.values().forEach((property, value) -> out.append(' ').append(property.attribute())
                    .append("=\"").append(attribute(value)).append('"'));
            out.append("/>\n");
        }
        return out.append("</overrides>\n").toString();
    }

    private static String attribute(String text) {
        // Unescaped white space in an attribute is read back as spaces.
        return XmlText.escape(text).replace("\n", "&#10;").replace("\t", "&#9;");
    }

    /**
     * Writes a file, replacing it as a whole so that no reader ever sees half of it. Blocks.
     *
     * @throws IOException if it cannot be written; the old file then stays
     */
    public static void write(Path file, List<Override> overrides) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path fresh = Files.createTempFile(folder, "overrides", ".tmp");
        try {
            Files.writeString(fresh, text(overrides), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
