// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.barscope.core.pci.FieldAccess;

/**
 * A group of registers: where they are, their fields, and how they are written as text.
 *
 * <p>Made from text, one item per line; blank lines and what follows {@code #} are ignored.
 *
 * <pre>
 * 10.16 LnkCtl rw             offset (hex) . width (bits), name, access of its fields unless they say otherwise;
 *                             starts a text line "LnkCtl:". Instead of that label: "label" for another one,
 *                             - for none, + to go on with the current line, ! to print nothing, ?tag as below
 *   1:0 ASPM {off|L0s} "{};"  bits, name, then in any order: access, meaning, text, conditions
 *   4   Disabled              a single bit without text prints as Disabled+ or Disabled-
 *   5   Retrain !             ! decodes the field without printing it
 *   3   RCB @endpoint ?long   @tag: the field exists only if the tag is set; ?tag: it is printed only then;
 *                             both take !tag for the opposite
 * /                           the text goes on in a new line
 * "Enable:"                   literal text, which may take a condition and {name} for a variable
 * </pre>
 *
 * <p>Meanings: {@code %name} is one of {@link Meanings} or, as {@code %$name}, a variable of the decoding;
 * {@code {a|b|c}} lists words by value, {@code {0=a|3=b|*=other}} names them; the other may be a format for the number.
 * In a text, {@code {}} stands for the meaning, or for the decimal number if there is none, {@code {+}} for the sign of
 * a flag and {@code {-}} for the opposite sign.
 */
final class Layout {

    /** A part of a register, in the order in which it is printed. */
    sealed interface Item permits FieldItem, TextItem, BreakItem {
    }

    /** How the text line of a register begins. */
    enum Line {
        LABEL, BARE, CONTINUED, HIDDEN
    }

    /** A register; the offset is relative to the capability. */
    record Register(
            int offset, int width, String name, Line line, String label, Condition printed, List<Item> items) {
    }

    /** A field. */
    record FieldItem(int msb, int lsb, String name, FieldAccess access, Meaning meaning, String text, boolean hidden,
            Condition exists, Condition printed) implements Item {
    }

    /** Literal text. */
    record TextItem(String text, Condition printed) implements Item {
    }

    /** A line break in the text. */
    record BreakItem() implements Item {
    }

    /** A tag that has to be set, or unset. */
    record Condition(String tag, boolean wanted) {

        private static Condition parse(String text) {
            return text.startsWith("!") ? new Condition(text.substring(1), false) : new Condition(text, true);
        }
    }

    private final String text;
    private volatile List<Register> registers;

    private Layout(String text) {
        this.text = text;
    }

    /** Takes the text form; it is parsed when it is first needed, since a function has few of all capabilities. */
    static Layout of(String text) {
        return new Layout(text);
    }

    /**
     * The registers in the order in which they are printed.
     *
     * @throws IllegalArgumentException if the text has a mistake; the message has the line
     */
    List<Register> registers() {
        List<Register> parsed = registers;
        if (parsed == null) {
            parsed = parse(text);
            registers = parsed;
        }
        return parsed;
    }

    private static List<Register> parse(String text) {
        List<Register> registers = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        FieldAccess access = FieldAccess.RO;
        for (String line : text.split("\n")) {
            List<String> tokens = tokens(line);
            if (tokens.isEmpty()) {
                continue;
            }
            try {
                String first = tokens.getFirst();
                if (first.equals("/")) {
                    items.add(new BreakItem());
                } else if (first.startsWith("\"")) {
                    items.add(literal(tokens));
                } else if (first.indexOf('.') > 0) {
                    access = FieldAccess.RO;
                    for (String token : tokens) {
                        access = isAccess(token) ? FieldAccess.valueOf(token.toUpperCase(Locale.ROOT)) : access;
                    }
                    items = new ArrayList<>();
                    registers.add(register(tokens, items));
                } else {
                    items.add(field(tokens, access));
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("register layout: '" + line.strip() + "': " + e.getMessage(), e);
            }
        }
        return List.copyOf(registers);
    }

    private static Item literal(List<String> tokens) {
        Condition printed = null;
        for (String token : tokens.subList(1, tokens.size())) {
            if (!token.startsWith("?")) {
                throw new IllegalArgumentException("unexpected " + token);
            }
            printed = Condition.parse(token.substring(1));
        }
        return new TextItem(unquote(tokens.getFirst()), printed);
    }

    private static Register register(List<String> tokens, List<Item> items) {
        String place = tokens.getFirst();
        int dot = place.indexOf('.');
        int offset = Integer.parseInt(place.substring(0, dot), 16);
        int width = Integer.parseInt(place.substring(dot + 1));
        if (width != 8 && width != 16 && width != 32 && width != 64) {
            throw new IllegalArgumentException("width " + width);
        }
        String name = tokens.get(1);
        Line line = Line.LABEL;
        String label = name + ":";
        Condition printed = null;
        for (String token : tokens.subList(2, tokens.size())) {
            if (token.startsWith("\"")) {
                label = unquote(token);
            } else if (token.startsWith("?")) {
                printed = Condition.parse(token.substring(1));
            } else if (!isAccess(token)) {
                line = switch (token) {
                    case "-" -> Line.BARE;
                    case "+" -> Line.CONTINUED;
                    case "!" -> Line.HIDDEN;
                    default -> throw new IllegalArgumentException("unexpected " + token);
                };
            }
        }
        return new Register(offset, width, name, line, label, printed, items);
    }

    private static Item field(List<String> tokens, FieldAccess registerAccess) {
        String bits = tokens.getFirst();
        int colon = bits.indexOf(':');
        int msb = Integer.parseInt(colon < 0 ? bits : bits.substring(0, colon));
        int lsb = Integer.parseInt(bits.substring(colon + 1));
        if (lsb < 0 || msb < lsb || msb > 63) {
            throw new IllegalArgumentException("bits " + bits);
        }
        String name = tokens.get(1);
        FieldAccess access = registerAccess;
        Meaning meaning = null;
        String text = null;
        boolean hidden = false;
        Condition exists = null;
        Condition printed = null;
        for (String token : tokens.subList(2, tokens.size())) {
            String rest = token.substring(1);
            switch (token.charAt(0)) {
                case '%', '{' -> meaning = Meaning.parse(token);
                case '"' -> text = unquote(token);
                case '@' -> exists = Condition.parse(rest);
                case '?' -> printed = Condition.parse(rest);
                case '!' -> hidden = true;
                default -> access = FieldAccess.valueOf(token.toUpperCase(Locale.ROOT));
            }
        }
        if (text == null && (msb != lsb || meaning != null)) {
            text = name + "={}";
        }
        return new FieldItem(msb, lsb, name, access, meaning, text, hidden, exists, printed);
    }

    private static boolean isAccess(String token) {
        for (FieldAccess access : FieldAccess.values()) {
            if (access.name().equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    private static String unquote(String token) {
        return token.substring(1, token.length() - 1);
    }

    /** Splits at blanks, but keeps quoted texts and braces together; stops at a comment. */
    private static List<String> tokens(String line) {
        List<String> tokens = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '#') {
                break;
            } else if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            char close = c == '"' ? '"' : c == '{' ? '}' : ' ';
            int end = line.indexOf(close, at + 1);
            if (end < 0) {
                if (close != ' ') {
                    throw new IllegalArgumentException("register layout: no closing " + close + " in '" + line + "'");
                }
                end = line.length();
            } else if (close != ' ') {
                end++;
            }
            tokens.add(line.substring(at, end));
            at = end;
        }
        return tokens;
    }
}
