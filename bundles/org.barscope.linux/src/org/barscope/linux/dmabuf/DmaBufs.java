// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import java.lang.foreign.Arena;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.uapi.dmabuf.DmaBufConstants;
import org.barscope.linux.uapi.dmabuf.DmaBufIoctl;

/** What can be done with any DMABUF, whoever exported it. */
public final class DmaBufs {
    /** The longest name in bytes. */
    public static final int MAX_NAME_BYTES = DmaBufConstants.DMA_BUF_NAME_LEN - 1;

    private DmaBufs() {
    }

    /**
     * Asks the size of a buffer.
     *
     * @param buffer a DMABUF
     * @return its size in bytes
     * @throws ErrnoException when it cannot tell
     */
    public static long size(FileDescriptor buffer) throws ErrnoException {
        return buffer.seekEnd();
    }

    /**
     * Names a buffer, for everybody who looks at it.
     *
     * @param buffer a DMABUF
     * @param name at most {@link #MAX_NAME_BYTES} bytes of UTF-8
     * @throws ErrnoException {@code EINVAL} when the name is too long, {@code ENOTTY} when it is no DMABUF
     */
    public static void setName(FileDescriptor buffer, String name) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            buffer.ioctl(DmaBufIoctl.DMA_BUF_SET_NAME, arena.allocateFrom(name));
        }
    }
}
