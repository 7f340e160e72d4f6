// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;

/**
 * What some ranges of a region held at one refresh: bytes, a state for each byte, and when. Immutable, safe to hand to
 * any thread.
 */
public final class RegionSnapshot {

    /**
     * One contiguous range of a snapshot. The arrays are not shared with anybody once the part is made.
     */
    static final class Part {
        private final long offset;
        private final byte[] bytes;
        private final byte[] states;

        /** Takes ownership of the arrays, which have equal lengths. */
        Part(long offset, byte[] bytes, byte[] states) {
            this.offset = offset;
            this.bytes = bytes;
            this.states = states;
        }

        long end() {
            return offset + bytes.length;
        }

        /** The same range with no value left: what was readable has that state now, guards stay guards. */
        Part withoutValues(UnitState state) {
            byte[] marked = states.clone();
            for (int i = 0; i < marked.length; i++) {
                UnitState old = UnitState.ofOrdinal(marked[i]);
                if (old != UnitState.GUARDED && old != UnitState.OUT_OF_RANGE) {
                    marked[i] = (byte) state.ordinal();
                }
            }
            return new Part(offset, new byte[bytes.length], marked);
        }
    }

    private final RegionUri uri;
    private final Instant time;
    private final long generation;
    private final RegionStatus status;
    private final Part[] parts;

    /** @param parts by offset, not overlapping */
    RegionSnapshot(RegionUri uri, Instant time, long generation, RegionStatus status, List<Part> parts) {
        this.uri = Objects.requireNonNull(uri);
        this.time = Objects.requireNonNull(time);
        this.generation = generation;
        this.status = Objects.requireNonNull(status);
        this.parts = parts.toArray(Part[]::new);
    }

    /** A snapshot that holds nothing yet. */
    public static RegionSnapshot empty(RegionUri uri, RegionStatus status) {
        return new RegionSnapshot(uri, Instant.EPOCH, 0, status, List.of());
    }

    /**
     * One range as somebody else has kept it, such as a file.
     *
     * @param bytes  as long as {@code states}; copied
     * @param states copied
     */
    public static RegionSnapshot of(RegionUri uri, Instant time, long offset, byte[] bytes, UnitState[] states) {
        byte[] ordinals = new byte[states.length];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = (byte) states[i].ordinal();
        }
        if (bytes.length != ordinals.length || offset < 0) {
            throw new IllegalArgumentException("there must be a state for each byte, from an offset on");
        }
        return new RegionSnapshot(uri, time, 0, RegionStatus.LIVE, List.of(new Part(offset, bytes.clone(), ordinals)));
    }

    public RegionUri uri() {
        return uri;
    }

    /** When the refresh ended. */
    public Instant time() {
        return time;
    }

    /** Counts the refreshes of the sampler that made it, from 1; 0 for an empty one. */
    public long generation() {
        return generation;
    }

    /** The region's status after the refresh. */
    public RegionStatus status() {
        return status;
    }

    /** The ranges it covers, by offset. */
    public List<Span> spans() {
        return Arrays.stream(parts).map(p -> new Span(p.offset, p.bytes.length)).toList();
    }

    /** The state of a byte; {@link UnitState#NOT_READ} outside the covered ranges. */
    public UnitState stateAt(long offset) {
        Part part = partAt(offset);
        return part == null ? UnitState.NOT_READ : UnitState.ofOrdinal(part.states[(int) (offset - part.offset)]);
    }

    /**
     * A byte that has a value.
     *
     * @return 0 to 255
     * @throws IllegalStateException when its state has none: ask {@link #stateAt} first
     */
    public int byteAt(long offset) {
        Part part = partAt(offset);
        if (part == null || !UnitState.ofOrdinal(part.states[(int) (offset - part.offset)]).hasValue()) {
            throw new IllegalStateException("no value at offset 0x" + Long.toHexString(offset));
        }
        return part.bytes[(int) (offset - part.offset)] & 0xff;
    }

    /**
     * The bytes of a register as one number.
     *
     * @param bytes 1 to 8
     * @param order of the region, {@link RegionInfo#byteOrder}
     * @return empty when one of them has no value
     */
    public OptionalLong word(long offset, int bytes, ByteOrder order) {
        Objects.checkIndex(bytes - 1, Long.BYTES);
        long word = 0;
        for (int i = 0; i < bytes; i++) {
            if (!stateAt(offset + i).hasValue()) {
                return OptionalLong.empty();
            }
            int shift = Byte.SIZE * (order == ByteOrder.LITTLE_ENDIAN ? i : bytes - 1 - i);
            word |= (long) byteAt(offset + i) << shift;
        }
        return OptionalLong.of(word);
    }

    /**
     * Copies bytes and states of a range; outside the covered ranges states become {@code NOT_READ} and bytes 0.
     *
     * @param states receives {@link UnitState#ordinal()}s; as long as {@code bytes}
     */
    public void copy(long offset, byte[] bytes, byte[] states) {
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(states, (byte) UnitState.NOT_READ.ordinal());
        long end = offset + bytes.length;
        for (Part part : parts) {
            long from = Math.max(offset, part.offset);
            long to = Math.min(end, part.end());
            if (from < to) {
                int length = (int) (to - from);
                System.arraycopy(part.bytes, (int) (from - part.offset), bytes, (int) (from - offset), length);
                System.arraycopy(part.states, (int) (from - part.offset), states, (int) (from - offset), length);
            }
        }
    }

    private Part partAt(long offset) {
        int low = 0;
        int high = parts.length - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            Part part = parts[mid];
            if (offset < part.offset) {
                high = mid - 1;
            } else if (offset >= part.end()) {
                low = mid + 1;
            } else {
                return part;
            }
        }
        return null;
    }
}
