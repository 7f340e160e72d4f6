// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.barscope.backend.sim.config.ConfigTemplate;
import org.barscope.backend.sim.device.DeviceContext;
import org.barscope.backend.sim.device.DeviceModel;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.LinkRecord;
import org.barscope.core.inventory.SriovRecord;
import org.barscope.core.pci.PciAddress;

/**
 * A simulated function as it is built, before it gets power.
 *
 * @param address          where it sits
 * @param names            what it is called
 * @param driver           the kernel driver that owns it
 * @param group            its IOMMU group
 * @param link             its link
 * @param config           its configuration space after power-on
 * @param bars             its BARs and ROM, by index
 * @param buffers          memory beside its BARs that the function shares with software
 * @param sriov            its virtual functions
 * @param physicalFunction the function that it is a virtual one of
 * @param behind           the buses behind it, for a bridge
 * @param model            makes its life when it gets power
 */
record FunctionSpec(PciAddress address, DeviceNames names, Optional<String> driver, int group,
        Optional<LinkRecord> link, ConfigTemplate config, List<BarSpec> bars, List<BufferSpec> buffers,
        Optional<SriovRecord> sriov, Optional<PciAddress> physicalFunction, Optional<Buses> behind,
        Function<DeviceContext, DeviceModel> model) {

    /**
     * A BAR, or the ROM.
     *
     * @param index        0 to 5, 6 for the ROM
     * @param kind         what it decodes
     * @param prefetchable the prefetchable bit
     * @param busAddress   where it is
     * @param size         in bytes
     */
    record BarSpec(int index, BarKind kind, boolean prefetchable, long busAddress, long size) {

        String regionName() {
            return kind == BarKind.ROM ? "rom" : "bar" + index;
        }
    }

    /**
     * System memory that the device reaches.
     *
     * @param region     its region name
     * @param busAddress where the device sees it
     * @param size       in bytes
     */
    record BufferSpec(String region, long busAddress, long size) {
    }

    /**
     * Bus numbers.
     *
     * @param first lowest
     * @param last  highest
     */
    record Buses(int first, int last) {
        boolean contain(PciAddress address) {
            return address.bus() >= first && address.bus() <= last;
        }
    }

    /** The numbers in its configuration space. */
    DeviceIds ids() {
        boolean endpoint = (get(0x0e, 1) & 0x7f) == 0;
        return new DeviceIds(get(0x00, 2), get(0x02, 2), endpoint ? get(0x2c, 2) : 0, endpoint ? get(0x2e, 2) : 0,
                get(0x09, 3), get(0x08, 1));
    }

    private int get(int offset, int length) {
        int value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | config.image()[offset + i] & 0xff;
        }
        return value;
    }

    /** True when this function disappears with that one. */
    boolean dependsOn(FunctionSpec other) {
        return physicalFunction.filter(other.address::equals).isPresent()
                || other.behind.filter(b -> b.contain(address)).isPresent();
    }
}
