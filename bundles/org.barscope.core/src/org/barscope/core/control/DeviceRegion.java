// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.barscope.core.memory.Span;

/**
 * A region of a device as the kernel's VFIO shows it, {@code struct vfio_region_info} of {@code linux/vfio.h}.
 *
 * @param index        the kernel's number of it: 0 to 5 BARs, 6 ROM, 7 configuration space, 8 VGA, device-specific ones
 *                     from 9
 * @param name         its name in a region URI: {@code bar0}, {@code rom}, {@code config}, {@code vga}, {@code region9}
 * @param size         in bytes, greater than 0
 * @param readable     whether it can be read
 * @param writable     whether it can be written
 * @param mappable     the parts that can be mapped, by offset; empty when none can
 * @param msixMappable whether a mapping includes the MSI-X table, as the kernel tells it
 * @param type         what a device-specific region is; empty for the others
 */
public record DeviceRegion(int index, String name, long size, boolean readable, boolean writable, List<Span> mappable,
        boolean msixMappable, Optional<Type> type) {

    public DeviceRegion {
        Objects.requireNonNull(name);
        mappable = List.copyOf(mappable);
        Objects.requireNonNull(type);
    }

    /**
     * What a device-specific region is, {@code struct vfio_region_info_cap_type}.
     *
     * @param type    one of the kernel's types, or 0x80000000 and a PCI vendor
     * @param subtype in the numbering of the type
     */
    public record Type(int type, int subtype) {

        private static final int OF_VENDOR = 0x8000_0000;
        private static final int VENDOR_MASK = 0xffff;
        private static final int INTEL = 0x8086;

        /** {@return the PCI vendor whose numbering the subtype is of; empty for a type of the kernel's} */
        public Optional<Integer> vendor() {
            return (type & OF_VENDOR) != 0 ? Optional.of(type & VENDOR_MASK) : Optional.empty();
        }

        /** {@return what it is, in the words of {@code linux/vfio.h}; empty when that does not list it} */
        public Optional<String> meaning() {
            if (vendor().equals(Optional.of(INTEL))) {
                return switch (subtype) {
                    case 1 -> Optional.of("Intel graphics OpRegion");
                    case 2 -> Optional.of("configuration space of the host bridge");
                    case 3 -> Optional.of("configuration space of the LPC bridge");
                    default -> Optional.empty();
                };
            }
            return type == 1 && subtype == 1 ? Optional.of("EDID of a virtual display") : Optional.empty();
        }
    }
}
