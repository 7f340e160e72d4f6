// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Makes the virtual machine deliver a memory fault here and now.
 *
 * <p>HotSpot lets a faulting access go on with a garbage value and queues an {@link InternalError}, which compiled code
 * throws at its next safepoint: possibly after the try block around the access has been left. A downcall that is not
 * critical ends with such a safepoint check. Passed the value read, it is also a use of the value that the compiler
 * cannot drop or move, so that a read whose result nobody wants still happens.
 *
 * <p>The downcall is {@code labs(3)}: no system call, no memory, no errno. It adds about 3 ns to an access in C2 code,
 * where {@link Thread#yield()} does the same for about 500 ns and gives the processor away.
 */
final class FaultFence {
    private static final MethodHandle LABS = labs();

    private FaultFence() {
    }

    private static MethodHandle labs() {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup().find("labs").orElseThrow(
                () -> new UnsupportedOperationException("the C library has no function labs"));
        return linker.downcallHandle(symbol, FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    }

    /**
     * To be called inside the try block that catches the error, after the access.
     *
     * @param value what was read or written
     */
    static void pass(long value) {
        try {
            LABS.invokeExact(value);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new AssertionError("a downcall threw a checked exception", thrown);
        }
    }

    /**
     * Tells a memory fault from other failures of the virtual machine. HotSpot gives it no type of its own, only its
     * text, which has been with and without the word "recent".
     *
     * @param error what was caught
     * @return whether it reports a fault
     */
    static boolean isFault(InternalError error) {
        String message = error.getMessage();
        return message != null && message.contains("a fault occurred in a")
                && message.contains("unsafe memory access operation");
    }
}
