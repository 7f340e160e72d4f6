// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.naming;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Field;

/**
 * Finds registers and fields by name. Safe for use by several threads. Building costs one pass over the layout; a query
 * is one pass over the names, or over those found before when it goes on where the last one ended: about a millisecond
 * for 20,000 registers.
 */
public final class RegisterIndex {
    private final List<Entry> entries;
    /** What was looked for last: whoever types on looks among what was found. */
    private volatile Typed last = new Typed("", List.of());

    private record Entry(RegisterInstance register, String[] path, List<Field> fields, String[] names, String text) {
    }

    private record Typed(String query, List<Entry> found) {
    }

    /**
     * Something found.
     *
     * @param register the register
     * @param field the field, when one was asked for
     */
    public record Match(RegisterInstance register, Optional<Field> field) {
        /** Refuses null. */
        public Match {
            Objects.requireNonNull(register);
            Objects.requireNonNull(field);
        }

        /** The full path. */
        public String path() {
            return field.map(f -> register.path() + "." + f.name()).orElseGet(register::path);
        }
    }

    /** Indexes a layout. */
    public RegisterIndex(RegisterLayout layout) {
        entries = layout.registers().stream().map(RegisterIndex::entry).toList();
    }

    private static Entry entry(RegisterInstance register) {
        String path = register.path();
        List<Field> fields = register.register().flatFields();
        StringBuilder text = new StringBuilder(path);
        if (!register.displayName().equals(register.name())) {
            text.append('\n').append(register.displayName());
        }
        register.register().description().ifPresent(description -> text.append('\n').append(description));
        fields.forEach(field -> text.append('\n').append(field.name()));
        String[] names = fields.stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
        return new Entry(register, path.toLowerCase(Locale.ROOT).split("\\."), fields, names,
                text.toString().toLowerCase(Locale.ROOT));
    }

    /**
     * Everything a pattern matches, in order of address: registers, and fields when the pattern reaches into them. A
     * register that matches is returned itself and not also by its fields.
     */
    public List<Match> match(RegisterPattern pattern) {
        List<Match> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (!pattern.fieldOnly() && pattern.matches(entry.path)) {
                found.add(new Match(entry.register, Optional.empty()));
            } else if (pattern.mayEndInField()) {
                fields(entry, pattern, found);
            }
        }
        return found;
    }

    private static void fields(Entry entry, RegisterPattern pattern, List<Match> found) {
        String last = pattern.parts().getLast();
        if (last.equals("**")) {
            anyField(entry, pattern, found);
        } else if (pattern.matchesAbove(entry.path)) {
            for (int i = 0; i < entry.names.length; i++) {
                if (Glob.matches(last, entry.names[i])) {
                    found.add(new Match(entry.register, Optional.of(entry.fields.get(i))));
                }
            }
        }
    }

    private static void anyField(Entry entry, RegisterPattern pattern, List<Match> found) {
        String[] path = Arrays.copyOf(entry.path, entry.path.length + 1);
        for (int i = 0; i < entry.names.length; i++) {
            path[path.length - 1] = entry.names[i];
            if (pattern.matches(path)) {
                found.add(new Match(entry.register, Optional.of(entry.fields.get(i))));
            }
        }
    }

    /**
     * The one register or field a path without wildcards names. A full path wins over one that matches only the end.
     *
     * @throws IllegalArgumentException with one line for the user if nothing or more than one thing has that name
     */
    public Match resolve(String path) {
        RegisterPattern pattern = RegisterPattern.parse(path);
        List<Match> found = match(pattern);
        if (found.size() > 1) {
            String full = String.join(".", pattern.parts());
            List<Match> exact = found.stream().filter(match -> match.path().toLowerCase(Locale.ROOT).equals(full))
                    .toList();
            found = exact.isEmpty() ? found : exact;
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no register or field is named " + path);
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(path + " names " + found.size() + " registers or fields: "
                    + found.get(0).path() + ", " + found.get(1).path() + (found.size() > 2 ? ", …" : "")
                    + "; give more of the path");
        }
        return found.getFirst();
    }

    /**
     * The registers for the text in a filter field, in order of address. Text with a wildcard, dot or colon is a
     * pattern, open at its end; anything else is looked for in paths, shown names, names of fields and documentation.
     * All words must be found.
     */
    public List<RegisterInstance> filter(String text) {
        String query = text.strip().toLowerCase(Locale.ROOT);
        if (query.isEmpty()) {
            return registers(entries);
        }
        if (isPattern(query)) {
            try {
                return registers(RegisterPattern.parse(query.endsWith("*") ? query : query + "*"));
            } catch (IllegalArgumentException e) {
                // Half-typed, such as "CTRL." or "..": no pattern yet, so nothing has that name yet.
                return List.of();
            }
        }
        Typed before = last;
        boolean typedOn = !before.query.isEmpty() && query.startsWith(before.query);
        List<Entry> found = containing(typedOn ? before.found : entries, query.split("\\s+"));
        last = new Typed(query, found);
        return registers(found);
    }

    /** One word with a sign that means something in patterns. */
    private static boolean isPattern(String query) {
        boolean sign = false;
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c == ' ') {
                return false;
            }
            sign |= c == '*' || c == '?' || c == '.' || c == ':';
        }
        return sign;
    }

    private List<RegisterInstance> registers(RegisterPattern pattern) {
        List<RegisterInstance> found = new ArrayList<>();
        for (Match match : match(pattern)) {
            // The fields of a register follow one another.
            if (found.isEmpty() || found.getLast() != match.register()) {
                found.add(match.register());
            }
        }
        return found;
    }

    private static List<RegisterInstance> registers(List<Entry> entries) {
        List<RegisterInstance> registers = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            registers.add(entry.register);
        }
        return registers;
    }

    /** The same list when all have the words, as while the first letters are typed. */
    private static List<Entry> containing(List<Entry> among, String[] words) {
        int i = 0;
        while (i < among.size() && containsAll(among.get(i).text, words)) {
            i++;
        }
        if (i == among.size()) {
            return among;
        }
        List<Entry> found = new ArrayList<>(among.subList(0, i));
        for (i++; i < among.size(); i++) {
            if (containsAll(among.get(i).text, words)) {
                found.add(among.get(i));
            }
        }
        return found;
    }

    private static boolean containsAll(String text, String[] words) {
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }

    /** Number of registers. */
    public int size() {
        return entries.size();
    }
}
