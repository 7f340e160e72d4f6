// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Field;

/** A row of the register page: a block or cluster, a register, or a field. For one thread. */
public abstract sealed class Row {

    private final Row parent;
    private final String name;
    private final List<Row> all = new ArrayList<>();
    private List<Row> shown = all;
    private int index;
    private boolean expanded;

    private Row(Row parent, String name) {
        this.parent = parent;
        this.name = name;
        if (parent != null) {
            index = parent.all.size();
            parent.all.add(this);
        }
    }

    /** A block or a cluster. */
    public static final class Group extends Row {

        private final long address;

        Group(Row parent, String name, long address) {
            super(parent, name);
            this.address = address;
        }

        /** The address of its first register. */
        public long address() {
            return address;
        }
    }

    /** A register. */
    public static final class OfRegister extends Row {

        private final RegisterInstance register;
        private boolean complete;

        OfRegister(Row parent, RegisterInstance register) {
            super(parent, register.name());
            this.register = register;
        }

        /** The rows of its fields are made when they are first asked for: of most registers nobody ever does. */
        @Override
        void complete() {
            if (!complete) {
                complete = true;
                // Most significant first, as registers are drawn.
                register.register().flatFields().stream().sorted((a, b) -> b.bits().compareTo(a.bits()))
                        .forEach(field -> new OfField(this, field));
            }
        }

        /** Which register. */
        public RegisterInstance register() {
            return register;
        }
    }

    /** A field of a register. */
    public static final class OfField extends Row {

        private final Field field;

        OfField(OfRegister parent, Field field) {
            super(parent, field.name());
            this.field = field;
        }

        /** Which field. */
        public Field field() {
            return field;
        }

        /** The row of its register. */
        public OfRegister registerRow() {
            return (OfRegister) parent();
        }
    }

    /** The row it is under; null for a block. */
    public final Row parent() {
        return parent;
    }

    /** Its own name. */
    public final String name() {
        return name;
    }

    /** The path, which names the same thing in another version of the description. */
    public final String path() {
        return parent == null ? name : parent.path() + "." + name;
    }

    /** How many rows it is under. */
    public final int depth() {
        return parent == null ? 0 : parent.depth() + 1;
    }

    /** Makes the rows below it if they are not there yet. */
    void complete() {
    }

    /** All rows right below it. */
    public final List<Row> all() {
        complete();
        return all;
    }

    /** The rows right below it that pass the filter. */
    public final List<Row> shown() {
        complete();
        return shown;
    }

    /** Its place among the shown rows of its parent. */
    public final int index() {
        return index;
    }

    final void index(int place) {
        index = place;
    }

    final void show(List<Row> some) {
        shown = some;
        for (int i = 0; i < some.size(); i++) {
            some.get(i).index(i);
        }
    }

    /** Whether the rows below it can be seen. */
    public final boolean expanded() {
        return expanded;
    }

    /** Opens or closes it. */
    public final void expanded(boolean open) {
        expanded = open;
    }

    /** The register it is, or belongs to; empty for a group. */
    public final Optional<RegisterInstance> instance() {
        return switch (this) {
            case Group group -> Optional.empty();
            case OfRegister row -> Optional.of(row.register());
            case OfField row -> Optional.of(row.registerRow().register());
        };
    }
}
