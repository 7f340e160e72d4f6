// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Units of the processor's byte order in byte arrays, so that the bytes lie there as they do in memory. */
final class UnitBytes {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private UnitBytes() {
    }

    static void put(byte[] target, int at, AccessWidth width, long value) {
        switch (width) {
            case BITS_8 -> target[at] = (byte) value;
            case BITS_16 -> SHORTS.set(target, at, (short) value);
            case BITS_32 -> INTS.set(target, at, (int) value);
            case BITS_64 -> LONGS.set(target, at, value);
        }
    }

    static long get(byte[] source, int at, AccessWidth width) {
        return switch (width) {
            case BITS_8 -> source[at] & 0xffL;
            case BITS_16 -> (short) SHORTS.get(source, at) & 0xffffL;
            case BITS_32 -> (int) INTS.get(source, at) & 0xffffffffL;
            case BITS_64 -> (long) LONGS.get(source, at);
        };
    }
}
