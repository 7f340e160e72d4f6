// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Arrays;
import java.util.Optional;

/**
 * Remembers how many refreshes ago each visible byte changed.
 * <p>
 * Holds one age per byte of the newest snapshot, so memory does not grow with the region; a byte that leaves the
 * screen is forgotten. Not thread-safe: belongs to the UI thread.
 */
final class ChangeHistory {

    /** Age of a byte that has not changed within the {@link #DEPTH last refreshes}. */
    static final int NONE = -1;

    /** How many refreshes a change stays visible, the one that found it included. */
    static final int DEPTH = 5;

    private HexSnapshot newest = HexSnapshot.EMPTY;
    private long start;
    private byte[] ages = new byte[0];
    private boolean anyChange;
    private long version;

    /** Takes the next snapshot in and compares it with the one before, where they overlap. */
    void update(HexSnapshot next) {
        if (next == newest) {
            return;
        }
        byte[] fresh = new byte[next.range().map(range -> (int) range.length()).orElse(0)];
        Arrays.fill(fresh, (byte) NONE);
        anyChange = false;
        long aging = next.generation() - newest.generation();
        if (aging >= 0) {
            Optional<HexRange> common = next.range().flatMap(a -> newest.range().flatMap(a::intersection));
            if (common.isPresent()) {
                compare(next, common.get(), (int) Math.min(aging, DEPTH), fresh);
            }
        }
        version++;
        ages = fresh;
        start = next.range().map(HexRange::first).orElse(0L);
        newest = next;
    }

    private void compare(HexSnapshot next, HexRange common, int aging, byte[] fresh) {
        int oldAt = (int) (common.first() - newest.range().orElseThrow().first());
        int newAt = (int) (common.first() - next.range().orElseThrow().first());
        int count = (int) common.length();
        for (int i = 0; i < count; i++) {
            long offset = common.first() + i;
            if (!next.hasValue(offset)) {
                continue;
            }
            int age = ages[oldAt + i];
            if (newest.hasValue(offset) && newest.byteAt(offset) != next.byteAt(offset)) {
                age = 0;
            } else if (age != NONE) {
                age = age + aging < DEPTH ? age + aging : NONE;
            }
            fresh[newAt + i] = (byte) age;
            anyChange |= age != NONE;
        }
    }

    /** Forgets everything, for another region. */
    void clear() {
        newest = HexSnapshot.EMPTY;
        ages = new byte[0];
        anyChange = false;
        version++;
    }

    /** Another number whenever ages may be others. */
    long version() {
        return version;
    }

    /** Refreshes since a byte changed, 0 for the newest one, or {@link #NONE}. */
    int age(long offset) {
        long index = offset - start;
        return anyChange && Long.compareUnsigned(index, ages.length) < 0 ? ages[(int) index] : NONE;
    }
}
