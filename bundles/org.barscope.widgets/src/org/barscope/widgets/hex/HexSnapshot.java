// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What one refresh found: bytes, the state of every access unit, when, and in which refresh.
 * <p>
 * Immutable and safe to hand between threads. Covers one contiguous run of bytes, normally the visible rows; for
 * every other offset it answers with one state for the {@linkplain #outside() outside}.
 */
public final class HexSnapshot {

    /** Covers nothing; every byte is {@link UnitState#NOT_YET_READ}. */
    public static final HexSnapshot EMPTY = new HexSnapshot(0, 1, new byte[0], new byte[0], Instant.EPOCH, 0,
            UnitState.NOT_YET_READ);

    private static final UnitState[] STATES = UnitState.values();

    private final long start;
    private final int unitShift;
    private final byte[] bytes;
    private final byte[] states;
    private final Instant time;
    private final long generation;
    private final UnitState outside;

    private HexSnapshot(long start, int unitSize, byte[] bytes, byte[] states, Instant time, long generation,
            UnitState outside) {
        this.start = start;
        this.unitShift = Integer.numberOfTrailingZeros(unitSize);
        this.bytes = bytes;
        this.states = states;
        this.time = time;
        this.generation = generation;
        this.outside = outside;
    }

    /**
     * Makes a snapshot. Copies both arrays. Cost: linear in their length.
     *
     * @param start      offset of the first byte, unsigned, a multiple of {@code unitSize}
     * @param unitSize   bytes per access unit: 1, 2, 4 or 8; use 1 where accesses of several widths are mixed
     * @param bytes      the bytes in memory order; those of units without a value are ignored
     * @param unitStates one state per unit; a last, shorter unit counts
     * @param time       when the last of these units was read
     * @param generation number of the refresh; snapshots of one refresh share it, a later refresh has a higher one
     * @return the snapshot
     * @throws IllegalArgumentException if sizes disagree, the range passes the last possible offset, or a state is
     *                                  {@linkplain UnitState#isDerived() derived}
     */
    public static HexSnapshot of(long start, int unitSize, byte[] bytes, UnitState[] unitStates, Instant time,
            long generation) {
        Objects.requireNonNull(time, "time");
        if (unitSize != 1 && unitSize != 2 && unitSize != 4 && unitSize != 8) {
            throw new IllegalArgumentException("Access units have 1, 2, 4 or 8 bytes, not " + unitSize);
        }
        if (Long.remainderUnsigned(start, unitSize) != 0) {
            throw new IllegalArgumentException("0x" + Long.toHexString(start) + " is no multiple of " + unitSize);
        }
        if (unitStates.length != (bytes.length + unitSize - 1) / unitSize) {
            throw new IllegalArgumentException(unitStates.length + " states for " + bytes.length + " bytes in units of "
                    + unitSize);
        }
        if (bytes.length > 0) {
            HexRange.of(start, bytes.length);
        }
        byte[] states = new byte[unitStates.length];
        for (int i = 0; i < states.length; i++) {
            if (unitStates[i].isDerived()) {
                throw new IllegalArgumentException(unitStates[i] + " is found by the canvas, not by a refresh");
            }
            states[i] = (byte) unitStates[i].ordinal();
        }
        return new HexSnapshot(start, unitSize, bytes.clone(), states, time, generation, UnitState.NOT_YET_READ);
    }

    /**
     * A snapshot of bytes that were all read without incident, such as a saved dump.
     *
     * @param start      offset of the first byte, unsigned
     * @param bytes      the bytes in memory order
     * @param time       when they were read
     * @param generation number of the refresh
     * @return the snapshot
     * @throws IllegalArgumentException if the range passes the last possible offset
     */
    public static HexSnapshot ofValues(long start, byte[] bytes, Instant time, long generation) {
        UnitState[] all = new UnitState[bytes.length];
        Arrays.fill(all, UnitState.VALUE);
        return of(start, 1, bytes, all, time, generation);
    }

    /**
     * A snapshot without bytes, for a region that as a whole is in one state, such as revoked.
     *
     * @param outside    state of every byte, not a derived one and not one with a value
     * @param time       when that was found out
     * @param generation number of the refresh
     * @return the snapshot
     * @throws IllegalArgumentException if the state has a value or is derived
     */
    public static HexSnapshot ofState(UnitState outside, Instant time, long generation) {
        return new HexSnapshot(0, 1, new byte[0], new byte[0], Objects.requireNonNull(time, "time"), generation,
                checkOutside(outside));
    }

    /**
     * The same snapshot, answering with another state for the bytes it does not cover.
     *
     * @param state not a derived one and not one with a value
     * @return the snapshot; shares its arrays with this one
     * @throws IllegalArgumentException if the state has a value or is derived
     */
    public HexSnapshot withOutside(UnitState state) {
        return new HexSnapshot(start, unitSize(), bytes, states, time, generation, checkOutside(state));
    }

    private static UnitState checkOutside(UnitState state) {
        if (state.isDerived() || state.hasValue()) {
            throw new IllegalArgumentException("Bytes that were not read cannot be " + state);
        }
        return state;
    }

    /**
     * The bytes this snapshot covers.
     *
     * @return the range, or nothing
     */
    public Optional<HexRange> range() {
        return bytes.length == 0 ? Optional.empty() : Optional.of(HexRange.of(start, bytes.length));
    }

    /**
     * Bytes per access unit.
     *
     * @return 1, 2, 4 or 8
     */
    public int unitSize() {
        return 1 << unitShift;
    }

    /**
     * When the last unit of this snapshot was read.
     *
     * @return the time
     */
    public Instant time() {
        return time;
    }

    /**
     * Number of the refresh.
     *
     * @return higher in later refreshes
     */
    public long generation() {
        return generation;
    }

    /**
     * State of every byte this snapshot does not cover.
     *
     * @return a state without a value
     */
    public UnitState outside() {
        return outside;
    }

    /**
     * Tells whether this snapshot covers a byte, in whatever state.
     *
     * @param offset unsigned
     * @return true if it does
     */
    public boolean covers(long offset) {
        return index(offset) >= 0;
    }

    /**
     * State of the unit that holds a byte.
     *
     * @param offset unsigned
     * @return its state, or {@link #outside()}
     */
    public UnitState state(long offset) {
        int i = index(offset);
        return i < 0 ? outside : STATES[states[i >> unitShift]];
    }

    /**
     * Tells whether there is a value for a byte.
     *
     * @param offset unsigned
     * @return true if {@link #byteAt} means something there
     */
    public boolean hasValue(long offset) {
        return state(offset).hasValue();
    }

    /**
     * Tells whether every byte of a range has a value.
     *
     * @param range the range
     * @return true if all can be read from this snapshot
     */
    public boolean hasValues(HexRange range) {
        if (!covers(range.first()) || !covers(range.last())) {
            return false;
        }
        int last = index(range.last());
        for (int i = index(range.first()) >> unitShift; i <= last >> unitShift; i++) {
            if (!STATES[states[i]].hasValue()) {
                return false;
            }
        }
        return true;
    }

    /**
     * One byte.
     *
     * @param offset unsigned
     * @return the byte
     * @throws IllegalStateException if it has no value; ask {@link #hasValue} first
     */
    public byte byteAt(long offset) {
        int i = index(offset);
        if (i < 0 || !STATES[states[i >> unitShift]].hasValue()) {
            throw new IllegalStateException("No value at 0x" + Long.toHexString(offset) + ": " + state(offset).label());
        }
        return bytes[i];
    }

    /**
     * The bytes of a range.
     *
     * @param range at most 2 GiB
     * @return a copy, or nothing if a byte has no value
     */
    public Optional<byte[]> bytes(HexRange range) {
        if (!hasValues(range)) {
            return Optional.empty();
        }
        int from = index(range.first());
        return Optional.of(Arrays.copyOfRange(bytes, from, index(range.last()) + 1));
    }

    /**
     * The bytes at an offset as an integer.
     *
     * @param offset unsigned
     * @param size   number of bytes, 1 to 8
     * @param order  which byte is the most significant one
     * @return the value, zero-extended
     * @throws IllegalStateException if a byte has no value
     */
    public long value(long offset, int size, ByteOrder order) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            int at = order == ByteOrder.BIG_ENDIAN ? i : size - 1 - i;
            value = value << 8 | byteAt(offset + at) & 0xff;
        }
        return value;
    }

    private int index(long offset) {
        long distance = offset - start;
        return Long.compareUnsigned(distance, bytes.length) < 0 ? (int) distance : -1;
    }
}
