// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import static org.barscope.linux.internal.Downcall.INT;
import static org.barscope.linux.internal.Downcall.LONG;
import static org.barscope.linux.internal.Downcall.POINTER;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Socket calls. Every method returns what the function returned, or a negated error number. */
public final class SocketCalls {
    /** {@code AF_UNIX}. */
    public static final int AF_UNIX = 1;
    /** {@code AF_NETLINK}. */
    public static final int AF_NETLINK = 16;
    /** {@code SOCK_STREAM}. */
    public static final int SOCK_STREAM = 1;
    /** {@code SOCK_DGRAM}. */
    public static final int SOCK_DGRAM = 2;
    /** {@code SOCK_CLOEXEC}. */
    public static final int SOCK_CLOEXEC = 0x80000;
    /** {@code SOCK_NONBLOCK}. */
    public static final int SOCK_NONBLOCK = 0x800;
    /** {@code NETLINK_KOBJECT_UEVENT}. */
    public static final int NETLINK_KOBJECT_UEVENT = 15;
    /** {@code SOL_SOCKET}. */
    public static final int SOL_SOCKET = 1;
    /** {@code SO_RCVBUF}. */
    public static final int SO_RCVBUF = 8;
    /** {@code SO_PEERCRED}. */
    public static final int SO_PEERCRED = 17;
    /** {@code SO_RCVBUFFORCE}. */
    public static final int SO_RCVBUFFORCE = 33;
    /** {@code SCM_RIGHTS}. */
    public static final int SCM_RIGHTS = 1;
    /** {@code MSG_CTRUNC}. */
    public static final int MSG_CTRUNC = 8;
    /** {@code MSG_TRUNC}. */
    public static final int MSG_TRUNC = 0x20;
    /** {@code MSG_NOSIGNAL}. */
    public static final int MSG_NOSIGNAL = 0x4000;
    /** {@code MSG_CMSG_CLOEXEC}. */
    public static final int MSG_CMSG_CLOEXEC = 0x40000000;

    private static final MethodHandle SOCKET = Downcall.link("socket", FunctionDescriptor.of(INT, INT, INT, INT));
    private static final MethodHandle BIND = Downcall.link("bind", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle CONNECT = Downcall.link("connect", FunctionDescriptor.of(INT, INT, POINTER, INT));
    private static final MethodHandle LISTEN = Downcall.link("listen", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle ACCEPT4 =
            Downcall.link("accept4", FunctionDescriptor.of(INT, INT, POINTER, POINTER, INT));
    private static final MethodHandle FCHMOD = Downcall.link("fchmod", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle SETSOCKOPT =
            Downcall.link("setsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT));
    private static final MethodHandle GETSOCKOPT =
            Downcall.link("getsockopt", FunctionDescriptor.of(INT, INT, INT, INT, POINTER, POINTER));
    private static final MethodHandle RECVMSG =
            Downcall.link("recvmsg", FunctionDescriptor.of(LONG, INT, POINTER, INT));
    private static final MethodHandle SENDMSG =
            Downcall.link("sendmsg", FunctionDescriptor.of(LONG, INT, POINTER, INT));

    private SocketCalls() {
    }

    /** {@code socket(2)}. */
    public static long socket(int domain, int type, int protocol) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) SOCKET.invokeExact(state, domain, type, protocol), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code bind(2)}. */
    public static long bind(int fd, MemorySegment address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) BIND.invokeExact(state, fd, address, (int) address.byteSize()), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code connect(2)}. */
    public static long connect(int fd, MemorySegment address) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) CONNECT.invokeExact(state, fd, address, (int) address.byteSize()), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code listen(2)}. */
    public static long listen(int fd, int backlog) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) LISTEN.invokeExact(state, fd, backlog), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code accept4(2)} that does not ask for the peer's address. */
    public static long accept4(int fd, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result(
                    (int) ACCEPT4.invokeExact(state, fd, MemorySegment.NULL, MemorySegment.NULL, flags), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code fchmod(2)}; on an unbound Unix socket it sets the mode of the file that bind will make. */
    public static long fchmod(int fd, int mode) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((int) FCHMOD.invokeExact(state, fd, mode), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code setsockopt(2)} of an option that is an int. */
    public static long setsockopt(int fd, int level, int option, int value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            MemorySegment argument = arena.allocateFrom(INT, value);
            return Downcall.result(
                    (int) SETSOCKOPT.invokeExact(state, fd, level, option, argument, Integer.BYTES), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code getsockopt(2)} into {@code value}; returns the number of bytes filled. */
    public static long getsockopt(int fd, int level, int option, MemorySegment value) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            MemorySegment length = arena.allocateFrom(INT, (int) value.byteSize());
            long done = Downcall.result((int) GETSOCKOPT.invokeExact(state, fd, level, option, value, length), state);
            return done < 0 ? done : length.get(INT, 0);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code recvmsg(2)}. */
    public static long recvmsg(int fd, MemorySegment header, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((long) RECVMSG.invokeExact(state, fd, header, flags), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }

    /** {@code sendmsg(2)}. */
    public static long sendmsg(int fd, MemorySegment header, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = Downcall.state(arena);
            return Downcall.result((long) SENDMSG.invokeExact(state, fd, header, flags), state);
        } catch (Throwable thrown) {
            throw Downcall.unexpected(thrown);
        }
    }
}
