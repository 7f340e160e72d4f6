// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.registers.layout.RegisterInstance;

/**
 * All rows of a region, and those that pass a filter: a register passes by itself, a group by any register in it, a
 * field with its register. For one thread, but for {@link #passing}.
 */
public final class Outline {

    private final List<Row> roots = new ArrayList<>();
    private final List<Row.OfRegister> registers = new ArrayList<>();
    private final Map<String, Row> byPath = new HashMap<>();
    private List<Row> shown = roots;
    private Set<Row> opened = Collections.newSetFromMap(new IdentityHashMap<>());
    private int passing;

    /** Cost: proportional to the registers and fields. */
    public Outline(RegionRegisters described) {
        for (RegionRegisters.Part part : described.parts()) {
            Map<String, Row> groups = new HashMap<>();
            for (RegisterInstance register : part.registers()) {
                Row.OfRegister row = new Row.OfRegister(group(groups, register), register);
                registers.add(row);
                remember(row);
            }
        }
        registers.sort((a, b) -> Long.compareUnsigned(a.register().address(), b.register().address()));
        for (int i = 0; i < roots.size(); i++) {
            roots.get(i).index(i);
        }
        passing = registers.size();
    }

    private void remember(Row row) {
        byPath.putIfAbsent(row.path(), row);
    }

    private Row group(Map<String, Row> groups, RegisterInstance register) {
        Row parent = null;
        StringBuilder path = new StringBuilder();
        for (String name : register.groups()) {
            path.append('.').append(name);
            String key = path.toString();
            Row known = groups.get(key);
            if (known == null) {
                known = new Row.Group(parent, name, register.address());
                groups.put(key, known);
                remember(known);
                if (parent == null) {
                    roots.add(known);
                }
            }
            parent = known;
        }
        return parent;
    }

    /** The blocks that are shown. */
    public List<Row> shown() {
        return shown;
    }

    /** All registers by address. */
    public List<Row.OfRegister> registers() {
        return registers;
    }

    /** How many registers pass the filter. */
    public int passing() {
        return passing;
    }

    /** The row of a path. */
    public Optional<Row> row(String path) {
        Row known = byPath.get(path);
        // The rows of fields are not kept by path; a field's own name may have dots.
        for (int dot = path.lastIndexOf('.'); known == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
            if (byPath.get(path.substring(0, dot)) instanceof Row.OfRegister register) {
                String name = path.substring(dot + 1);
                known = register.all().stream().filter(row -> row.name().equals(name)).findFirst().orElse(null);
            }
        }
        return Optional.ofNullable(known);
    }

    /** The register row that covers a byte: the one that begins nearest to it. Cost: logarithmic. */
    public Optional<Row.OfRegister> at(long offset) {
        int low = 0;
        int high = registers.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(registers.get(middle).register().address(), offset) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && offset - registers.get(i).register().address() < Long.BYTES; i--) {
            RegisterInstance register = registers.get(i).register();
            if (offset - register.address() < register.register().bytes()) {
                return Optional.of(registers.get(i));
            }
        }
        return Optional.empty();
    }

    /** Whether a row passes the filter, and all that it is under. */
    public static boolean passes(Row row) {
        Row at = row;
        for (; at.parent() != null; at = at.parent()) {
            List<Row> siblings = at.parent().shown();
            if (at.index() >= siblings.size() || siblings.get(at.index()) != at) {
                return false;
            }
        }
        return at.index() >= 0;
    }

    /** The rows that pass a filter. */
    public static final class Passing {

        private final List<Row> roots = new ArrayList<>();
        private final Map<Row.Group, List<Row>> groups = new IdentityHashMap<>();
        private int registers;

        private Passing() {
        }
    }

    /**
     * Finds the rows that pass, and shows nothing else for it. Cost: proportional to the registers. On any thread: it
     * looks at nothing that changes.
     */
    public Passing passing(Predicate<RegisterInstance> passes) {
        Passing passing = new Passing();
        for (Row root : roots) {
            if (passes(root, passes, passing)) {
                passing.roots.add(root);
            }
        }
        return passing;
    }

    private static boolean passes(Row row, Predicate<RegisterInstance> passes, Passing passing) {
        return switch (row) {
            case Row.OfField field -> true;
            case Row.OfRegister register -> {
                boolean pass = passes.test(register.register());
                passing.registers += pass ? 1 : 0;
                yield pass;
            }
            case Row.Group group -> {
                List<Row> some = new ArrayList<>();
                for (Row below : group.all()) {
                    if (passes(below, passes, passing)) {
                        some.add(below);
                    }
                }
                passing.groups.put(group, some);
                yield !some.isEmpty();
            }
        };
    }

    /**
     * Shows only what passes. Cost: small; it compares the rows by identity.
     *
     * @param rows of this outline
     * @return whether others pass than before
     */
    public boolean show(Passing rows) {
        boolean changed = !rows.roots.equals(shown);
        passing = rows.registers;
        roots.forEach(root -> root.index(-1));
        shown = rows.roots;
        for (int i = 0; i < shown.size(); i++) {
            shown.get(i).index(i);
        }
        for (Map.Entry<Row.Group, List<Row>> group : rows.groups.entrySet()) {
            if (!group.getValue().equals(group.getKey().shown())) {
                changed = true;
                group.getKey().show(group.getValue());
            }
        }
        return changed;
    }

    /**
     * Opens groups from the top until that many rows can be seen. Those that it opened before and now need not be are
     * closed: a filter that lets few rows pass must not leave all groups open for the next that lets many.
     *
     * @param rows 0 closes what it opened
     * @return whether other groups are open than before
     */
    public boolean expandGroups(int rows) {
        Set<Row> before = opened;
        opened = Collections.newSetFromMap(new IdentityHashMap<>());
        int visible = shown.size();
        List<Row> open = new ArrayList<>(shown);
        for (int i = 0; rows > 0 && i < open.size(); i++) {
            Row row = open.get(i);
            boolean users = row.expanded() && !before.contains(row);
            if (row instanceof Row.Group && (users || i == 0 || visible + row.shown().size() <= rows)) {
                if (!users) {
                    opened.add(row);
                }
                visible += row.shown().size();
                open.addAll(row.shown());
            }
        }
        before.stream().filter(row -> !opened.contains(row)).forEach(row -> row.expanded(false));
        opened.forEach(row -> row.expanded(true));
        return !opened.equals(before);
    }

    /** What is open is so because the user wants it: it stays open. */
    public void keepExpanded() {
        opened.clear();
    }

    /**
     * The rows that can be seen from one on, as they lie below one another.
     *
     * @param first the row at the top
     * @param count at most so many
     */
    public List<Row> from(Row first, int count) {
        List<Row> rows = new ArrayList<>();
        Row at = first;
        while (at != null && rows.size() < count) {
            rows.add(at);
            at = next(at);
        }
        return rows;
    }

    private Row next(Row row) {
        if (row.expanded() && !row.shown().isEmpty()) {
            return row.shown().getFirst();
        }
        for (Row at = row; at != null; at = at.parent()) {
            List<Row> siblings = at.parent() == null ? shown : at.parent().shown();
            if (at.index() + 1 < siblings.size()) {
                return siblings.get(at.index() + 1);
            }
        }
        return null;
    }
}
