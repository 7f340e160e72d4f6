// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.uapi.dmabuf.DmaBufConstants;
import org.barscope.linux.uapi.dmabuf.DmaBufIoctl;
import org.barscope.linux.uapi.dmabuf.DmaBufStructs;

/**
 * The bracket of {@code DMA_BUF_IOCTL_SYNC} around access through a mapping ({@code linux/dma-buf.h}): without it the
 * processor may see stale caches and the device may not see what was written. For try-with-resources, on any thread.
 */
public final class CpuAccess implements AutoCloseable {
    private final FileDescriptor buffer;
    private final SyncDirection direction;
    private final AtomicBoolean over = new AtomicBoolean();

    private CpuAccess(FileDescriptor buffer, SyncDirection direction) {
        this.buffer = buffer;
        this.direction = direction;
    }

    /**
     * Begins an access. May block until devices are done with the buffer and caches are clean.
     *
     * @param buffer a DMABUF
     * @param direction what is going to be done
     * @return the bracket to close when it is done
     * @throws ErrnoException when the exporter refuses; {@code ENOTTY} when it is no DMABUF
     */
    public static CpuAccess begin(FileDescriptor buffer, SyncDirection direction) throws ErrnoException {
        sync(buffer, DmaBufConstants.DMA_BUF_SYNC_START | direction.bits());
        return new CpuAccess(buffer, direction);
    }

    /**
     * Ends the access; does nothing the second time.
     *
     * @throws ErrnoException when the exporter refuses or the descriptor has been closed meanwhile
     */
    @Override
    public void close() throws ErrnoException {
        if (over.compareAndSet(false, true)) {
            sync(buffer, DmaBufConstants.DMA_BUF_SYNC_END | direction.bits());
        }
    }

    private static void sync(FileDescriptor buffer, int flags) throws ErrnoException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = DmaBufStructs.DMA_BUF_SYNC.allocate(arena);
            DmaBufStructs.DMA_BUF_SYNC.set(request, "flags", flags);
            while (!attempt(buffer, request)) {
                // The header asks callers to start again after EAGAIN and EINTR.
                Thread.onSpinWait();
            }
        }
    }

    private static boolean attempt(FileDescriptor buffer, MemorySegment request) throws ErrnoException {
        try {
            buffer.ioctl(DmaBufIoctl.DMA_BUF_IOCTL_SYNC, request);
            return true;
        } catch (ErrnoException refused) {
            if (refused.errno() == Errno.EINTR || refused.errno() == Errno.EAGAIN) {
                return false;
            }
            throw refused;
        }
    }
}
