// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.Objects;

/**
 * How the bytes of one range are accessed.
 *
 * @param offset first byte, relative to the region
 * @param length in bytes, greater than 0; a multiple of the width
 * @param width  the width of every access in the range
 * @param policy whether views may read it
 * @param reason why it is not {@link ReadPolicy#SAFE}, for people ("reading clears pending interrupts"); else empty
 */
public record AccessRule(long offset, long length, AccessWidth width, ReadPolicy policy, String reason) {

    public AccessRule {
        Objects.requireNonNull(policy);
        Objects.requireNonNull(reason);
        if (offset < 0 || length <= 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("bad range: offset " + offset + ", length " + length);
        }
        if (!width.aligned(offset) || !width.aligned(length)) {
            throw new IllegalArgumentException("a range of " + width.bits()
                    + "-bit units must be aligned to them: offset 0x"
                    + Long.toHexString(offset) + ", length 0x" + Long.toHexString(length));
        }
    }

    /** First byte after the range. */
    public long end() {
        return offset + length;
    }
}
