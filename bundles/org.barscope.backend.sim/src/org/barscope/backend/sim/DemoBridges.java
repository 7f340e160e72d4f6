// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.List;
import org.barscope.backend.sim.config.ConfigBuilder;
import org.barscope.backend.sim.config.ExpressPort;
import org.barscope.backend.sim.device.QuietDevice;
import org.barscope.core.inventory.IrqRecord;

/** What holds the demo machine together: host bridge, root ports, a PCI bridge and the south bridge. */
final class DemoBridges {

    private static final String INTEL = "Intel Corporation";
    private static final int SPEED_16 = 4;

    private DemoBridges() {
    }

    static List<FunctionSpec> functions() {
        return List.of(host(), south(),
                port(0, 1, 1, new Forward(0xfea0_0000L, 0xfeaf_ffffL), 1, 1),
                port(1, 2, 2, new Forward(0xfe90_0000L, 0xfe9f_ffffL, 0xd000), 1, 1),
                port(2, 3, 3, new Forward(0xfe80_0000L, 0xfe8f_ffffL), 3, 4),
                port(3, 4, 4, new Forward(0xfe70_0000L, 0xfe7f_ffffL, 0xc000), 1, 4),
                port(4, 5, 6, new Forward(0xfe60_0000L, 0xfe6f_ffffL), 1, 1),
                port(5, 7, 7, new Forward(0xfe50_0000L, 0xfe5f_ffffL, 0xb000, 0x8_0000_0000L, 0xc_0fff_ffffL), 3, 16),
                pciBridge());
    }

    /** What a bridge forwards; 0 where it forwards nothing of a kind. I/O is always one window of 4 KiB. */
    private record Forward(long base, long limit, int io, long prefetchableBase, long prefetchableLimit) {

        Forward(long base, long limit) {
            this(base, limit, 0, 0, 0);
        }

        Forward(long base, long limit, int io) {
            this(base, limit, io, 0, 0);
        }

        void apply(ConfigBuilder config) {
            config.memoryWindow(base, limit);
            if (io != 0) {
                config.ioWindow(io, io);
            }
            if (prefetchableLimit != 0) {
                config.prefetchableWindow(prefetchableBase, prefetchableLimit);
            }
        }
    }

    private static FunctionSpec host() {
        return new SpecBuilder("0000:00:00.0", ConfigBuilder.conventional(0x8086, 0x29c0, 0x060000, 0x00)).group(0)
                .names(INTEL, "82G33/G31/P35/P31 Express DRAM Controller", "", "Host bridge")
                .config(c -> c.command(0x0003).subsystem(0x1af4, 0x1100))
                .model(context -> new QuietDevice(List.of())).build();
    }

    private static FunctionSpec south() {
        return new SpecBuilder("0000:00:1f.0", ConfigBuilder.conventional(0x8086, 0x2918, 0x060100, 0x02)).group(8)
                .driver("lpc_ich")
                .names(INTEL, "82801IB (ICH9) LPC Interface Controller", "", "ISA bridge")
                .config(c -> c.command(0x0007).subsystem(0x1af4, 0x1100).multiFunction())
                .model(context -> new QuietDevice(List.of())).build();
    }

    private static FunctionSpec port(int function, int secondary, int subordinate, Forward forward, int speed,
            int width) {
        String[] speeds = {"", "2.5", "5.0", "8.0", "16.0"};
        ConfigBuilder config = ConfigBuilder.express(0x1b36, 0x000c, 0x060400, 0x00);
        return new SpecBuilder("0000:00:01." + function, config).group(1 + function).driver("pcieport")
                .names("Red Hat, Inc.", "QEMU PCIe Root port", "", "PCI bridge")
                .link(speeds[speed], width, speeds[SPEED_16], 16)
                .bridge(0, secondary, subordinate)
                .config(forward::apply)
                .config(c -> c.command(0x0507).multiFunction().interrupt(1, 10)
                        .capabilities().powerManagement(0x40).msi(0x48, 0, false).bridgeSubsystem(0x5c, 0x1b36, 0)
                        .express(0x68, ExpressPort.root(function + 1, SPEED_16, 16, speed, width)).end()
                        .extendedCapabilities().errors(0x100).accessControl(0x148).secondaryExpress(0x150, 16))
                .model(context -> new QuietDevice(List.of(new IrqRecord(IrqRecord.Kind.MSI, 0, 24 + function, 0))))
                .build();
    }

    /** A bridge to conventional PCI: the IOMMU cannot tell apart what is behind it, nor the bridge itself. */
    private static FunctionSpec pciBridge() {
        ConfigBuilder config = ConfigBuilder.express(0x104c, 0x8240, 0x060400, 0x00);
        return new SpecBuilder("0000:05:00.0", config).group(16)
                .names("Texas Instruments", "XIO2001 PCI Express-to-PCI Bridge", "", "PCI bridge")
                .link("2.5", 1, "2.5", 1)
                .bridge(5, 6, 6)
                .config(c -> c.memoryWindow(0xfe60_0000L, 0xfe6f_ffffL).command(0x0007)
                        .capabilities().bridgeSubsystem(0x40, 0x104c, 0x8240).powerManagement(0x48)
                        .msi(0x50, 4, false)
                        .express(0x70, new ExpressPort(ExpressPort.TO_PCI_BRIDGE, 0, 1, false, 1, 1, 1, 1)).end()
                        .extendedCapabilities().errors(0x100))
                .model(context -> new QuietDevice(List.of())).build();
    }
}
