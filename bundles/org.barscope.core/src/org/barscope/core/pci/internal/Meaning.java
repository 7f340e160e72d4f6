// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.HashMap;
import java.util.Map;

/** How a {@link Layout} turns the number of a field into words. */
sealed interface Meaning {

    /** One of {@link Meanings}. */
    record Named(String name) implements Meaning {

        @Override
        public String of(long value, Map<String, String> variables) {
            return Meanings.apply(name, value);
        }

        @Override
        public boolean plain() {
            return Meanings.plain(name);
        }
    }

    /** A variable that the decoding sets, for words that depend on more than the field. */
    record Variable(String name) implements Meaning {

        @Override
        public String of(long value, Map<String, String> variables) {
            return variables.getOrDefault(name, "");
        }
    }

    /**
     * Words by value.
     *
     * @param words the words that are known
     * @param other for all other values; a format for the value if it contains a percent sign
     */
    record Words(Map<Long, String> words, String other) implements Meaning {

        @Override
        public String of(long value, Map<String, String> variables) {
            String word = words.get(value);
            return word != null ? word : other.indexOf('%') >= 0 ? String.format(other, value) : other;
        }
    }

    /** Parses {@code %name}, {@code %$variable}, {@code {a|b|c}} or {@code {0=a|3=b|*=other}}. */
    static Meaning parse(String token) {
        if (token.startsWith("%$")) {
            return new Variable(token.substring(2));
        }
        if (token.startsWith("%")) {
            String name = token.substring(1);
            Meanings.apply(name, 0);
            return new Named(name);
        }
        Map<Long, String> words = new HashMap<>();
        String other = "reserved";
        long next = 0;
        int at = 1;
        while (at < token.length()) {
            int end = token.indexOf('|', at);
            end = end < 0 ? token.length() - 1 : end;
            String word = token.substring(at, end);
            int equals = word.indexOf('=');
            if (equals < 0) {
                words.put(next++, word);
            } else if (word.startsWith("*")) {
                other = word.substring(equals + 1);
            } else {
                words.put(Long.parseLong(word.substring(0, equals)), word.substring(equals + 1));
            }
            at = end + 1;
        }
        return new Words(Map.copyOf(words), other);
    }

    /** The words for a value. */
    String of(long value, Map<String, String> variables);

    /** Whether the words only repeat the number, so that they are no meaning of their own. */
    default boolean plain() {
        return false;
    }
}
