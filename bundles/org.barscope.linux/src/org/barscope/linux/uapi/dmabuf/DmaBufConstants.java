// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.dmabuf;

/** The flags that the structures of {@link DmaBufStructs} take, with the names of their headers. */
public final class DmaBufConstants {
    /** {@code dma_buf_sync.flags}: the processor will read. */
    public static final int DMA_BUF_SYNC_READ = 1;
    /** {@code dma_buf_sync.flags}: the processor will write. */
    public static final int DMA_BUF_SYNC_WRITE = 2;
    /** {@code dma_buf_sync.flags}: the access begins. */
    public static final int DMA_BUF_SYNC_START = 0;
    /** {@code dma_buf_sync.flags}: the access is over. */
    public static final int DMA_BUF_SYNC_END = 4;
    /** Room for a name, with its terminating zero. */
    public static final int DMA_BUF_NAME_LEN = 32;
    /** {@code udmabuf_create.flags}: the new descriptor is close-on-exec. */
    public static final int UDMABUF_FLAGS_CLOEXEC = 1;

    private DmaBufConstants() {
    }
}
