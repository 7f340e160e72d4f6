// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import java.nio.ByteOrder;
import java.util.Locale;
import java.util.OptionalLong;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;

/**
 * What is copied.
 *
 * @param snapshot what was read
 * @param span     which bytes of it, at most 2^30
 * @param order    of numbers of more than one byte
 * @param bus      where the region begins on the bus; empty when it has no bus address
 * @param name     what the region is called, for comments
 */
public record CopySource(RegionSnapshot snapshot, Span span, ByteOrder order, OptionalLong bus, String name) {

    private static final int MOST = 1 << 30;

    public CopySource {
        if (span.length() < 1 || span.length() > MOST) {
            throw new IllegalArgumentException("from 1 byte to 1 GiB can be copied, not " + span.length());
        }
    }

    /** How many bytes of it were not read, or have no value. */
    public long missing() {
        long missing = 0;
        for (long at = span.offset(); at < span.end(); at++) {
            missing += has(at) ? 0 : 1;
        }
        return missing;
    }

    boolean has(long offset) {
        return snapshot.stateAt(offset).hasValue();
    }

    /**
     * Its bytes.
     *
     * @throws IllegalArgumentException when some have no value; the message is for the user
     */
    public byte[] bytes() {
        long missing = missing();
        if (missing > 0) {
            throw new IllegalArgumentException(missing + " of the " + span.length() + " bytes have no value ("
                    + snapshot.stateAt(firstMissing()).name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " at 0x" + Long.toHexString(firstMissing()) + ")");
        }
        byte[] bytes = new byte[(int) span.length()];
        snapshot.copy(span.offset(), bytes, new byte[bytes.length]);
        return bytes;
    }

    private long firstMissing() {
        long at = span.offset();
        while (has(at)) {
            at++;
        }
        return at;
    }
}
