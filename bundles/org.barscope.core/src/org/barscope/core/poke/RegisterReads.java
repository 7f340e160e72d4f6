// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.UnitReader;

/**
 * Some accesses of one width that make up a value, lowest bytes first.
 *
 * @param access where they are made
 * @param offset of the first
 * @param bits   width of each
 * @param length bytes in all
 */
record RegisterReads(UnitReader access, long offset, int bits, int length) {

    long read() throws AccessException {
        AccessWidth width = AccessWidth.ofBytes(bits / 8);
        long value = 0;
        for (int at = 0; at < length; at += width.bytes()) {
            value |= access.read(offset + at, width) << 8 * at;
        }
        return value;
    }
}
