// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void everyNumberLeadsToItsConstantAndNoOther() {
        Set<Integer> numbers = new HashSet<>();
        for (Errno errno : Errno.values()) {
            numbers.add(errno.number());
            assertEquals(errno, Errno.of(errno.number()));
            assertFalse(errno.message().isBlank());
            assertEquals(errno.name(), errno.symbol());
        }
        assertEquals(Errno.values().length, numbers.size());
        assertEquals(Errno.UNKNOWN, Errno.of(4000));
    }

    @Test
    void theMessageIsOneLineWithCallSubjectAndMeaning() {
        ErrnoException busy = new ErrnoException("open", Errno.EBUSY, "/dev/vfio/12");
        assertEquals("open /dev/vfio/12: EBUSY (Device or resource busy)", busy.getMessage());
        assertEquals("open", busy.call());
        assertEquals(Errno.EBUSY, busy.errno());
        assertEquals(16, busy.number());
        assertEquals(Optional.of("/dev/vfio/12"), busy.subject());
    }

    @Test
    void anUnknownNumberIsShownAsItIs() {
        ErrnoException odd = new ErrnoException("ioctl", 4000, null);
        assertEquals("ioctl: errno 4000 (Unknown error)", odd.getMessage());
        assertEquals(Errno.UNKNOWN, odd.errno());
        assertEquals(4000, odd.number());
        assertEquals(Optional.empty(), odd.subject());
    }
}
