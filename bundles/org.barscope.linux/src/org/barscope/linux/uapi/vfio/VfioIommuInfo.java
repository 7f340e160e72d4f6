// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.barscope.linux.uapi.UapiFormatException;

/**
 * {@code struct vfio_iommu_type1_info} and its capabilities.
 *
 * @param pageSizes a bit for every page size, 0 when the kernel does not say
 * @param ranges the addresses that can be mapped, none when the kernel does not say
 * @param mappingsLeft how many more mappings can be made; empty when the kernel does not say
 */
public record VfioIommuInfo(long pageSizes, List<IovaRange> ranges, OptionalLong mappingsLeft) {
    /** Copies the list. */
    public VfioIommuInfo {
        ranges = List.copyOf(ranges);
    }

    /**
     * A range of addresses as devices see them.
     *
     * @param start the first address
     * @param last the last address, included
     */
    public record IovaRange(long start, long last) {
    }

    /**
     * Decodes it.
     *
     * @param info memory that the kernel filled, as long as its {@code argsz}
     * @return the values
     * @throws UapiFormatException when the capabilities contradict themselves
     */
    public static VfioIommuInfo decode(MemorySegment info) throws UapiFormatException {
        var struct = VfioStructs.VFIO_IOMMU_TYPE1_INFO;
        int flags = struct.getInt(info, "flags");
        long sizes = (flags & VfioConstants.VFIO_IOMMU_INFO_PGSIZES) != 0 ? struct.get(info, "iova_pgsizes") : 0;
        List<IovaRange> ranges = new ArrayList<>();
        OptionalLong left = OptionalLong.empty();
        if ((flags & VfioConstants.VFIO_IOMMU_INFO_CAPS) != 0) {
            for (InfoCapability capability : InfoCapability.chain(info, struct, struct.get(info, "cap_offset"))) {
                if (capability.id() == VfioConstants.VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE) {
                    ranges.addAll(ranges(capability));
                } else if (capability.id() == VfioConstants.VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL) {
                    var layout = VfioStructs.VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL;
                    left = OptionalLong.of(layout.get(capability.as(layout), "avail"));
                }
            }
        }
        return new VfioIommuInfo(sizes, ranges, left);
    }

    private static List<IovaRange> ranges(InfoCapability capability) throws UapiFormatException {
        var struct = VfioStructs.VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE;
        var element = VfioStructs.VFIO_IOVA_RANGE;
        long count = struct.get(capability.as(struct), "nr_iovas");
        MemorySegment content = capability.as(struct, count);
        List<IovaRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MemorySegment one = content.asSlice(struct.elementOffset(i), element.size());
            ranges.add(new IovaRange(element.get(one, "start"), element.get(one, "end")));
        }
        return ranges;
    }
}
