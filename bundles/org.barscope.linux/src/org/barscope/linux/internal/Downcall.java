// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Linking of C library functions, with {@code errno} captured by the call itself.
 *
 * <p>{@link Linker.Option#critical} is never used here: these calls may block or enter drivers that do, and a critical
 * call would hold up every safepoint of the virtual machine meanwhile.
 */
final class Downcall {
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final StructLayout CAPTURE = Linker.Option.captureStateLayout();
    private static final long ERRNO = CAPTURE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

    private Downcall() {
    }

    /** Links a function with a fixed argument list; the handle takes the capture segment first. */
    static MethodHandle link(String name, FunctionDescriptor descriptor) {
        return link(name, descriptor, Linker.Option.captureCallState("errno"));
    }

    /** Links a variadic function; {@code firstVariadic} is the index of the first argument behind the ellipsis. */
    static MethodHandle linkVariadic(String name, int firstVariadic, FunctionDescriptor descriptor) {
        return link(name, descriptor, Linker.Option.captureCallState("errno"),
                Linker.Option.firstVariadicArg(firstVariadic));
    }

    private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().find(name).orElseThrow(
                () -> new UnsupportedOperationException("the C library has no function " + name));
        return linker.downcallHandle(symbol, descriptor, options);
    }

    /** Allocates what one call captures its {@code errno} into. */
    static MemorySegment state(Arena arena) {
        return arena.allocate(CAPTURE);
    }

    /** Turns the C convention (-1 and errno) into that of the kernel: a result, or a negated error number. */
    static long result(long value, MemorySegment state) {
        return value == -1 ? -state.get(INT, ERRNO) : value;
    }

    /** What a method handle declares to throw but a downcall never does checked. */
    static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        throw new AssertionError("a downcall threw a checked exception", thrown);
    }
}
