// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.barscope.linux.internal.LibcStructs;
import org.barscope.linux.internal.SocketCalls;
import org.barscope.linux.layout.KernelStruct;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;

/** Addresses and fresh sockets of the family {@code AF_UNIX}. */
final class UnixAddress {
    private static final KernelStruct SOCKADDR_UN = LibcStructs.SOCKADDR_UN;
    private static final KernelStruct.Field PATH = SOCKADDR_UN.field("sun_path");

    private UnixAddress() {
    }

    static MemorySegment of(Arena arena, Path path) throws ErrnoException {
        byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length >= PATH.size()) {
            throw new ErrnoException("bind", bytes.length == 0 ? Errno.EINVAL : Errno.ENAMETOOLONG, path.toString());
        }
        MemorySegment address = SOCKADDR_UN.allocate(arena);
        SOCKADDR_UN.set(address, "sun_family", SocketCalls.AF_UNIX);
        MemorySegment.copy(bytes, 0, address, ValueLayout.JAVA_BYTE, PATH.offset(), bytes.length);
        return address;
    }

    static FileDescriptor socket(String description) throws ErrnoException {
        long number = SocketCalls.socket(SocketCalls.AF_UNIX, SocketCalls.SOCK_STREAM | SocketCalls.SOCK_CLOEXEC, 0);
        if (number < 0) {
            throw new ErrnoException("socket", (int) -number, description);
        }
        return FileDescriptor.adopt((int) number, description);
    }
}
