// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.UnitReader;

/**
 * Reads each unit once in a turn: fields of one register belong together. What was read is kept in a table of numbers
 * that is used again in the next turn, because finding a unit there must not cost more than reading it. Not safe for
 * use by several threads.
 */
final class ReadOnce implements UnitReader {

    private static final int FIRST_SIZE = 64;
    /** Spreads neighbours over the table: 2 to the 64th divided by the golden ratio. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private UnitReader reads = (offset, width) -> {
        throw new IllegalStateException("no turn has begun");
    };
    private long[] places = new long[FIRST_SIZE];
    private long[] values = new long[FIRST_SIZE];
    /** In which turn an entry was made: what is of an earlier one counts as empty. */
    private long[] turns = new long[FIRST_SIZE];
    private long turn;
    private int used;

    /** Forgets what was read and reads through that from now on. */
    void begin(UnitReader another) {
        reads = another;
        turn++;
        used = 0;
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        long place = offset * Long.BYTES + width.ordinal();
        int at = find(place);
        if (turns[at] == turn) {
            return values[at];
        }
        long value = reads.read(offset, width);
        put(at, place, value);
        used++;
        if (2 * used > places.length) {
            grow();
        }
        return value;
    }

    /** Where a unit is, or may be put. */
    private int find(long place) {
        int mask = places.length - 1;
        int at = (int) (place * SPREAD >>> Integer.SIZE) & mask;
        while (turns[at] == turn && places[at] != place) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void put(int at, long place, long value) {
        places[at] = place;
        values[at] = value;
        turns[at] = turn;
    }

    private void grow() {
        long[] oldPlaces = places;
        long[] oldValues = values;
        long[] oldTurns = turns;
        places = new long[2 * oldPlaces.length];
        values = new long[places.length];
        turns = new long[places.length];
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldTurns[i] == turn) {
                put(find(oldPlaces[i]), oldPlaces[i], oldValues[i]);
            }
        }
    }
}
