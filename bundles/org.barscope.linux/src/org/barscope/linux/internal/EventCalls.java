// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import static org.barscope.linux.internal.Downcall.INT;
import static org.barscope.linux.internal.Downcall.LONG;
import static org.barscope.linux.internal.Downcall.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

import org.barscope.linux.layout.KernelStruct;

/** Waiting for descriptors. Every method returns what the function returned, or a negated error number. */
public final class EventCalls {
    /** {@code EFD_CLOEXEC}, the same value as {@code O_CLOEXEC}. */
    public static final int EFD_CLOEXEC = 0x80000;
    /** {@code EFD_NONBLOCK}, the same value as {@code O_NONBLOCK}. */
    public static final int EFD_NONBLOCK = 0x800;
    /** {@code POLLIN}. */
    public static final int POLLIN = 1;
    /** {@code POLLPRI}. */
    public static final int POLLPRI = 2;
    /** {@code POLLOUT}. */
    public static final int POLLOUT = 4;
    /** {@code POLLERR}. */
    public static final int POLLERR = 8;
    /** {@code POLLHUP}. */
    public static final int POLLHUP = 0x10;
    /** {@code POLLNVAL}. */
    public static final int POLLNVAL = 0x20;

    private static final KernelStruct POLLFD = LibcStructs.POLLFD;

    private static final MethodHandle EVENTFD = Downcall.link("eventfd", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle POLL = Downcall.link("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));

    private EventCalls() {
    }

    /** {@code eventfd(2)}. */
    public static long eventfd(int initial, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) EVENTFD.invokeExact(state, initial, flags), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /**
     * {@code poll(2)}.
     *
     * @param fds the descriptors
     * @param events what is asked of each
     * @param happened receives what happened to each, when the result is not negative
     * @param timeoutMillis -1 for ever
     */
    public static long poll(int[] fds, int[] events, int[] happened, int timeoutMillis) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            MemorySegment entries = arena.allocate(POLLFD.size() * Math.max(fds.length, 1), Long.BYTES);
            for (int i = 0; i < fds.length; i++) {
                POLLFD.set(entry(entries, i), "fd", fds[i]).set(entry(entries, i), "events", events[i]);
            }
            long ready = Downcall.result((int) POLL.invokeExact(state, entries, (long) fds.length, timeoutMillis),
                    state);
            for (int i = 0; i < fds.length && ready >= 0; i++) {
                happened[i] = POLLFD.getInt(entry(entries, i), "revents");
            }
            return ready;
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    private static MemorySegment entry(MemorySegment entries, int index) {
        return entries.asSlice(index * POLLFD.size(), POLLFD.size());
    }
}
