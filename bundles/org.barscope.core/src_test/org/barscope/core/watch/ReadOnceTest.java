// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.junit.jupiter.api.Test;

class ReadOnceTest {

    private static final int UNITS = 3000;

    @Test
    void eachUnitIsReadOnceInATurnAndAgainInTheNext() throws Exception {
        ReadOnce once = new ReadOnce();
        for (long turn = 1; turn <= 3; turn++) {
            List<Long> read = new ArrayList<>();
            long add = turn;
            once.begin((offset, width) -> {
                read.add(offset);
                return offset * 100 + width.bits() + add;
            });
            for (int again = 0; again < 2; again++) {
                for (int i = 0; i < UNITS; i++) {
                    // The same offset with another width is another access.
                    AccessWidth width = AccessWidth.values()[i % AccessWidth.values().length];
                    assertEquals(i / 4 * 8 * 100L + width.bits() + turn, once.read(i / 4 * 8, width));
                }
                assertEquals(UNITS, read.size());
            }
        }
    }

    @Test
    void whatFailedIsTriedAgain() {
        ReadOnce once = new ReadOnce();
        int[] tries = new int[1];
        once.begin((offset, width) -> {
            tries[0]++;
            throw new AccessException(AccessException.Kind.FAULTED, offset, "gone");
        });
        assertThrows(AccessException.class, () -> once.read(0, AccessWidth.W32));
        assertThrows(AccessException.class, () -> once.read(0, AccessWidth.W32));
        assertEquals(2, tries[0]);
    }
}
