// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.dmabuf;

import java.util.List;

import org.barscope.linux.layout.KernelStruct;

/** The structures that {@link DmaBufIoctl} requests take. */
public final class DmaBufStructs {
    private static final String DMA_BUF_H = "linux/dma-buf.h";
    private static final String DMA_HEAP_H = "linux/dma-heap.h";
    private static final String UDMABUF_H = "linux/udmabuf.h";
    private static final String SYNC_FILE_H = "linux/sync_file.h";

    /** {@code struct dma_buf_sync} of {@code linux/dma-buf.h}. */
    public static final KernelStruct DMA_BUF_SYNC =
            KernelStruct.of(DMA_BUF_H, "dma_buf_sync").u64("flags").build();

    /** {@code struct dma_buf_export_sync_file} of {@code linux/dma-buf.h}. */
    public static final KernelStruct DMA_BUF_EXPORT_SYNC_FILE =
            KernelStruct.of(DMA_BUF_H, "dma_buf_export_sync_file").u32("flags").s32("fd").build();

    /** {@code struct dma_buf_import_sync_file} of {@code linux/dma-buf.h}. */
    public static final KernelStruct DMA_BUF_IMPORT_SYNC_FILE =
            KernelStruct.of(DMA_BUF_H, "dma_buf_import_sync_file").u32("flags").s32("fd").build();

    /** {@code struct dma_heap_allocation_data} of {@code linux/dma-heap.h}. */
    public static final KernelStruct DMA_HEAP_ALLOCATION_DATA =
            KernelStruct.of(DMA_HEAP_H, "dma_heap_allocation_data")
                    .u64("len").u32("fd").u32("fd_flags").u64("heap_flags").build();

    /** {@code struct udmabuf_create} of {@code linux/udmabuf.h}. */
    public static final KernelStruct UDMABUF_CREATE =
            KernelStruct.of(UDMABUF_H, "udmabuf_create").u32("memfd").u32("flags").u64("offset").u64("size").build();

    /** {@code struct udmabuf_create_item} of {@code linux/udmabuf.h}. */
    public static final KernelStruct UDMABUF_CREATE_ITEM =
            KernelStruct.of(UDMABUF_H, "udmabuf_create_item")
                    .u32("memfd").u32("__pad").u64("offset").u64("size").build();

    /** {@code struct udmabuf_create_list} of {@code linux/udmabuf.h}. */
    public static final KernelStruct UDMABUF_CREATE_LIST =
            KernelStruct.of(UDMABUF_H, "udmabuf_create_list")
                    .u32("flags").u32("count").flexible("list", UDMABUF_CREATE_ITEM).build();

    /** {@code struct sync_merge_data} of {@code linux/sync_file.h}. */
    public static final KernelStruct SYNC_MERGE_DATA =
            KernelStruct.of(SYNC_FILE_H, "sync_merge_data")
                    .chars("name", 32).s32("fd2").s32("fence").u32("flags").u32("pad").build();

    /** {@code struct sync_file_info} of {@code linux/sync_file.h}. */
    public static final KernelStruct SYNC_FILE_INFO =
            KernelStruct.of(SYNC_FILE_H, "sync_file_info")
                    .chars("name", 32).s32("status").u32("flags").u32("num_fences").u32("pad").u64("sync_fence_info")
                    .build();

    private DmaBufStructs() {
    }

    /** {@return every structure of this class} */
    public static List<KernelStruct> all() {
        return List.of(DMA_BUF_SYNC, DMA_BUF_EXPORT_SYNC_FILE, DMA_BUF_IMPORT_SYNC_FILE, DMA_HEAP_ALLOCATION_DATA,
                UDMABUF_CREATE, UDMABUF_CREATE_ITEM, UDMABUF_CREATE_LIST, SYNC_MERGE_DATA, SYNC_FILE_INFO);
    }
}
