// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.control.DeviceRegion.Type;
import org.barscope.core.memory.Span;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.uapi.vfio.RegionCapability;
import org.barscope.linux.uapi.vfio.VfioConstants;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;

/** The regions that VFIO shows of a device, and their names here. */
final class RegionList {

    static final String CONFIG = "config";
    static final String ROM = "rom";
    static final String VGA = "vga";
    private static final String BAR = "bar";
    private static final String SPECIFIC = "region";
    private static final Pattern NUMBERED = Pattern.compile("bar([0-5])|region([0-9]{1,5})");

    private RegionList() {
    }

    /** The kernel's number for a name; empty when it is none. */
    static OptionalInt index(String name) {
        switch (name) {
            case CONFIG -> {
                return OptionalInt.of(VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX);
            }
            case ROM -> {
                return OptionalInt.of(VfioConstants.VFIO_PCI_ROM_REGION_INDEX);
            }
            case VGA -> {
                return OptionalInt.of(VfioConstants.VFIO_PCI_VGA_REGION_INDEX);
            }
            default -> {
                Matcher numbered = NUMBERED.matcher(name);
                if (!numbered.matches()) {
                    return OptionalInt.empty();
                }
                if (numbered.group(1) != null) {
                    return OptionalInt.of(VfioConstants.VFIO_PCI_BAR0_REGION_INDEX
                            + Integer.parseInt(numbered.group(1)));
                }
                int index = Integer.parseInt(numbered.group(2));
                return index < VfioConstants.VFIO_PCI_NUM_REGIONS ? OptionalInt.empty() : OptionalInt.of(index);
            }
        }
    }

    /** The name for the kernel's number. */
    static String name(int index) {
        return switch (index) {
            case VfioConstants.VFIO_PCI_CONFIG_REGION_INDEX -> CONFIG;
            case VfioConstants.VFIO_PCI_ROM_REGION_INDEX -> ROM;
            case VfioConstants.VFIO_PCI_VGA_REGION_INDEX -> VGA;
            default -> (index < VfioConstants.VFIO_PCI_ROM_REGION_INDEX ? BAR : SPECIFIC) + index;
        };
    }

    /** A region; empty when the device does not have it, which the kernel says in two ways. */
    static Optional<VfioRegionInfo> find(VfioHandle handle, int index) throws IOException {
        try {
            return Optional.of(handle.region(index)).filter(region -> region.size() > 0);
        } catch (ErrnoException refused) {
            if (refused.errno() == Errno.EINVAL) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** All that the device has, by index. */
    static List<DeviceRegion> of(VfioHandle handle) throws IOException {
        int count = handle.info().regions();
        List<DeviceRegion> found = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            find(handle, index).map(RegionList::describe).ifPresent(found::add);
        }
        return List.copyOf(found);
    }

    private static DeviceRegion describe(VfioRegionInfo region) {
        Optional<Type> type = region.capabilities().stream().filter(RegionCapability.RegionType.class::isInstance)
                .map(RegionCapability.RegionType.class::cast).map(cap -> new Type(cap.type(), cap.subtype()))
                .findFirst();
        return new DeviceRegion(region.index(), name(region.index()), region.size(), region.readable(),
                region.writable(), region.mappableAreas().stream().map(a -> new Span(a.offset(), a.size())).toList(),
                region.msixMappable(), type);
    }
}
