// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Units that were typed over and not written yet, in the order of typing.
 * <p>
 * A unit begins as what the snapshot says, so what is written is exactly what was on the screen. Bits of a unit
 * without a value are unknown until typed, and a unit with unknown bits cannot be written.
 */
final class EditBuffer {

    /** More would be a fill or a paste, which are operations of their own. */
    static final int MAX_UNITS = 4096;

    private final Map<Long, Unit> units = new LinkedHashMap<>();

    /** One unit. */
    static final class Unit {
        private final long offset;
        private final byte[] bytes;
        private final byte[] known;
        private final byte[] typed;
        private final byte[] before;
        private boolean writing;

        private Unit(long offset, int size, HexSnapshot snapshot) {
            this.offset = offset;
            Optional<byte[]> shown = snapshot.bytes(HexRange.of(offset, size));
            this.before = shown.orElse(null);
            this.bytes = shown.map(byte[]::clone).orElseGet(() -> new byte[size]);
            this.known = new byte[size];
            this.typed = new byte[size];
            if (before != null) {
                Arrays.fill(known, (byte) 0xff);
            }
        }

        long offset() {
            return offset;
        }

        int size() {
            return bytes.length;
        }

        boolean isWriting() {
            return writing;
        }

        private boolean isTyped() {
            for (byte mask : typed) {
                if (mask != 0) {
                    return true;
                }
            }
            return false;
        }

        boolean isComplete() {
            for (byte mask : known) {
                if (mask != (byte) 0xff) {
                    return false;
                }
            }
            return true;
        }

        HexEdit toEdit() {
            return new HexEdit(offset, bytes, before);
        }
    }

    boolean isEmpty() {
        return units.isEmpty();
    }

    int size() {
        return units.size();
    }

    /** Units in the order of typing. */
    List<Unit> units() {
        return new ArrayList<>(units.values());
    }

    /** The unit that holds a byte. */
    Optional<Unit> at(long offset) {
        if (units.isEmpty()) {
            return Optional.empty();
        }
        for (int size = 1; size <= 8; size *= 2) {
            Unit unit = units.get(offset & -(long) size);
            if (unit != null && Long.compareUnsigned(offset - unit.offset, unit.bytes.length) < 0) {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    /** One byte of a pending unit. */
    byte byteAt(long offset) {
        Unit unit = at(offset).orElseThrow();
        return unit.bytes[(int) (offset - unit.offset)];
    }

    /** Bits of that byte that are known, because there was a value or they were typed. */
    byte knownAt(long offset) {
        Unit unit = at(offset).orElseThrow();
        return unit.known[(int) (offset - unit.offset)];
    }

    /**
     * Types over some bits of a byte.
     *
     * @param offset   of the byte
     * @param unitSize width of the access there
     * @param mask     the bits
     * @param value    their new values
     * @param snapshot what the rest of the unit is
     */
    void type(long offset, int unitSize, int mask, int value, HexSnapshot snapshot) {
        Unit unit = at(offset).orElse(null);
        if (unit == null) {
            unit = new Unit(offset & -(long) unitSize, unitSize, snapshot);
            units.put(unit.offset, unit);
        }
        int i = (int) (offset - unit.offset);
        unit.bytes[i] = (byte) (unit.bytes[i] & ~mask | value & mask);
        unit.known[i] |= (byte) mask;
        unit.typed[i] |= (byte) mask;
    }

    /** Takes typed bits of a byte back, and the whole unit when nothing typed is left of it. */
    void untype(long offset, int mask) {
        Unit unit = at(offset).orElse(null);
        if (unit == null || unit.writing) {
            return;
        }
        int i = (int) (offset - unit.offset);
        int old = unit.before == null ? 0 : unit.before[i];
        unit.bytes[i] = (byte) (unit.bytes[i] & ~mask | old & mask);
        unit.typed[i] &= (byte) ~mask;
        if (unit.before == null) {
            unit.known[i] &= (byte) ~mask;
        }
        if (!unit.isTyped()) {
            units.remove(unit.offset);
        }
    }

    /** Forgets every unit that is not being written. Returns false if there was none. */
    boolean revertAll() {
        return units.values().removeIf(unit -> !unit.writing);
    }

    void clear() {
        units.clear();
    }

    void startWriting(Unit unit) {
        unit.writing = true;
    }

    /** Ends the writing of a unit: it is gone when written, pending again when not. */
    void endWriting(Unit unit, boolean written) {
        unit.writing = false;
        if (written) {
            units.remove(unit.offset, unit);
        }
    }
}
