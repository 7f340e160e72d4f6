// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Reads ranges of a region into a snapshot: each readable unit exactly once with its declared width, and never a
 * guarded one. Runs on the device's thread.
 *
 * <p>A fault costs a signal, so after one the rest of its page is taken as faulted without being touched; once the
 * region says that it is revoked or lost, nothing more is touched at all.
 */
final class SnapshotReader {

    private final MemoryRegion region;
    private final BooleanSupplier cancelled;
    private boolean onlyOnes;
    private boolean anyValue;

    SnapshotReader(MemoryRegion region) {
        this(region, () -> false);
    }

    /** @param cancelled asked before each unit; once true, the rest is left unread, because a unit can take a second */
    SnapshotReader(MemoryRegion region, BooleanSupplier cancelled) {
        this.region = region;
        this.cancelled = cancelled;
    }

    /**
     * @param spans  what to read; may overlap and may reach past the end
     * @param access the rules to follow; {@code ASK} units are left unread
     */
    RegionSnapshot read(List<Span> spans, AccessMap access, long generation) {
        onlyOnes = true;
        anyValue = false;
        boolean bulk = region.info().kind() == RegionKind.MEMORY && access.rules().isEmpty()
                && access.defaultPolicy() == ReadPolicy.SAFE;
        boolean reachable = MemoryBlocks.reachable(region);
        List<RegionSnapshot.Part> parts = new ArrayList<>();
        for (Span span : wholeUnits(spans, access)) {
            byte[] bytes = new byte[Math.toIntExact(span.length())];
            byte[] states = new byte[bytes.length];
            if (reachable) {
                reachable = bulk ? readMemory(span, bytes, states) : readUnits(span, access, bytes, states);
            }
            parts.add(new RegionSnapshot.Part(span.offset(), bytes, states));
        }
        if (anyValue && onlyOnes && region.info().kind() != RegionKind.MEMORY) {
            // All ones is also what a device that fell off the bus answers; only something other than data can tell.
            region.checkPresence();
        }
        RegionStatus status = region.status();
        if (!status.live()) {
            parts = parts.stream().map(p -> p.withoutValues(UnitState.REVOKED)).toList();
        }
        return new RegionSnapshot(region.info().uri(), Instant.now(), generation, status, parts);
    }

    /** Clips to the region, widens to whole access units, sorts and merges. */
    private List<Span> wholeUnits(List<Span> spans, AccessMap access) {
        long size = region.info().size();
        List<Span> sorted = spans.stream().map(s -> s.within(size)).filter(s -> s.length() > 0).map(s -> {
            long start = access.unitAt(s.offset()).offset();
            long end = Math.min(size, access.unitAt(s.end() - 1).end());
            return new Span(start, end - start);
        }).sorted(Comparator.comparingLong(Span::offset)).toList();
        List<Span> merged = new ArrayList<>();
        for (Span span : sorted) {
            Span last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && span.offset() <= last.end()) {
                long end = Math.max(last.end(), span.end());
                merged.set(merged.size() - 1, new Span(last.offset(), end - last.offset()));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    private boolean readUnits(Span span, AccessMap access, byte[] bytes, byte[] states) {
        long offset = span.offset();
        while (offset < span.end()) {
            if (cancelled.getAsBoolean()) {
                return false;
            }
            AccessRule unit = access.unitAt(offset);
            long end = Math.min(unit.end(), span.end());
            int at = (int) (offset - span.offset());
            int length = (int) (end - offset);
            if (unit.end() > region.info().size()) {
                mark(states, at, length, UnitState.OUT_OF_RANGE);
            } else if (unit.policy() == ReadPolicy.SAFE) {
                if (!readUnit(unit, bytes, states, at)) {
                    if (cannotGoOn()) {
                        return false;
                    }
                    end = Math.min(span.end(), MemoryBlocks.nextPage(offset));
                    markFaulted(span, new Span(offset, end - offset), access, states);
                }
            } else {
                mark(states, at, length, unread(unit));
            }
            offset = end;
        }
        return true;
    }

    /** Takes a range for faulted without touching it; what would not have been read anyway stays what it is. */
    private static void markFaulted(Span span, Span range, AccessMap access, byte[] states) {
        long offset = range.offset();
        while (offset < range.end()) {
            AccessRule unit = access.unitAt(offset);
            long end = Math.min(unit.end(), range.end());
            mark(states, (int) (offset - span.offset()), (int) (end - offset),
                    unit.policy() == ReadPolicy.SAFE ? UnitState.FAULTED : unread(unit));
            offset = end;
        }
    }

    private static UnitState unread(AccessRule unit) {
        return unit.policy() == ReadPolicy.GUARDED ? UnitState.GUARDED : UnitState.NOT_READ;
    }

    private boolean readUnit(AccessRule unit, byte[] bytes, byte[] states, int at) {
        AccessWidth width = unit.width();
        long value;
        try {
            value = region.read(unit.offset(), width);
        } catch (AccessException refused) {
            if (refused.kind() == AccessException.Kind.FAULTED || cannotGoOn()) {
                return false;
            }
            // This unit alone cannot be read; its neighbours can.
            mark(states, at, width.bytes(), UnitState.FAULTED);
            return true;
        }
        boolean ones = value == width.allOnes() && region.info().kind() != RegionKind.MEMORY;
        onlyOnes &= ones;
        anyValue = true;
        boolean little = region.info().byteOrder() == ByteOrder.LITTLE_ENDIAN;
        for (int i = 0; i < width.bytes(); i++) {
            int shift = 8 * (little ? i : width.bytes() - 1 - i);
            bytes[at + i] = (byte) (value >>> shift);
        }
        mark(states, at, width.bytes(), ones ? UnitState.ALL_ONES : UnitState.VALUE);
        return true;
    }

    private boolean readMemory(Span span, byte[] bytes, byte[] states) {
        boolean whole = new MemoryBlocks(region).read(span.offset(), bytes, 0, bytes.length, (at, length, state) -> {
            mark(states, at, length, state);
            anyValue |= state.hasValue();
        });
        if (whole) {
            onlyOnes = false;
        }
        return whole;
    }

    private boolean cannotGoOn() {
        return !region.status().live();
    }

    private static void mark(byte[] states, int from, int length, UnitState state) {
        Arrays.fill(states, from, from + length, (byte) state.ordinal());
    }
}
