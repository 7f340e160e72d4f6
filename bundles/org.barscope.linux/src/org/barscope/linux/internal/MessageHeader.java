// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

import org.barscope.linux.layout.KernelStruct;

/**
 * {@code struct msghdr} with one buffer, for {@code recvmsg} and {@code sendmsg}: the sender's address, data and
 * control messages that carry descriptors. Lives as long as its arena.
 */
public final class MessageHeader {
    private static final KernelStruct MSGHDR = LibcStructs.MSGHDR;
    private static final KernelStruct IOVEC = LibcStructs.IOVEC;
    private static final KernelStruct CMSGHDR = LibcStructs.CMSGHDR;
    private static final long CMSG_DATA = CMSGHDR.size();
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
        header = MSGHDR.allocate(arena);
        name = arena.allocate(nameLength, Long.BYTES);
        data = arena.allocate(dataLength, Long.BYTES);
        control = arena.allocate(descriptors == 0 ? 0 : controlSize(descriptors), Long.BYTES);
        MemorySegment iov = IOVEC.allocate(arena);
        IOVEC.set(iov, "iov_base", data.address()).set(iov, "iov_len", dataLength);
        MSGHDR.set(header, "msg_iov", iov.address()).set(header, "msg_iovlen", 1);
    }

    private static long addressOf(MemorySegment room) {
        return room.byteSize() == 0 ? 0 : room.address();
    }

    private static long controlSize(int descriptors) {
        long content = CMSG_DATA + (long) descriptors * Integer.BYTES;
        return (content + Long.BYTES - 1) & -Long.BYTES;
    }

    /** {@code recvmsg(2)}, retried when a signal interrupts it; a result or a negated error number. */
    public long receive(int fd, int flags) {
        long result;
        do {
            // The kernel overwrites the lengths, so they are set for every attempt.
            MSGHDR.set(header, "msg_name", addressOf(name)).set(header, "msg_namelen", name.byteSize())
                    .set(header, "msg_control", addressOf(control)).set(header, "msg_controllen", control.byteSize())
                    .set(header, "msg_flags", 0);
            result = SocketCalls.recvmsg(fd, header, flags);
        } while (result == EINTR);
        return result;
    }

    /** {@code sendmsg(2)} of what was put in, retried when a signal interrupts it. */
    public long send(int fd, byte[] bytes, int[] descriptors, int flags) {
        MemorySegment.copy(bytes, 0, data, ValueLayout.JAVA_BYTE, 0, bytes.length);
        if (descriptors.length > 0) {
            CMSGHDR.set(control, "cmsg_len", CMSG_DATA + (long) descriptors.length * Integer.BYTES)
                    .set(control, "cmsg_level", SocketCalls.SOL_SOCKET)
                    .set(control, "cmsg_type", SocketCalls.SCM_RIGHTS);
            MemorySegment.copy(descriptors, 0, control, ValueLayout.JAVA_INT, CMSG_DATA, descriptors.length);
            MSGHDR.set(header, "msg_control", control.address()).set(header, "msg_controllen", control.byteSize());
        }
        long result;
        do {
            result = SocketCalls.sendmsg(fd, header, flags);
        } while (result == EINTR);
        return result;
    }

    /** {@return the flags that the kernel set on receiving} */
    public int flags() {
        return MSGHDR.getInt(header, "msg_flags");
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
        long end = MSGHDR.get(header, "msg_controllen");
        for (long at = 0; at + CMSG_DATA <= end;) {
            MemorySegment one = control.asSlice(at);
            long length = CMSGHDR.get(one, "cmsg_len");
            if (length < CMSG_DATA || length > end - at) {
                break;
            }
            if (CMSGHDR.get(one, "cmsg_level") == SocketCalls.SOL_SOCKET
                    && CMSGHDR.get(one, "cmsg_type") == SocketCalls.SCM_RIGHTS) {
                for (long fd = CMSG_DATA; fd + Integer.BYTES <= length; fd += Integer.BYTES) {
                    found[count++] = one.get(ValueLayout.JAVA_INT, fd);
                }
            }
            at += (length + Long.BYTES - 1) & -Long.BYTES;
        }
        return Arrays.copyOf(found, count);
    }
}
