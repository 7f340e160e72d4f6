// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.internal;

import java.util.List;

import org.barscope.linux.layout.KernelStruct;

/** The structures that the downcalls themselves need, as 64-bit Linux lays them out. Pointers are numbers here. */
public final class LibcStructs {
    /** {@code struct pollfd}, {@code poll(2)}. */
    public static final KernelStruct POLLFD =
            KernelStruct.of("poll.h", "pollfd").s32("fd").u16("events").u16("revents").build();

    /** {@code struct iovec}, {@code readv(2)}. */
    public static final KernelStruct IOVEC =
            KernelStruct.of("sys/uio.h", "iovec").u64("iov_base").u64("iov_len").build();

    /** {@code struct msghdr}, {@code recvmsg(2)}. */
    public static final KernelStruct MSGHDR =
            KernelStruct.of("sys/socket.h", "msghdr").u64("msg_name").u32("msg_namelen").u64("msg_iov")
                    .u64("msg_iovlen").u64("msg_control").u64("msg_controllen").s32("msg_flags").build();

    /** {@code struct cmsghdr}, {@code cmsg(3)}; its data follow at once and are padded to 8 bytes. */
    public static final KernelStruct CMSGHDR =
            KernelStruct.of("sys/socket.h", "cmsghdr").u64("cmsg_len").s32("cmsg_level").s32("cmsg_type").build();

    /** {@code struct ucred}, {@code unix(7)}. */
    public static final KernelStruct UCRED =
            KernelStruct.of("sys/socket.h", "ucred").s32("pid").u32("uid").u32("gid").build();

    /** {@code struct sockaddr_un}, {@code unix(7)}. */
    public static final KernelStruct SOCKADDR_UN =
            KernelStruct.of("sys/un.h", "sockaddr_un").u16("sun_family").chars("sun_path", 108).build();

    /** {@code struct sockaddr_nl}, {@code netlink(7)}. */
    public static final KernelStruct SOCKADDR_NL =
            KernelStruct.of("linux/netlink.h", "sockaddr_nl").u16("nl_family").u16("nl_pad").u32("nl_pid")
                    .u32("nl_groups").build();

    private LibcStructs() {
    }

    /** {@return every structure of this class} */
    public static List<KernelStruct> all() {
        return List.of(POLLFD, IOVEC, MSGHDR, CMSGHDR, UCRED, SOCKADDR_UN, SOCKADDR_NL);
    }
}
