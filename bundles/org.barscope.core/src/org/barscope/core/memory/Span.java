// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/**
 * A range of a region.
 *
 * @param offset first byte
 * @param length in bytes, not negative
 */
public record Span(long offset, long length) {

    public Span {
        if (offset < 0 || length < 0 || offset > Long.MAX_VALUE - length) {
            throw new IllegalArgumentException("bad range: offset " + offset + ", length " + length);
        }
    }

    /** First byte after the range. */
    public long end() {
        return offset + length;
    }

    /** The part of this range that lies below a size. */
    public Span within(long size) {
        long start = Math.min(offset, size);
        return new Span(start, Math.min(end(), size) - start);
    }
}
