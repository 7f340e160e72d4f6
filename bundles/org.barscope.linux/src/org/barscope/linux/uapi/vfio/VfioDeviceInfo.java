// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;
import java.util.OptionalInt;

import org.barscope.linux.uapi.UapiFormatException;

/**
 * {@code struct vfio_device_info} and its capabilities.
 *
 * @param flags {@code VFIO_DEVICE_FLAGS_*}
 * @param regions how many regions it has
 * @param irqs how many kinds of interrupt it has
 * @param atomicCompletion bits 0, 1 and 2 for atomic operations of 32, 64 and 128 bits that the root port completes;
 *        empty when the kernel does not say
 */
public record VfioDeviceInfo(int flags, int regions, int irqs, OptionalInt atomicCompletion) {
    /** {@return whether {@code VFIO_DEVICE_RESET} works} */
    public boolean resettable() {
        return (flags & VfioConstants.VFIO_DEVICE_FLAGS_RESET) != 0;
    }

    /** {@return whether it is a PCI device} */
    public boolean pci() {
        return (flags & VfioConstants.VFIO_DEVICE_FLAGS_PCI) != 0;
    }

    /**
     * Decodes it.
     *
     * @param info memory that the kernel filled, as long as its {@code argsz}
     * @return the values
     * @throws UapiFormatException when the capabilities contradict themselves
     */
    public static VfioDeviceInfo decode(MemorySegment info) throws UapiFormatException {
        var struct = VfioStructs.VFIO_DEVICE_INFO;
        int flags = struct.getInt(info, "flags");
        OptionalInt atomic = OptionalInt.empty();
        if ((flags & VfioConstants.VFIO_DEVICE_FLAGS_CAPS) != 0) {
            var layout = VfioStructs.VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP;
            for (InfoCapability capability : InfoCapability.chain(info, struct, struct.get(info, "cap_offset"))) {
                if (capability.id() == VfioConstants.VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP) {
                    atomic = OptionalInt.of(layout.getInt(capability.as(layout), "flags"));
                }
            }
        }
        return new VfioDeviceInfo(flags, struct.getInt(info, "num_regions"), struct.getInt(info, "num_irqs"), atomic);
    }
}
