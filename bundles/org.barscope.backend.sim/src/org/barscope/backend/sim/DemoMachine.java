// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.barscope.backend.sim.FunctionSpec.BarSpec;
import org.barscope.backend.sim.config.ConfigBuilder;
import org.barscope.backend.sim.config.ExpressPort;
import org.barscope.backend.sim.device.EduDevice;
import org.barscope.backend.sim.device.GpuDevice;
import org.barscope.backend.sim.device.NetworkController;
import org.barscope.backend.sim.device.NvmeController;
import org.barscope.backend.sim.device.SataController;
import org.barscope.backend.sim.device.UsbController;
import org.barscope.backend.sim.device.VirtualFunction;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.pci.PciAddress;

/**
 * What is in the demo machine: a small workstation with a root port for each card. The ids of hardware that exists are
 * real; the test device is QEMU's, and the graphics processor has an id of the same vendor that nobody uses.
 */
final class DemoMachine {

    private static final String INTEL = "Intel Corporation";
    private static final String NEC = "NEC Corporation";

    private static final int VIRTUAL_TOTAL = 8;
    private static final int VIRTUAL_ENABLED = 2;
    private static final int VIRTUAL_OFFSET = 0x80;
    private static final int VIRTUAL_STRIDE = 2;
    private static final long VIRTUAL_BAR0 = 0xfe74_0000L;
    private static final long VIRTUAL_BAR3 = 0xfe76_0000L;
    private static final long VIRTUAL_BAR_SIZE = 0x4000;
    private static final PciAddress PHYSICAL = PciAddress.parse("0000:04:00.0");

    private DemoMachine() {
    }

    /** All functions, in no particular order. */
    static List<FunctionSpec> functions() {
        List<FunctionSpec> all = new ArrayList<>(DemoBridges.functions());
        all.add(edu());
        all.add(network());
        all.add(nvme());
        all.add(physicalFunction());
        IntStream.range(0, VIRTUAL_ENABLED).mapToObj(DemoMachine::virtualFunction).forEach(all::add);
        all.add(usb(0));
        all.add(usb(1));
        all.add(gpu());
        all.add(sata());
        return all;
    }

    private static FunctionSpec edu() {
        ConfigBuilder config = ConfigBuilder.express(0x1234, 0x11e8, 0x00ff00, 0x10);
        return new SpecBuilder("0000:01:00.0", config).group(10)
                .names("", "QEMU edu test device", "", "Unclassified device")
                .link("2.5", 1, "2.5", 1)
                .memory32(0, 0xfea0_0000L, EduDevice.BAR0_SIZE)
                .buffer("dma", EduDevice.SYSTEM_BASE, EduDevice.SYSTEM_SIZE)
                // Memory decoding, and no bus mastering: whoever wants DMA says so.
                .config(c -> c.command(0x0002).subsystem(0x1af4, 0x1100).interrupt(1, 11)
                        .capabilities().msi(0x40, 0, false).powerManagement(0x58)
                        .express(0x60, ExpressPort.endpoint(0, true, 1, 1)).end()
                        .extendedCapabilities().errors(0x100))
                .model(EduDevice::new).build();
    }

    private static FunctionSpec network() {
        ConfigBuilder config = ConfigBuilder.express(0x8086, 0x10d3, 0x020000, 0x00);
        return new SpecBuilder("0000:02:00.0", config).group(11)
                .names(INTEL, "82574L Gigabit Network Connection", "Gigabit CT Desktop Adapter", "Ethernet controller")
                .link("2.5", 1, "2.5", 1)
                .memory32(0, 0xfe90_0000L, 0x2_0000).memory32(1, 0xfe92_0000L, 0x2_0000)
                .io(2, 0xd000, 0x20).memory32(3, 0xfe94_0000L, 0x4000)
                .config(c -> c.command(0x0407).subsystem(0x8086, 0xa01f).interrupt(1, 10)
                        .capabilities().powerManagement(0xc8).msi(0xd0, 0, false)
                        .express(0xe0, ExpressPort.endpoint(1, true, 1, 1)).msix(0xa0, 5, 3, 0, 3, 0x2000).end()
                        .extendedCapabilities().errors(0x100).serialNumber(0x148, 0x6805_caff_ffde_5001L))
                .model(context -> new NetworkController(context, NetworkController.Variant.I82574)).build();
    }

    private static FunctionSpec nvme() {
        ConfigBuilder config = ConfigBuilder.express(0x144d, 0xa808, 0x010802, 0x00);
        return new SpecBuilder("0000:03:00.0", config).group(12)
                .names("Samsung Electronics Co Ltd", "NVMe SSD Controller SM981/PM981/PM983", "SSD 970 EVO",
                        "Non-Volatile memory controller")
                .link("8.0", 4, "8.0", 4)
                .memory64(0, false, 0xfe80_0000L, 0x4000)
                .config(c -> c.command(0x0406).subsystem(0x144d, 0xa801).interrupt(1, 11)
                        .capabilities().powerManagement(0x40).msi(0x50, 5, false)
                        .express(0x70, ExpressPort.endpoint(1, true, 3, 4)).msix(0xb0, 9, 0, 0x3000, 0, 0x3800).end()
                        .extendedCapabilities().errors(0x100).secondaryExpress(0x148, 4).latencyTolerance(0x168))
                .model(NvmeController::new).build();
    }

    private static FunctionSpec physicalFunction() {
        ConfigBuilder config = ConfigBuilder.express(0x8086, 0x10c9, 0x020000, 0x01);
        return new SpecBuilder(PHYSICAL.toString(), config).group(13).driver("igb")
                .names(INTEL, "82576 Gigabit Network Connection", "Gigabit ET Dual Port Server Adapter",
                        "Ethernet controller")
                .link("2.5", 4, "2.5", 4)
                .memory32(0, 0xfe70_0000L, 0x2_0000).io(2, 0xc000, 0x20).memory32(3, 0xfe72_0000L, 0x4000)
                .sriov(VIRTUAL_TOTAL, IntStream.range(0, VIRTUAL_ENABLED).mapToObj(DemoMachine::virtualAddress)
                        .toList())
                .config(c -> c.command(0x0407).subsystem(0x8086, 0xa03c).interrupt(1, 11)
                        .capabilities().powerManagement(0x40).msi(0x50, 0, true).msix(0x70, 10, 3, 0, 3, 0x2000)
                        .express(0xa0, ExpressPort.endpoint(2, true, 1, 4)).end()
                        .extendedCapabilities().errors(0x100).serialNumber(0x148, 0x90e2_baff_ffde_5001L)
                        .alternativeRouting(0x158, 0)
                        .virtualFunctions(0x160, VIRTUAL_TOTAL, VIRTUAL_ENABLED, VIRTUAL_OFFSET, VIRTUAL_STRIDE, 0x10ca,
                                VIRTUAL_BAR0, VIRTUAL_BAR3))
                .model(context -> new NetworkController(context, NetworkController.Variant.I82576)).build();
    }

    private static PciAddress virtualAddress(int index) {
        return PciAddress.ofRoutingId(0, PHYSICAL.routingId() + VIRTUAL_OFFSET + index * VIRTUAL_STRIDE);
    }

    private static FunctionSpec virtualFunction(int index) {
        // The hardware reads as ffff:ffff here; as VFIO does, the ids are filled in.
        ConfigBuilder config = ConfigBuilder.express(0x8086, 0x10ca, 0x020000, 0x01);
        long bar0 = VIRTUAL_BAR0 + index * VIRTUAL_BAR_SIZE;
        long bar3 = VIRTUAL_BAR3 + index * VIRTUAL_BAR_SIZE;
        return new SpecBuilder(virtualAddress(index).toString(), config).group(14 + index).virtualOf(PHYSICAL)
                .names(INTEL, "82576 Virtual Function", "Gigabit ET Dual Port Server Adapter", "Ethernet controller")
                .bar(new BarSpec(0, BarKind.MEM64, false, bar0, VIRTUAL_BAR_SIZE))
                .bar(new BarSpec(3, BarKind.MEM64, false, bar3, VIRTUAL_BAR_SIZE))
                .config(c -> c.command(0x0006).subsystem(0x8086, 0xa03c)
                        .capabilities().msix(0x70, 3, 3, 0, 3, 0x2000)
                        .express(0xa0, new ExpressPort(ExpressPort.ENDPOINT, 0, 2, true, 1, 4, 0, 0)).end()
                        .extendedCapabilities().errors(0x100).alternativeRouting(0x150, 0))
                .model(context -> new VirtualFunction(context, 60 + 3 * index)).build();
    }

    /** Two functions of one card behind a conventional bridge, so in one group; a driver owns one of them. */
    private static FunctionSpec usb(int function) {
        boolean high = function == 1;
        ConfigBuilder config = ConfigBuilder.conventional(0x1033, high ? 0x00e0 : 0x0035, high ? 0x0c0320 : 0x0c0310,
                high ? 0x04 : 0x43);
        SpecBuilder spec = new SpecBuilder("0000:06:00." + function, config).group(16)
                .names(NEC, high ? "uPD72010x USB 2.0 Controller" : "OHCI USB Controller", "", "USB controller")
                .memory32(0, high ? 0xfe60_1000L : 0xfe60_0000L, high ? 0x100 : 0x1000)
                .config(c -> c.command(0x0006).subsystem(0x1033, high ? 0x00e0 : 0x0035).multiFunction()
                        .interrupt(1 + function, 5).capabilities().powerManagement(0x40))
                .model(context -> high ? UsbController.ehci(context, 21) : UsbController.ohci(context, 20));
        return high ? spec.driver("ehci-pci").build() : spec.build();
    }

    private static FunctionSpec gpu() {
        ConfigBuilder config = ConfigBuilder.express(0x1234, 0x9a50, 0x030000, 0x02);
        return new SpecBuilder("0000:07:00.0", config).group(17)
                .names("", "Demo GPU, 16 GiB", "", "VGA compatible controller")
                .link("8.0", 16, "16.0", 16)
                .memory64(0, true, 0xc_0000_0000L, GpuDevice.VISIBLE_SIZE)
                .memory64(2, true, 0x8_0000_0000L, GpuDevice.APERTURE_SIZE)
                .io(4, 0xb000, 0x100).memory32(5, 0xfe50_0000L, GpuDevice.REGISTERS_SIZE).rom(0xfe58_0000L, 0x2_0000)
                .config(c -> c.command(0x0007).subsystem(0x1234, 0x0001).interrupt(1, 11)
                        .capabilities().vendorSpecific(0x48, new byte[] {0x01, 0x50, 0x10, 0x02, 0x00})
                        .powerManagement(0x50)
                        .express(0x64, new ExpressPort(ExpressPort.ENDPOINT, 0, 1, false, 4, 16, 3, 16))
                        .msi(0xa0, 0, false).end()
                        .extendedCapabilities().errors(0x100).serialNumber(0x150, 0x9a50_0000_0000_0001L)
                        // Its first BAR can be anything from 256 MiB to 16 GiB.
                        .resizableBar(0x200, 0, 0x7f << 8, 8).secondaryExpress(0x270, 16).addressTranslation(0x2b0, 0)
                        .latencyTolerance(0x320))
                .model(GpuDevice::new).build();
    }

    private static FunctionSpec sata() {
        ConfigBuilder config = ConfigBuilder.conventional(0x8086, 0x2922, 0x010601, 0x02);
        return new SpecBuilder("0000:00:1f.2", config).group(8).driver("ahci")
                .names(INTEL, "82801IR/IO/IH (ICH9R/DO/DH) 6 port SATA Controller [AHCI mode]", "", "SATA controller")
                .io(4, 0xa020, 0x20).memory32(5, 0xfe4f_f000L, 0x800)
                .config(c -> c.command(0x0407).subsystem(0x1af4, 0x1100).multiFunction().interrupt(1, 10)
                        .capabilities().msi(0x80, 0, false).powerManagement(0x70).sata(0xa8))
                .model(SataController::new).build();
    }
}
