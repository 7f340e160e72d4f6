// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.barscope.core.pci.ConfigBytes;
import org.barscope.core.pci.ConfigField;
import org.barscope.core.pci.ConfigRegister;
import org.barscope.core.pci.FieldAccess;

/**
 * The decoding of one capability, or of the header, while it goes on: collects registers and text lines.
 *
 * <p>Offsets are relative to the start of the capability. Registers beyond the bytes that were read are left out and
 * noted; they never come out as zero.
 */
final class Decoding {

    private static final Comparator<ConfigRegister> BY_OFFSET = Comparator.comparingInt(ConfigRegister::offset);
    private static final Comparator<ConfigField> HIGHEST_FIRST =
            Comparator.comparingInt(ConfigField::msb).reversed();

    private final ConfigBytes bytes;
    private final int base;
    private final FunctionFacts facts;
    private final List<ConfigRegister> registers = new ArrayList<>();
    private final List<StringBuilder> lines = new ArrayList<>();
    private final Set<String> tags = new HashSet<>();
    private final Map<String, String> variables = new HashMap<>();
    private String headline = "";
    private int version;
    private int end;
    private boolean truncated;
    private boolean freshLine;

    Decoding(ConfigBytes bytes, int base, FunctionFacts facts) {
        this.bytes = bytes;
        this.base = base;
        this.facts = facts;
        this.end = base;
    }

    FunctionFacts facts() {
        return facts;
    }

    int base() {
        return base;
    }

    /** Whether a range of the capability was read. */
    boolean has(int offset, int length) {
        return bytes.has(base + offset, length);
    }

    /** A value that decides what comes next; 0 if it was not read, which {@link #truncated()} tells. */
    long peek(int offset, int width) {
        if (!has(offset, width / 8)) {
            truncated = true;
            return 0;
        }
        return bytes.read(base + offset, width);
    }

    int peek16(int offset) {
        return (int) peek(offset, 16);
    }

    long peek32(int offset) {
        return peek(offset, 32);
    }

    /** Bits of a value. */
    static int bits(long value, int msb, int lsb) {
        return (int) (value >> lsb & (1L << msb - lsb + 1) - 1);
    }

    /** Sets a tag that conditions of layouts ask for. */
    Decoding tag(String tag, boolean set) {
        if (set) {
            tags.add(tag);
        } else {
            tags.remove(tag);
        }
        return this;
    }

    /** Sets a variable that layouts print. */
    Decoding set(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Decoding headline(String text) {
        headline = text;
        return this;
    }

    String headline() {
        return headline;
    }

    Decoding version(int value) {
        version = value;
        return this;
    }

    int version() {
        return version;
    }

    /** States the length from the capability's own length field. */
    Decoding length(int length) {
        if (length > 0) {
            end = Math.max(end, Math.min(base + length, bytes.length()));
            truncated |= base + length > bytes.length();
        }
        return this;
    }

    /** Adds a line to the text that belongs to no register. */
    Decoding line(String text) {
        lines.add(new StringBuilder(text));
        return this;
    }

    /** Applies a layout at its own offsets. */
    Decoding apply(Layout layout) {
        return apply(layout, 0, "");
    }

    /** Applies a layout that repeats: at an offset, with a prefix to the names of its registers. */
    Decoding apply(Layout layout, int delta, String prefix) {
        for (Layout.Register register : layout.registers()) {
            int offset = delta + register.offset();
            if (has(offset, register.width() / 8)) {
                apply(register, base + offset, prefix);
            } else {
                truncated = true;
            }
        }
        return this;
    }

    /** The registers so far, in order of offset. */
    List<ConfigRegister> registers() {
        registers.sort(BY_OFFSET);
        return registers;
    }

    /** The text so far. */
    List<String> text() {
        List<String> text = new ArrayList<>();
        for (StringBuilder line : lines) {
            if (!line.toString().isBlank()) {
                text.add(line.toString().stripTrailing());
            }
        }
        if (truncated) {
            text.add("<the rest was not read>");
        }
        return text;
    }

    /** Bytes covered so far. */
    int length() {
        return end - base;
    }

    boolean truncated() {
        return truncated;
    }

    private void apply(Layout.Register register, int offset, String prefix) {
        long value = bytes.read(offset, register.width());
        boolean printing = register.line() != Layout.Line.HIDDEN && holds(register.printed());
        List<ConfigField> fields = new ArrayList<>();
        if (printing) {
            startLine(register, prefix);
        }
        for (Layout.Item item : register.items()) {
            if (item instanceof Layout.FieldItem field) {
                if (holds(field.exists())) {
                    ConfigField decoded = decode(register, field, offset, prefix, value);
                    fields.add(decoded);
                    append(printing && !field.hidden() && holds(field.printed()) ? text(field, decoded) : "");
                }
            } else if (item instanceof Layout.TextItem text) {
                append(printing && holds(text.printed()) ? substitute(text.text()) : "");
            } else if (printing) {
                breakLine();
            }
        }
        fields.sort(HIGHEST_FIRST);
        registers.add(new ConfigRegister(prefix + register.name(), offset, register.width(), value, fields));
        end = Math.max(end, offset + register.width() / 8);
    }

    private void startLine(Layout.Register register, String prefix) {
        switch (register.line()) {
            case LABEL -> {
                boolean named = register.label().equals(register.name() + ":");
                lines.add(new StringBuilder(named ? prefix + register.label() : substitute(register.label())));
                freshLine = false;
            }
            case BARE -> {
                lines.add(new StringBuilder());
                freshLine = true;
            }
            case CONTINUED, HIDDEN -> {
                // Goes on where the register before it stopped.
            }
        }
    }

    private void breakLine() {
        lines.add(new StringBuilder("\t"));
        freshLine = true;
    }

    private ConfigField decode(
            Layout.Register register, Layout.FieldItem field, int offset, String prefix, long registerValue) {
        int bits = field.msb() - field.lsb() + 1;
        long value = bits == 64 ? registerValue : registerValue >>> field.lsb() & (1L << bits) - 1;
        boolean plain = field.meaning() == null || field.meaning().plain();
        return new ConfigField(prefix + register.name() + "." + field.name(), offset, register.width(), field.msb(),
                field.lsb(), value, plain ? "" : words(field, value), field.access());
    }

    private String words(Layout.FieldItem field, long value) {
        return field.meaning() == null ? Long.toUnsignedString(value) : field.meaning().of(value, variables);
    }

    private String text(Layout.FieldItem field, ConfigField decoded) {
        if (field.text() == null) {
            return field.name() + (decoded.isSet() ? "+" : "-");
        }
        return substitute(field.text().replace("{}", words(field, decoded.value()))
                .replace("{+}", decoded.isSet() ? "+" : "-").replace("{-}", decoded.isSet() ? "-" : "+"));
    }

    private String substitute(String text) {
        int open = text.indexOf('{');
        if (open < 0) {
            return text;
        }
        int close = text.indexOf('}', open);
        return text.substring(0, open) + variables.getOrDefault(text.substring(open + 1, close), "")
                + substitute(text.substring(close + 1));
    }

    private void append(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (lines.isEmpty()) {
            lines.add(new StringBuilder());
            freshLine = true;
        }
        StringBuilder line = lines.getLast();
        if (!freshLine && text.charAt(0) != ',') {
            line.append(' ');
        }
        line.append(text);
        freshLine = false;
    }

    private boolean holds(Layout.Condition condition) {
        return condition == null || tags.contains(condition.tag()) == condition.wanted();
    }
}
