// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.barscope.linux.uapi.UapiFormatException;
import org.barscope.linux.uapi.vfio.RegionCapability.Area;

/**
 * {@code struct vfio_region_info} and its capabilities.
 *
 * @param index which region, {@code VFIO_PCI_*_REGION_INDEX}
 * @param flags {@code VFIO_REGION_INFO_FLAG_*}
 * @param size how long it is in bytes; 0 when the device does not have it
 * @param offset where it is in the device's descriptor, for pread, pwrite and mmap
 * @param capabilities its capabilities in the kernel's order
 */
public record VfioRegionInfo(int index, int flags, long size, long offset, List<RegionCapability> capabilities) {
    /** Copies the list. */
    public VfioRegionInfo {
        capabilities = List.copyOf(capabilities);
    }

    /** {@return whether it can be read} */
    public boolean readable() {
        return (flags & VfioConstants.VFIO_REGION_INFO_FLAG_READ) != 0;
    }

    /** {@return whether it can be written} */
    public boolean writable() {
        return (flags & VfioConstants.VFIO_REGION_INFO_FLAG_WRITE) != 0;
    }

    /** {@return whether at least a part can be mapped} */
    public boolean mappable() {
        return (flags & VfioConstants.VFIO_REGION_INFO_FLAG_MMAP) != 0;
    }

    /** {@return whether a mapping includes the MSI-X table, as the kernel tells it} */
    public boolean msixMappable() {
        return capabilities.contains(new RegionCapability.MsixMappable());
    }

    /** {@return the parts that can be mapped: all of it, those of a sparse capability, or none} */
    public List<Area> mappableAreas() {
        if (!mappable() || size == 0) {
            return List.of();
        }
        for (RegionCapability capability : capabilities) {
            if (capability instanceof RegionCapability.SparseMmap sparse) {
                return sparse.areas();
            }
        }
        return List.of(new Area(0, size));
    }

    /**
     * Decodes it.
     *
     * @param info memory that the kernel filled, as long as its {@code argsz}
     * @return the values
     * @throws UapiFormatException when the capabilities contradict themselves
     */
    public static VfioRegionInfo decode(MemorySegment info) throws UapiFormatException {
        var struct = VfioStructs.VFIO_REGION_INFO;
        int flags = struct.getInt(info, "flags");
        List<RegionCapability> capabilities = new ArrayList<>();
        if ((flags & VfioConstants.VFIO_REGION_INFO_FLAG_CAPS) != 0) {
            for (InfoCapability capability : InfoCapability.chain(info, struct, struct.get(info, "cap_offset"))) {
                capabilities.add(RegionCapability.decode(capability));
            }
        }
        return new VfioRegionInfo(struct.getInt(info, "index"), flags, struct.get(info, "size"),
                struct.get(info, "offset"), capabilities);
    }
}
