// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.nio.ByteOrder;

/**
 * A number within bounds.
 *
 * @param bytes   its width: 1, 2, 4 or 8
 * @param order   which byte comes first
 * @param lowest  bounds that belong to it
 * @param highest bounds that belong to it
 * @param signed  whether numbers and bounds are signed
 * @param aligned whether it is looked for at multiples of its width only
 */
public record ValuePattern(int bytes, ByteOrder order, long lowest, long highest, boolean signed, boolean aligned)
        implements SearchPattern {

    public ValuePattern {
        if (signed ? lowest > highest : Long.compareUnsigned(lowest, highest) > 0) {
            throw new IllegalArgumentException("the first number is to be the smaller one");
        }
    }

    /** One number: the same as its bytes. */
    public static BytePattern exactly(long value, int bytes, ByteOrder order, boolean aligned) {
        byte[] image = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            int at = order == ByteOrder.LITTLE_ENDIAN ? i : bytes - 1 - i;
            image[at] = (byte) (value >>> 8 * i);
        }
        BytePattern pattern = BytePattern.of(image);
        return aligned ? pattern.alignedTo(bytes) : pattern;
    }

    @Override
    public int longest() {
        return bytes;
    }

    @Override
    public boolean scan(byte[] data, int from, int to, long offset, Sink sink) {
        int step = aligned ? bytes : 1;
        int start = aligned ? from + (int) Math.floorMod(-(offset + from), (long) bytes) : from;
        boolean little = order == ByteOrder.LITTLE_ENDIAN;
        for (int at = start; at <= to - bytes; at += step) {
            if (within(little ? littleEndian(data, at) : bigEndian(data, at)) && !sink.found(at, bytes)) {
                return false;
            }
        }
        return true;
    }

    private long littleEndian(byte[] data, int at) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | data[at + i] & 0xff;
        }
        return value;
    }

    private long bigEndian(byte[] data, int at) {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = value << 8 | data[at + i] & 0xff;
        }
        return value;
    }

    private boolean within(long value) {
        if (signed) {
            int unused = 64 - 8 * bytes;
            long extended = value << unused >> unused;
            return extended >= lowest && extended <= highest;
        }
        return Long.compareUnsigned(value, lowest) >= 0 && Long.compareUnsigned(value, highest) <= 0;
    }
}
