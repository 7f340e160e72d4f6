// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * {@code struct msghdr} with one buffer, for {@code recvmsg} and {@code sendmsg}: the sender's address, data and
 * control messages that carry descriptors. Lives as long as its arena.
 */
public final class MessageHeader {
    // struct msghdr on 64-bit: name @0, namelen @8, iov @16, iovlen @24, control @32, controllen @40, flags @48
    private static final int MSGHDR = 56;
    // struct cmsghdr on 64-bit: len @0, level @8, type @12, data @16, padded to 8
    private static final int CMSG_DATA = 16;
    private static final long EINTR = -4;

    private final MemorySegment header;
    private final MemorySegment name;
    private final MemorySegment data;
    private final MemorySegment control;

    /**
     * Allocates one.
     *
     * @param arena where
     * @param nameLength room for an address in bytes, 0 for none
     * @param dataLength room for data in bytes
     * @param descriptors room for so many descriptors
     */
    public MessageHeader(Arena arena, int nameLength, int dataLength, int descriptors) {
        header = arena.allocate(MSGHDR, Long.BYTES);
        name = arena.allocate(nameLength, Long.BYTES);
        data = arena.allocate(dataLength, Long.BYTES);
        control = arena.allocate(descriptors == 0 ? 0 : controlSize(descriptors), Long.BYTES);
        MemorySegment iov = arena.allocate(2 * Long.BYTES, Long.BYTES);
        iov.set(ValueLayout.ADDRESS, 0, data);
        iov.set(ValueLayout.JAVA_LONG, Long.BYTES, dataLength);
        header.set(ValueLayout.ADDRESS, 16, iov);
        header.set(ValueLayout.JAVA_LONG, 24, 1);
    }

    private static long controlSize(int descriptors) {
        long content = CMSG_DATA + (long) descriptors * Integer.BYTES;
        return (content + Long.BYTES - 1) & -Long.BYTES;
    }

    /** {@code recvmsg(2)}, retried when a signal interrupts it; a result or a negated error number. */
    public long receive(int fd, int flags) {
        long result;
        do {
            header.set(ValueLayout.ADDRESS, 0, name.byteSize() == 0 ? MemorySegment.NULL : name);
            header.set(ValueLayout.JAVA_INT, 8, (int) name.byteSize());
            header.set(ValueLayout.ADDRESS, 32, control.byteSize() == 0 ? MemorySegment.NULL : control);
            header.set(ValueLayout.JAVA_LONG, 40, control.byteSize());
            header.set(ValueLayout.JAVA_INT, 48, 0);
            result = SocketCalls.recvmsg(fd, header, flags);
        } while (result == EINTR);
        return result;
    }

    /** {@code sendmsg(2)} of what was put in, retried when a signal interrupts it. */
    public long send(int fd, byte[] bytes, int[] descriptors, int flags) {
        MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
        if (descriptors.length > 0) {
            control.set(ValueLayout.JAVA_LONG, 0, CMSG_DATA + (long) descriptors.length * Integer.BYTES);
            control.set(ValueLayout.JAVA_INT, 8, SocketCalls.SOL_SOCKET);
            control.set(ValueLayout.JAVA_INT, 12, SocketCalls.SCM_RIGHTS);
            MemorySegment.copy(descriptors, 0, control, ValueLayout.JAVA_INT, CMSG_DATA, descriptors.length);
            header.set(ValueLayout.ADDRESS, 32, control);
            header.set(ValueLayout.JAVA_LONG, 40, control.byteSize());
        }
        long result;
        do {
            result = SocketCalls.sendmsg(fd, header, flags);
        } while (result == EINTR);
        return result;
    }

    /** {@return the flags that the kernel set on receiving} */
    public int flags() {
        return header.get(ValueLayout.JAVA_INT, 48);
    }

    /** {@return the sender's address} */
    public MemorySegment name() {
        return name;
    }

    /** {@return a copy of the first bytes received} */
    public byte[] data(int length) {
        return data.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    }

    /** {@return the numbers of the descriptors received, which are open and belong to the caller} */
    public int[] descriptors() {
        int[] found = new int[(int) (control.byteSize() / Integer.BYTES)];
        int count = 0;
        long end = header.get(ValueLayout.JAVA_LONG, 40);
        for (long at = 0; at + CMSG_DATA <= end;) {
            long length = control.get(ValueLayout.JAVA_LONG, at);
            if (length < CMSG_DATA || length > end - at) {
                break;
            }
            if (control.get(ValueLayout.JAVA_INT, at + 8) == SocketCalls.SOL_SOCKET
                    && control.get(ValueLayout.JAVA_INT, at + 12) == SocketCalls.SCM_RIGHTS) {
                for (long fd = at + CMSG_DATA; fd + Integer.BYTES <= at + length; fd += Integer.BYTES) {
                    found[count++] = control.get(ValueLayout.JAVA_INT, fd);
                }
            }
            at += (length + Long.BYTES - 1) & -Long.BYTES;
        }
        return Arrays.copyOf(found, count);
    }
}
