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
 * Finds registers and fields by name. Immutable; safe for use by several threads. Building costs one pass over the
 * layout; a query is one pass over the names, a few milliseconds for 20,000 registers.
 */
public final class RegisterIndex {
    private final List<Entry> entries;

    private record Entry(RegisterInstance register, String[] path, String lower, List<Field> fields, String text) {
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
        String lower = path.toLowerCase(Locale.ROOT);
        return new Entry(register, lower.split("\\."), lower, fields, text.toString().toLowerCase(Locale.ROOT));
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
        String[] path = null;
        for (Field field : entry.fields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            String last = pattern.parts().getLast();
            if (!last.equals("**") && !Glob.matches(last, name)) {
                continue;
            }
            if (path == null) {
                path = Arrays.copyOf(entry.path, entry.path.length + 1);
            }
            path[path.length - 1] = name;
            if (pattern.matches(path)) {
                found.add(new Match(entry.register, Optional.of(field)));
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
            return entries.stream().map(Entry::register).toList();
        }
        if (query.matches("[^ ]*[*?.:][^ ]*")) {
            try {
                RegisterPattern pattern = RegisterPattern.parse(query.endsWith("*") ? query : query + "*");
                return match(pattern).stream().map(Match::register).distinct().toList();
            } catch (IllegalArgumentException e) {
                // Half-typed, such as "CTRL." or "..": no pattern yet, so nothing has that name yet.
                return List.of();
            }
        }
        String[] words = query.split("\\s+");
        return entries.stream().filter(entry -> containsAll(entry.text, words)).map(Entry::register).toList();
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
