// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A range of a region to export as part of a DMABUF, {@code struct vfio_region_dma_range}.
 *
 * @param offset where it starts in the region, in bytes; the kernel demands a multiple of the page size
 * @param length how long it is, in bytes; the kernel demands a multiple of the page size
 */
public record DmaRange(long offset, long length) {
    /**
     * Encodes a request for {@code VFIO_DEVICE_FEATURE_DMA_BUF}: {@code struct vfio_device_feature} with
     * {@code struct vfio_device_feature_dma_buf} as its data.
     *
     * @param arena where
     * @param region the region's index
     * @param openFlags flags of {@code open(2)} for the new descriptor
     * @param ranges the ranges in the order they will have in the buffer
     * @return the structure, {@code argsz} bytes long
     */
    public static MemorySegment encode(Arena arena, int region, int openFlags, List<DmaRange> ranges) {
        var feature = VfioStructs.VFIO_DEVICE_FEATURE;
        var dmabuf = VfioStructs.VFIO_DEVICE_FEATURE_DMA_BUF;
        var element = VfioStructs.VFIO_REGION_DMA_RANGE;
        int dataLength = Math.toIntExact(dmabuf.elementOffset(ranges.size()));
        MemorySegment request = feature.allocate(arena, dataLength);
        feature.set(request, "argsz", request.byteSize())
                .set(request, "flags", VfioConstants.VFIO_DEVICE_FEATURE_GET
                        | VfioConstants.VFIO_DEVICE_FEATURE_DMA_BUF);
        MemorySegment data = request.asSlice(feature.elementOffset(0));
        dmabuf.set(data, "region_index", region)
                .set(data, "open_flags", openFlags)
                .set(data, "nr_ranges", ranges.size());
        for (int i = 0; i < ranges.size(); i++) {
            MemorySegment one = data.asSlice(dmabuf.elementOffset(i), element.size());
            element.set(one, "offset", ranges.get(i).offset()).set(one, "length", ranges.get(i).length());
        }
        return request;
    }
}
