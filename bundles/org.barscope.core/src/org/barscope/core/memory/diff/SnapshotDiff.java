// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.diff;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;

/**
 * What differs between two snapshots of a region, byte by byte. Only bytes that have a value in both are compared: one
 * that was not read is neither the same nor another.
 *
 * @param differences runs of bytes that differ, by offset
 * @param bytes       how many bytes those are
 * @param compared    how many bytes have a value in both
 * @param left        how many bytes of the second snapshot have none in the first, or the other way round
 */
public record SnapshotDiff(List<Span> differences, long bytes, long compared, long left) {

    private static final int BLOCK = 1 << 16;

    public SnapshotDiff {
        differences = List.copyOf(differences);
    }

    /**
     * Compares what both hold.
     *
     * @param before one
     * @param after  the other, whose ranges are gone through
     */
    public static SnapshotDiff of(RegionSnapshot before, RegionSnapshot after) {
        List<Span> found = new ArrayList<>();
        long[] counts = new long[3];
        for (Span span : after.spans()) {
            for (long at = span.offset(); at < span.end(); at += BLOCK) {
                compare(before, after, new Span(at, Math.min(BLOCK, span.end() - at)), found, counts);
            }
        }
        return new SnapshotDiff(found, counts[0], counts[1], counts[2]);
    }

    private static void compare(RegionSnapshot before, RegionSnapshot after, Span span, List<Span> found,
            long[] counts) {
        int length = (int) span.length();
        byte[] old = new byte[length];
        byte[] oldStates = new byte[length];
        byte[] now = new byte[length];
        byte[] nowStates = new byte[length];
        before.copy(span.offset(), old, oldStates);
        after.copy(span.offset(), now, nowStates);
        UnitState[] states = UnitState.values();
        for (int i = 0; i < length; i++) {
            boolean had = states[oldStates[i]].hasValue();
            boolean has = states[nowStates[i]].hasValue();
            if (had && has) {
                counts[1]++;
                if (old[i] != now[i]) {
                    counts[0]++;
                    add(found, span.offset() + i);
                }
            } else if (had != has) {
                counts[2]++;
            }
        }
    }

    private static void add(List<Span> found, long offset) {
        Span last = found.isEmpty() ? null : found.getLast();
        if (last != null && last.end() == offset) {
            found.set(found.size() - 1, new Span(last.offset(), last.length() + 1));
        } else {
            found.add(new Span(offset, 1));
        }
    }

    /** The differences as comma-separated values with a header (RFC 4180): offset, length, before, after. */
    public String csv(RegionSnapshot before, RegionSnapshot after) {
        StringBuilder text = new StringBuilder("offset,length,before,after\r\n");
        for (Span span : differences) {
            text.append("0x").append(Long.toHexString(span.offset())).append(',').append(span.length()).append(',')
                    .append(hex(before, span)).append(',').append(hex(after, span)).append("\r\n");
        }
        return text.toString();
    }

    private static String hex(RegionSnapshot snapshot, Span span) {
        byte[] bytes = new byte[Math.toIntExact(span.length())];
        snapshot.copy(span.offset(), bytes, new byte[bytes.length]);
        return HexFormat.of().formatHex(bytes);
    }
}
