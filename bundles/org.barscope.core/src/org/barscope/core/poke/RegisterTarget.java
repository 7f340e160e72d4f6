// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegionRegisters.Match;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.RegisterPattern;

/**
 * A register, or one field of it, that a user has named.
 *
 * @param register the register
 * @param field    the field, when one was named
 */
public record RegisterTarget(RegisterInstance register, Optional<Field> field) {

    public RegisterTarget {
        Objects.requireNonNull(register);
        Objects.requireNonNull(field);
    }

    /**
     * Finds what a name without wildcards means: {@code BLOCK.REGISTER}, {@code REGISTER}, {@code REGISTER.FIELD} or
     * {@code REGISTER:FIELD}. A full path wins over one that matches only the end.
     *
     * @throws IllegalArgumentException with one line for the user when nothing or several things have that name
     */
    public static RegisterTarget resolve(RegionRegisters registers, String name) {
        RegisterPattern pattern = RegisterPattern.parse(name);
        if (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) {
            throw new IllegalArgumentException("'" + name + "' has a wildcard; name one register or field");
        }
        List<RegisterTarget> found = new ArrayList<>();
        for (Match match : registers.match(pattern)) {
            List<String> path = new ArrayList<>(match.register().groups());
            path.add(match.register().name());
            if (!pattern.fieldOnly() && pattern.matchesEndOf(path)) {
                found.add(new RegisterTarget(match.register(), Optional.empty()));
            } else {
                match.fields().forEach(field -> found.add(new RegisterTarget(match.register(), Optional.of(field))));
            }
        }
        if (found.size() > 1) {
            List<RegisterTarget> exact = found.stream().filter(target -> target.path().equalsIgnoreCase(name)).toList();
            if (exact.size() == 1) {
                return exact.getFirst();
            }
            throw new IllegalArgumentException("'" + name + "' names " + found.size() + " registers or fields: "
                    + found.get(0).path() + ", " + found.get(1).path() + (found.size() > 2 ? ", …" : "")
                    + "; give more of the path");
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no register or field is named '" + name + "'");
        }
        return found.getFirst();
    }

    /** The full path. */
    public String path() {
        return register.path() + field.map(f -> "." + f.name()).orElse("");
    }

    /** Width in bits of what is named. */
    public int bits() {
        return field.map(f -> f.bits().width()).orElse(register.register().size());
    }

    /** The named part of a register's word, shifted down to bit 0. */
    public long extract(long word) {
        return field.map(f -> f.bits().extract(word)).orElse(word);
    }
}
