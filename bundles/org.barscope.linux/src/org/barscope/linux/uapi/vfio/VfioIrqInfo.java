// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.MemorySegment;

/**
 * {@code struct vfio_irq_info}.
 *
 * @param index which kind of interrupt, {@code VFIO_PCI_*_IRQ_INDEX}
 * @param flags {@code VFIO_IRQ_INFO_*}
 * @param count how many of the kind the device has, 0 when it has none
 */
public record VfioIrqInfo(int index, int flags, int count) {
    /** {@return whether it can signal an eventfd} */
    public boolean eventfd() {
        return (flags & VfioConstants.VFIO_IRQ_INFO_EVENTFD) != 0;
    }

    /** {@return whether it can be masked} */
    public boolean maskable() {
        return (flags & VfioConstants.VFIO_IRQ_INFO_MASKABLE) != 0;
    }

    /** {@return whether it masks itself when it happens, so that it must be unmasked after each} */
    public boolean automasked() {
        return (flags & VfioConstants.VFIO_IRQ_INFO_AUTOMASKED) != 0;
    }

    /** {@return whether all must be disabled before more of them can be enabled} */
    public boolean fixedCount() {
        return (flags & VfioConstants.VFIO_IRQ_INFO_NORESIZE) != 0;
    }

    /**
     * Decodes it.
     *
     * @param struct memory that the kernel filled
     * @return the values
     */
    public static VfioIrqInfo decode(MemorySegment struct) {
        var layout = VfioStructs.VFIO_IRQ_INFO;
        return new VfioIrqInfo(layout.getInt(struct, "index"), layout.getInt(struct, "flags"),
                layout.getInt(struct, "count"));
    }
}
