// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.barscope.linux.uapi.UapiFormatException;

/**
 * {@code struct vfio_pci_hot_reset_info}: what a reset of a device's bus or slot would hit.
 *
 * @param flags {@code VFIO_PCI_HOT_RESET_FLAG_*}
 * @param devices the devices hit, the asking one among them
 */
public record HotResetInfo(int flags, List<Device> devices) {
    /** Copies the list. */
    public HotResetInfo {
        devices = List.copyOf(devices);
    }

    /**
     * {@code struct vfio_pci_dependent_device}.
     *
     * @param id its IOMMU group or, when {@link HotResetInfo#byDeviceId()}, its id in the iommufd: 0 for owned through
     *        its group, -1 for not owned
     * @param segment the PCI domain
     * @param bus the bus
     * @param slot the device on the bus
     * @param function the function of the device
     */
    public record Device(int id, int segment, int bus, int slot, int function) {
        /** {@return the address as the kernel writes it, for example {@code 0000:00:04.0}} */
        public String address() {
            return String.format("%04x:%02x:%02x.%x", segment, bus, slot, function);
        }
    }

    /** {@return whether devices carry ids of an iommufd instead of group numbers} */
    public boolean byDeviceId() {
        return (flags & VfioConstants.VFIO_PCI_HOT_RESET_FLAG_DEV_ID) != 0;
    }

    /** {@return whether the iommufd owns all of them, so that the reset needs no proof; only with device ids} */
    public boolean allOwned() {
        return byDeviceId() && (flags & VfioConstants.VFIO_PCI_HOT_RESET_FLAG_DEV_ID_OWNED) != 0;
    }

    /**
     * Decodes it.
     *
     * @param info memory that the kernel filled
     * @return the values
     * @throws UapiFormatException when the memory does not hold as many devices as it says
     */
    public static HotResetInfo decode(MemorySegment info) throws UapiFormatException {
        var struct = VfioStructs.VFIO_PCI_HOT_RESET_INFO;
        var element = VfioStructs.VFIO_PCI_DEPENDENT_DEVICE;
        long count = struct.get(info, "count");
        if (count > (info.byteSize() - struct.elementOffset(0)) / element.size()) {
            throw new UapiFormatException(struct + ": " + count + " devices in " + info.byteSize() + " bytes");
        }
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MemorySegment one = info.asSlice(struct.elementOffset(i), element.size());
            int devfn = element.getInt(one, "devfn");
            devices.add(new Device(element.getInt(one, "group_id"), element.getInt(one, "segment"),
                    element.getInt(one, "bus"), devfn >> 3, devfn & 7));
        }
        return new HotResetInfo(struct.getInt(info, "flags"), devices);
    }
}
