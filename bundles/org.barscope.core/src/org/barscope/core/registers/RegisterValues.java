// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.UnitState;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Guard;

/**
 * What is known of the values of registers, refresh after refresh: the latest word of each, or why there is none, and
 * what it was before it changed. For one thread, usually the UI's; touches no device.
 */
public final class RegisterValues {

    private final RegionRegisters registers;
    private final Map<RegisterInstance, Entry> entries = new IdentityHashMap<>();
    private final ByteOrder order;
    private final int readable;
    private int known;
    private RegionStatus status = RegionStatus.LIVE;

    /** Why a register has a value or none. */
    public enum State {
        /** It was read. */
        VALUE,
        /** It was read, and all bits of the access were ones while the device is known to be there. */
        ALL_ONES,
        /** Nobody has looked at it yet. */
        NOT_READ,
        /** It is not read by itself: reading it has an effect, its neighbour's has, or the user said so. */
        GUARDED,
        /** It is not read by itself: it can only be written. */
        WRITE_ONLY,
        /** The device did not answer. */
        FAULTED,
        /** The region is revoked, lost or closed. */
        REVOKED,
        /** No access can reach it: it lies past the end, or not at a multiple of its width. */
        UNREACHABLE;

        /** Whether the word beside it came from the device. */
        public boolean hasValue() {
            return this == VALUE || this == ALL_ONES;
        }
    }

    /** When a value was last seen to change. */
    public enum Change {
        /** Not since the marks were last forgotten. */
        NONE,
        /** Earlier. */
        BEFORE,
        /** The latest look at it found another value than the look before. */
        NOW
    }

    /**
     * What is known of one register.
     *
     * @param state    why it has a value or none
     * @param word     its bits; 0 and meaningless without a value
     * @param time     when it was read; {@link Instant#EPOCH} without a value
     * @param once     it was read because the user asked for this one read, and is not read again by itself
     * @param change   whether it has changed
     * @param previous what it was before it last changed; empty when it has not
     */
    public record Entry(State state, long word, Instant time, boolean once, Change change, OptionalLong previous) {

        private static final Entry NOT_READ = none(State.NOT_READ);

        public Entry {
            Objects.requireNonNull(state);
            Objects.requireNonNull(time);
            Objects.requireNonNull(change);
            Objects.requireNonNull(previous);
        }

        static Entry none(State state) {
            return new Entry(state, 0, Instant.EPOCH, false, Change.NONE, OptionalLong.empty());
        }

        private Entry without(State why) {
            // The word stays, unseen, so that a value that comes back different is seen to have changed.
            return new Entry(why, word, time, once, change == Change.NOW ? Change.BEFORE : change, previous);
        }

        private Entry read(State how, long fresh, Instant when, boolean asked) {
            if (time.equals(Instant.EPOCH)) {
                return new Entry(how, fresh, when, asked, Change.NONE, OptionalLong.empty());
            }
            return fresh == word
                    ? new Entry(how, fresh, when, asked, change == Change.NONE ? change : Change.BEFORE, previous)
                    : new Entry(how, fresh, when, asked, Change.NOW, OptionalLong.of(word));
        }

        private Entry unmarked() {
            return new Entry(state, word, time, once, Change.NONE, OptionalLong.empty());
        }
    }

    /** Knows nothing yet. Cost: one pass over the registers. */
    public RegisterValues(RegionRegisters registers, ByteOrder order) {
        this(registers, order, (int) registers.registers().stream().filter(one -> readable(registers, one)).count());
    }

    private RegisterValues(RegionRegisters registers, ByteOrder order, int readable) {
        this.registers = registers;
        this.order = order;
        this.readable = readable;
    }

    /** What is known now, for another thread. Cost: proportional to what is known. */
    public RegisterValues copy() {
        RegisterValues copy = new RegisterValues(registers, order, readable);
        copy.entries.putAll(entries);
        copy.known = known;
        copy.status = status;
        return copy;
    }

    private static boolean readable(RegionRegisters registers, RegisterInstance register) {
        return !guarded(register) && registers.unreachable(register).isEmpty();
    }

    private void put(RegisterInstance register, Entry entry) {
        Entry before = entries.put(register, entry);
        if (readable(registers, register)) {
            known += told(entry) - (before == null ? 0 : told(before));
        }
    }

    private static int told(Entry entry) {
        return entry.state() == State.NOT_READ ? 0 : 1;
    }

    /** How many registers are {@link State#NOT_READ}. Cost: none. */
    public int unread() {
        return status.live() ? readable - known : 0;
    }

    /** The registers it is about. */
    public RegionRegisters registers() {
        return registers;
    }

    /** The region's status as it was last told. */
    public RegionStatus status() {
        return status;
    }

    /** What is known of a register. */
    public Entry of(RegisterInstance register) {
        Entry entry = entries.getOrDefault(register, Entry.NOT_READ);
        if (status.live() && entry.state() != State.NOT_READ) {
            return entry;
        }
        // A guard is worth knowing also while nothing can be read.
        if (guarded(register)) {
            return entry.without(guard(register));
        }
        if (registers.unreachable(register).isPresent()) {
            return entry.without(State.UNREACHABLE);
        }
        return status.live() ? entry : entry.without(State.REVOKED);
    }

    private static boolean guarded(RegisterInstance register) {
        return register.guard().isPresent();
    }

    private static State guard(RegisterInstance register) {
        return register.guard().filter(guard -> guard.kind() == Guard.Kind.WRITE_ONLY).isPresent() ? State.WRITE_ONLY
                : State.GUARDED;
    }

    /**
     * Takes a refresh.
     *
     * @param looked the registers that it was to read; of others nothing is known anew
     */
    public void take(RegionSnapshot snapshot, Collection<RegisterInstance> looked) {
        status(snapshot.status());
        if (!status.live()) {
            return;
        }
        for (RegisterInstance register : looked) {
            if (guarded(register) || registers.unreachable(register).isPresent()) {
                continue;
            }
            take(snapshot, register);
        }
    }

    private void take(RegionSnapshot snapshot, RegisterInstance register) {
        Entry before = entries.getOrDefault(register, Entry.NOT_READ);
        int bytes = register.register().bytes();
        OptionalLong word = snapshot.word(register.address(), bytes, order);
        if (word.isPresent()) {
            put(register, before.read(ones(snapshot, register.address(), bytes) ? State.ALL_ONES : State.VALUE,
                    word.getAsLong() & register.register().mask(), snapshot.time(), false));
        } else if (failed(snapshot, register.address(), bytes)) {
            put(register, before.without(State.FAULTED));
        }
    }

    private static boolean ones(RegionSnapshot snapshot, long address, int bytes) {
        for (int i = 0; i < bytes; i++) {
            if (snapshot.stateAt(address + i) != UnitState.ALL_ONES) {
                return false;
            }
        }
        return true;
    }

    /** Whether the first byte without a value has none for another reason than that nobody looked. */
    private static boolean failed(RegionSnapshot snapshot, long address, int bytes) {
        for (int i = 0; i < bytes; i++) {
            UnitState state = snapshot.stateAt(address + i);
            if (!state.hasValue()) {
                return state != UnitState.NOT_READ;
            }
        }
        return false;
    }

    /** Takes the answer to one read that the user asked for. */
    public void once(RegisterInstance register, long word, Instant when) {
        put(register, entries.getOrDefault(register, Entry.NOT_READ).read(State.VALUE,
                word & register.register().mask(), when, true));
    }

    /** Takes the failure of one read that the user asked for. */
    public void onceFailed(RegisterInstance register) {
        put(register, entries.getOrDefault(register, Entry.NOT_READ).without(State.FAULTED));
    }

    /** Takes the region's status. What was known before a region was revoked or lost is not shown again as it was. */
    public void status(RegionStatus now) {
        if (status.live() && !now.live()) {
            entries.replaceAll((register, entry) -> entry.without(State.NOT_READ));
            known = 0;
        }
        status = now;
    }

    /** Forgets that anything has changed. */
    public void forgetChanges() {
        entries.replaceAll((register, entry) -> entry.unmarked());
    }

    /** Whether any value is marked as changed. */
    public boolean anyChange() {
        return entries.values().stream().anyMatch(entry -> entry.change() != Change.NONE);
    }

    /**
     * The same knowledge for the registers of another version of the description: what has the same path, address and
     * size keeps its value.
     */
    public RegisterValues carriedTo(RegionRegisters fresh) {
        record Key(String path, long address, int size) {
        }
        Map<Key, Entry> kept = new HashMap<>();
        entries.forEach((register, entry) -> kept.put(new Key(register.path(), register.address(),
                register.register().size()), entry));
        RegisterValues carried = new RegisterValues(fresh, order);
        carried.status = status;
        for (RegisterInstance register : fresh.registers()) {
            Entry entry = kept.get(new Key(register.path(), register.address(), register.register().size()));
            // What the new version guards was perhaps read freely before; its old value would be shown as if it were
            // refreshed.
            if (entry != null && (register.guard().isEmpty() || entry.once())) {
                carried.put(register, entry);
            }
        }
        return carried;
    }
}
