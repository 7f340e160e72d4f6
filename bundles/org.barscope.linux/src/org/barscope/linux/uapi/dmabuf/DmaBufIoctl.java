// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.dmabuf;

import org.barscope.linux.libc.IoctlRequest;
import org.barscope.linux.uapi.IoctlNumber;

/**
 * The ioctls of DMABUFs and of what makes them: {@code linux/dma-buf.h}, {@code linux/dma-heap.h},
 * {@code linux/udmabuf.h} and {@code linux/sync_file.h}.
 */
public enum DmaBufIoctl implements IoctlRequest {
    /** Brackets access by the processor; takes {@code struct dma_buf_sync}. */
    DMA_BUF_IOCTL_SYNC(IoctlNumber.write('b', 0, DmaBufStructs.DMA_BUF_SYNC.size())),
    /** Names the buffer; the number once meant for a 32-bit pointer. */
    DMA_BUF_SET_NAME_A(IoctlNumber.write('b', 1, Integer.BYTES)),
    /** Names the buffer; takes a C string. */
    DMA_BUF_SET_NAME_B(IoctlNumber.write('b', 1, Long.BYTES)),
    /** Names the buffer; the number that a 64-bit C program gets. */
    DMA_BUF_SET_NAME(IoctlNumber.write('b', 1, Long.BYTES)),
    /** Gets the buffer's fences as a sync file; takes {@code struct dma_buf_export_sync_file}. */
    DMA_BUF_IOCTL_EXPORT_SYNC_FILE(IoctlNumber.readWrite('b', 2, DmaBufStructs.DMA_BUF_EXPORT_SYNC_FILE.size())),
    /** Adds a fence to the buffer; takes {@code struct dma_buf_import_sync_file}. */
    DMA_BUF_IOCTL_IMPORT_SYNC_FILE(IoctlNumber.write('b', 3, DmaBufStructs.DMA_BUF_IMPORT_SYNC_FILE.size())),
    /** Allocates a buffer from a heap; takes {@code struct dma_heap_allocation_data}. */
    DMA_HEAP_IOCTL_ALLOC(IoctlNumber.readWrite('H', 0, DmaBufStructs.DMA_HEAP_ALLOCATION_DATA.size())),
    /** Makes a buffer of a memfd; takes {@code struct udmabuf_create}, returns a descriptor. */
    UDMABUF_CREATE(IoctlNumber.write('u', 0x42, DmaBufStructs.UDMABUF_CREATE.size())),
    /** Makes a buffer of several memfds; takes {@code struct udmabuf_create_list}, returns a descriptor. */
    UDMABUF_CREATE_LIST(IoctlNumber.write('u', 0x43, DmaBufStructs.UDMABUF_CREATE_LIST.size())),
    /** Merges two sync files; takes {@code struct sync_merge_data}. */
    SYNC_IOC_MERGE(IoctlNumber.readWrite('>', 3, DmaBufStructs.SYNC_MERGE_DATA.size())),
    /** Describes a sync file; takes {@code struct sync_file_info}. */
    SYNC_IOC_FILE_INFO(IoctlNumber.readWrite('>', 4, DmaBufStructs.SYNC_FILE_INFO.size()));

    private final int number;

    DmaBufIoctl(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
