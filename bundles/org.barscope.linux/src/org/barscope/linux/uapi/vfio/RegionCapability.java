// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

import org.barscope.linux.uapi.UapiFormatException;

/** A capability of a region, {@code VFIO_REGION_INFO_CAP_*} of {@code linux/vfio.h}. */
public sealed interface RegionCapability {
    /**
     * {@code struct vfio_region_info_cap_sparse_mmap}: only parts of the region can be mapped.
     *
     * @param areas the parts
     */
    record SparseMmap(List<Area> areas) implements RegionCapability {
        /** Copies the list. */
        public SparseMmap {
            areas = List.copyOf(areas);
        }
    }

    /**
     * {@code struct vfio_region_info_cap_type}: what a device-specific region is.
     *
     * @param type the vendor with the top bit set, or a type of the kernel's
     * @param subtype what it is in the vendor's numbering
     */
    record RegionType(int type, int subtype) implements RegionCapability {
    }

    /** {@code VFIO_REGION_INFO_CAP_MSIX_MAPPABLE}: the mapping includes the MSI-X table, which must not be touched. */
    record MsixMappable() implements RegionCapability {
    }

    /**
     * One that this class does not know.
     *
     * @param id its id
     * @param version its version
     * @param content its bytes behind the header, perhaps with padding
     */
    record Unknown(int id, int version, List<Byte> content) implements RegionCapability {
        /** Copies the list. */
        public Unknown {
            content = List.copyOf(content);
        }
    }

    /**
     * A part of a region, {@code struct vfio_region_sparse_mmap_area}.
     *
     * @param offset where it starts in the region, in bytes
     * @param size how long it is, in bytes
     */
    record Area(long offset, long size) {
    }

    /** Decodes a capability of the chain. */
    static RegionCapability decode(InfoCapability capability) throws UapiFormatException {
        return switch (capability.id()) {
            case VfioConstants.VFIO_REGION_INFO_CAP_SPARSE_MMAP -> sparse(capability);
            case VfioConstants.VFIO_REGION_INFO_CAP_TYPE -> {
                var struct = VfioStructs.VFIO_REGION_INFO_CAP_TYPE;
                MemorySegment content = capability.as(struct);
                yield new RegionType(struct.getInt(content, "type"), struct.getInt(content, "subtype"));
            }
            case VfioConstants.VFIO_REGION_INFO_CAP_MSIX_MAPPABLE -> new MsixMappable();
            default -> unknown(capability);
        };
    }

    private static SparseMmap sparse(InfoCapability capability) throws UapiFormatException {
        var struct = VfioStructs.VFIO_REGION_INFO_CAP_SPARSE_MMAP;
        var area = VfioStructs.VFIO_REGION_SPARSE_MMAP_AREA;
        long count = struct.get(capability.as(struct), "nr_areas");
        MemorySegment content = capability.as(struct, count);
        List<Area> areas = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MemorySegment one = content.asSlice(struct.elementOffset(i), area.size());
            areas.add(new Area(area.get(one, "offset"), area.get(one, "size")));
        }
        return new SparseMmap(areas);
    }

    private static Unknown unknown(InfoCapability capability) {
        List<Byte> bytes = new ArrayList<>();
        for (long at = VfioStructs.VFIO_INFO_CAP_HEADER.size(); at < capability.length(); at++) {
            bytes.add(capability.content().get(ValueLayout.JAVA_BYTE, at));
        }
        return new Unknown(capability.id(), capability.version(), bytes);
    }
}
