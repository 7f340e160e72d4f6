// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.json;

import java.util.List;
import java.util.Map;

/** Writes trees of maps, lists, strings, integers and booleans as indented JSON. */
final class JsonText {
    private final StringBuilder out = new StringBuilder();

    private JsonText() {
    }

    static String of(Map<String, ?> object) {
        JsonText text = new JsonText();
        text.value(object, 0);
        return text.out.append('\n').toString();
    }

    private void value(Object value, int depth) {
        switch (value) {
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> array(list, depth);
            case String string -> string(string);
            case Integer number -> out.append(number.intValue());
            case Boolean truth -> out.append(truth.booleanValue());
            default -> throw new IllegalArgumentException("no JSON for " + value.getClass());
        }
    }

    private void object(Map<?, ?> map, int depth) {
        String separator = "{\n";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.append(separator).append("  ".repeat(depth + 1));
            string((String) entry.getKey());
            out.append(": ");
            value(entry.getValue(), depth + 1);
            separator = ",\n";
        }
        out.append(map.isEmpty() ? "{}" : "\n" + "  ".repeat(depth) + "}");
    }

    private void array(List<?> list, int depth) {
        boolean flat = list.stream().noneMatch(item -> item instanceof Map || item instanceof List);
        String separator = flat ? "[" : "[\n";
        for (Object item : list) {
            out.append(separator).append(flat ? "" : "  ".repeat(depth + 1));
            value(item, depth + 1);
            separator = flat ? ", " : ",\n";
        }
        out.append(list.isEmpty() ? "[]" : flat ? "]" : "\n" + "  ".repeat(depth) + "]");
    }

    private void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    // Lone surrogates cannot be stored as UTF-8, and the line separators break JavaScript.
                    boolean plain = c >= ' ' && !Character.isSurrogate(c) && c != '\u2028' && c != '\u2029';
                    out.append(plain ? Character.toString(c) : "\\u%04x".formatted((int) c));
                }
            }
        }
        out.append('"');
    }
}
