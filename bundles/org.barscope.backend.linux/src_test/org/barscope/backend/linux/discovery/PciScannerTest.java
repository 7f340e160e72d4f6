// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.IommuGroupRecord;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.inventory.LinkRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.inventory.SriovRecord;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.pci.PciIds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PciScannerTest {

    private static final String PORTS = "0x000000000000c000 0x000000000000c01f 0x0000000000040101\n";
    private static final String NONE = "0x0000000000000000 0x0000000000000000 0x0000000000000000\n";

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
    }

    private List<PciDeviceRecord> devices() {
        return fake.scanner().devices(problems);
    }

    private PciDeviceRecord only() {
        List<PciDeviceRecord> devices = devices();
        assertEquals(1, devices.size());
        return devices.getFirst();
    }

    private List<String> problemsOfOnly() {
        return only().problems();
    }

    @Test
    void everyAttributeIsRead() throws Exception {
        FakeSysfs.Device device = fake.device("0000:02:00.0").driver("e1000e").with("driver_override", "vfio-pci")
                .with("numa_node", "1").with("enable", "2").with("power_state", "D3hot")
                .with("current_link_speed", "2.5 GT/s PCIe").with("current_link_width", "1")
                .with("max_link_speed", "8.0 GT/s PCIe").with("max_link_width", "4")
                .resources("0x00000000fe900000 0x00000000fe91ffff 0x0000000000040200\n" + NONE + PORTS
                        + "0x0000007fe0000000 0x0000007fefffffff 0x000000000014220c\n" + NONE + NONE
                        + "0x00000000fe940000 0x00000000fe97ffff 0x0000000000046200\n"
                        + "0x0000000000001000 0x0000000000001fff 0x0000000000000101\n");
        fake.group(11, "DMA-FQ", device);

        PciDeviceRecord read = only();

        assertEquals(PciAddress.parse("0000:02:00.0"), read.address());
        assertEquals("pci", read.scheme());
        assertEquals(new DeviceIds(0x8086, 0x10d3, 0x8086, 0xa01f, 0x020000, 1), read.ids());
        assertEquals(Optional.of("e1000e"), read.driver());
        assertEquals(Optional.of("vfio-pci"), read.driverOverride());
        assertEquals(OptionalInt.of(11), read.iommuGroup());
        assertEquals(OptionalInt.of(1), read.numaNode());
        assertTrue(read.enabled());
        assertEquals("D3hot", read.powerState());
        assertEquals(Optional.of(new LinkRecord("2.5 GT/s PCIe", 1, "8.0 GT/s PCIe", 4)), read.link());
        assertEquals(List.of(new BarRecord(0, BarKind.MEM32, false, 0xfe900000L, 0x20000, RegionStatus.LIVE),
                new BarRecord(2, BarKind.IO, false, 0xc000, 32, RegionStatus.LIVE),
                new BarRecord(3, BarKind.MEM64, true, 0x7fe0000000L, 0x10000000, RegionStatus.LIVE),
                new BarRecord(6, BarKind.ROM, true, 0xfe940000L, 0x40000, RegionStatus.LIVE)), read.bars());
        assertEquals(256, read.config().length());
        assertEquals(Optional.empty(), read.sriov());
        assertEquals(Optional.empty(), read.physicalFunction());
        assertEquals(List.of(), read.irqs());
        assertEquals(List.of(), read.problems());
        assertEquals(List.of(), problems);
        assertEquals(List.of(new IommuGroupRecord(11, "DMA-FQ", List.of(read.address()))),
                fake.scanner().groups(problems));
    }

    @Test
    void aDeviceWithoutAnyExtrasHasNone() throws Exception {
        fake.device("0000:00:00.0").without("numa_node").without("enable").without("power_state")
                .without("driver_override").without("irq").without("resource").without("subsystem_vendor")
                .without("subsystem_device").without("config").without("revision");
        PciDeviceRecord read = only();
        assertEquals(new DeviceIds(0x8086, 0x10d3, 0, 0, 0x020000, 0), read.ids());
        assertEquals(Optional.empty(), read.driver());
        assertEquals(Optional.empty(), read.driverOverride());
        assertEquals(OptionalInt.empty(), read.numaNode());
        assertEquals(OptionalInt.empty(), read.iommuGroup());
        assertEquals(Optional.empty(), read.link());
        assertFalse(read.enabled());
        assertEquals("", read.powerState());
        assertEquals(0, read.config().length());
        assertEquals(List.of(), read.bars());
        assertEquals(List.of(), read.problems());
    }

    @Test
    void devicesComeByAddressWithLargeDomainsLast() throws Exception {
        for (String address : List.of("10000:e1:00.0", "0001:00:00.0", "0000:ff:1f.7", "0000:0a:00.0", "0000:00:02.0",
                "0000:00:02.1")) {
            fake.device(address);
        }
        Files.createDirectory(fake.root().pciDevices().resolve("not-a-device"));
        assertEquals(List.of("0000:00:02.0", "0000:00:02.1", "0000:0a:00.0", "0000:ff:1f.7", "0001:00:00.0",
                "10000:e1:00.0"), devices().stream().map(d -> d.address().toString()).toList());
        assertTrue(fake.scanner().device(PciAddress.parse("10000:e1:00.0")).isPresent());
    }

    @Test
    void namesComeFromTheList() throws Exception {
        fake.device("0000:02:00.0");
        PciIds ids = PciIds.parse("8086  Intel Corporation\n\t10d3  82574L Gigabit\n\t\t8086 a01f  CT Desktop\n"
                + "C 02  Network controller\n\t00  Ethernet controller\n");
        PciDeviceRecord read = new PciScanner(fake.root(), ids).devices(problems).getFirst();
        assertEquals("Intel Corporation", read.names().vendor());
        assertEquals("82574L Gigabit", read.names().device());
        assertEquals("Intel Corporation CT Desktop", read.names().subsystem());
        assertEquals("Ethernet controller", read.names().deviceClass());
    }

    @Test
    void virtualFunctionsAreLinked() throws Exception {
        FakeSysfs.Device physical = fake.device("0000:04:00.0").with("sriov_totalvfs", "8").with("sriov_numvfs", "2");
        byte[] config = new byte[256];
        // The ids of a virtual function are ffff in its own configuration space.
        Arrays.fill(config, 0, 4, (byte) 0xff);
        for (int i = 0; i < 2; i++) {
            FakeSysfs.Device function = fake.device("0000:04:10." + 2 * i).with("device", "0x10ca").config(config)
                    .link("physfn", physical);
            physical.link("virtfn" + i, function);
        }
        PciAddress first = PciAddress.parse("0000:04:10.0");
        PciAddress second = PciAddress.parse("0000:04:10.2");
        List<PciDeviceRecord> read = devices();
        assertEquals(Optional.of(new SriovRecord(8, 2, List.of(first, second))), read.getFirst().sriov());
        assertEquals(Optional.empty(), read.getFirst().physicalFunction());
        assertEquals(Optional.of(PciAddress.parse("0000:04:00.0")), read.get(1).physicalFunction());
        assertEquals(0x10ca, read.get(1).ids().device());
        assertEquals(Optional.empty(), read.get(1).sriov());
        assertEquals(List.of(), read.get(2).problems());
    }

    @Test
    void aPhysicalFunctionWithoutAnyVirtualOnesHasNoSriov() throws Exception {
        fake.device("0000:04:00.0").with("sriov_totalvfs", "0").with("sriov_numvfs", "0");
        assertEquals(Optional.empty(), only().sriov());
    }

    @Test
    void iommuGroupsComeByNumberAndOnlyWithDevices() throws Exception {
        FakeSysfs.Device one = fake.device("0000:00:01.0");
        FakeSysfs.Device two = fake.device("0000:00:02.0");
        fake.group(10, "identity", two);
        fake.group(9, "", one);
        Files.createDirectories(fake.root().iommuGroups().resolve("3/devices/not-pci"));
        Files.createDirectories(fake.root().iommuGroups().resolve("junk"));
        Files.createDirectories(fake.root().iommuGroups().resolve("99999999999999999999"));
        assertEquals(List.of(new IommuGroupRecord(9, "", List.of(PciAddress.parse("0000:00:01.0"))),
                new IommuGroupRecord(10, "identity", List.of(PciAddress.parse("0000:00:02.0")))),
                fake.scanner().groups(problems));
        assertEquals(List.of(), problems);
    }

    @Test
    void messageSignalledInterruptsCountOverAllProcessors() throws Exception {
        fake.device("0000:02:00.0").with("irq", "16").with("msi_irqs/41", "msix").with("msi_irqs/40", "msix")
                .with("msi_irqs/130", "msix");
        fake.device("0000:03:00.0").with("irq", "50").with("msi_irqs/50", "msi");
        fake.device("0000:05:00.0").with("irq", "16");
        fake.interrupts("""
                           CPU0       CPU1
                 16:          3          0   IO-APIC   16-fasteoi   uhci_hcd:usb1, eth0
                 40:          1         20  PCI-MSIX-0000:02:00.0   0-edge      eth0-rx-0
                 41: 4294967295 4294967295  PCI-MSIX-0000:02:00.0   1-edge      eth0-tx-0
                 50:          0          0  PCI-MSI-0000:03:00.0    0-edge      ahci
                NMI:          7          7   Non-maskable interrupts
                """);
        List<PciDeviceRecord> read = devices();
        assertEquals(List.of(new IrqRecord(IrqRecord.Kind.MSIX, 0, 40, 21),
                new IrqRecord(IrqRecord.Kind.MSIX, 1, 41, 8589934590L),
                new IrqRecord(IrqRecord.Kind.MSIX, 2, 130, 0)), read.get(0).irqs());
        assertEquals(List.of(new IrqRecord(IrqRecord.Kind.MSI, 0, 50, 0)), read.get(1).irqs());
        assertEquals(List.of(new IrqRecord(IrqRecord.Kind.INTX, 0, 16, 3)), read.get(2).irqs());
    }

    @Test
    void withoutCountsTheyAreUnknown() throws Exception {
        fake.device("0000:05:00.0").with("irq", "16");
        Files.delete(fake.root().proc().resolve("interrupts"));
        assertEquals(List.of(new IrqRecord(IrqRecord.Kind.INTX, 0, 16, -1)), only().irqs());
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("interrupt counts are unknown: "), problems::toString);
    }

    @Test
    void strangeInterruptLinesAreSkipped() throws Exception {
        fake.device("0000:05:00.0").with("irq", "17").with("msi_irqs/oops", "msi").with("msi_irqs/7777777777777",
                "msi");
        fake.interrupts("           CPU0\n 99999999999999: 1\n 17: 99999999999999999999999\n : 4\nno colon\n 18:\n");
        assertEquals(List.of(new IrqRecord(IrqRecord.Kind.INTX, 0, 17, 0)), only().irqs());
    }

    @Test
    void strangeContentIsAProblemOfTheDeviceAlone() throws Exception {
        fake.device("0000:00:01.0").with("vendor", "nonsense").with("numa_node", "99999999999").with("class",
                "0x1000000")
                .with("enable", "").with("irq", "\u0007\u0001" + "x".repeat(100)).with("revision", "-2")
                .with("sriov_totalvfs", "-1").raw("subsystem_vendor", new byte[] {(byte) 0xc3, (byte) 0x28})
                .raw("resource", "0x10 0x1f\nfoo bar baz\n\n0x20 0x10 0x200\n".getBytes(StandardCharsets.UTF_8));
        fake.device("0000:00:02.0");
        List<PciDeviceRecord> read = devices();
        assertEquals(2, read.size());
        PciDeviceRecord strange = read.getFirst();
        assertEquals(0xffff, strange.ids().vendor());
        assertEquals(OptionalInt.empty(), strange.numaNode());
        assertEquals(List.of(), strange.bars());
        assertEquals(Optional.empty(), strange.sriov());
        assertEquals(List.of(
                "'vendor' holds 'nonsense', which is not a number",
                "'class' holds '0x1000000', which is out of range",
                "'revision' holds '-2', which is out of range",
                "'subsystem_vendor' holds '\ufffd(', which is not a number",
                "line 1 of 'resource' is not 'start end flags'",
                "line 2 of 'resource' holds something that is not a number",
                "line 3 of 'resource' is not 'start end flags'",
                "'irq' holds '??" + "x".repeat(38) + "...', which is not a number",
                "'numa_node' holds '99999999999', which is out of range"), strange.problems());
        assertEquals(List.of(), read.get(1).problems());
        assertEquals(List.of(), problems);
    }

    @Test
    void whatCannotBeReadIsAProblem() throws Exception {
        fake.device("0000:00:01.0").broken("config").broken("resource").broken("power_state");
        List<String> found = problemsOfOnly();
        assertEquals(List.of("'power_state' cannot be read: Is a directory",
                "'config' cannot be read: Is a directory", "'resource' cannot be read: Is a directory"), found,
                "reading configuration space wakes the device, so its power state is read before");
    }

    @Test
    void whatMayNotBeReadIsAProblem() throws Exception {
        FakeSysfs.Device device = fake.device("0000:00:01.0").locked("config");
        assumeFalse(Files.isReadable(device.home().resolve("config")), "this user may read everything");
        assertEquals(List.of("'config' cannot be read: permission denied"), problemsOfOnly());
    }

    @Test
    void aShortConfigurationSpaceSaysWhy() throws Exception {
        FakeSysfs.Device device = fake.device("0000:00:01.0").config(new byte[64]);
        assertEquals(List.of("only the first 64 bytes of configuration space can be read: the rest, with the "
                + "capabilities, needs root"), problemsOfOnly());
        device.config(new byte[10]);
        assertEquals(10, only().config().length());
        device.config(new byte[4096]);
        assertEquals(4096, only().config().length());
        assertEquals(List.of(), problemsOfOnly());
    }

    @Test
    void onlyWhatCapabilitiesDefineIsReadOfConfigurationSpace() throws Exception {
        byte[] config = new byte[4096];
        Arrays.fill(config, 0x40, config.length, (byte) 0x5a);
        config[0] = (byte) 0x86;
        config[1] = (byte) 0x80;
        config[6] = 0x10;
        config[0x34] = 0x50;
        System.arraycopy(new byte[] {1, 0, 3, 0, 8, 0, 0, 0}, 0, config, 0x50, 8);
        fake.device("0000:00:01.0").config(config);
        byte[] expected = Arrays.copyOf(Arrays.copyOf(config, 0x58), 4096);
        Arrays.fill(expected, 0x40, 0x50, (byte) 0);
        // The bridge's byte of power management and the data register are defined for bridges and on request only.
        expected[0x56] = 0;
        assertArrayEquals(expected, only().config().bytes());
        assertEquals(List.of(), problemsOfOnly());
    }

    @Test
    void aSuspendedDeviceIsNotWoken() throws Exception {
        FakeSysfs.Device device = fake.device("0000:00:01.0").with("power/runtime_status", "suspended")
                .with("power_state", "D3hot").with("current_link_speed", "2.5 GT/s PCIe")
                .with("max_link_speed", "8.0 GT/s PCIe").with("current_link_width", "1").with("max_link_width", "4");
        PciDeviceRecord asleep = only();
        assertEquals(0, asleep.config().length());
        assertEquals(Optional.empty(), asleep.link(), "the link's speed is read from configuration space");
        assertEquals(new DeviceIds(0x8086, 0x10d3, 0x8086, 0xa01f, 0x020000, 1), asleep.ids());
        assertEquals("D3hot", asleep.powerState());
        assertEquals(List.of("asleep (runtime suspended): its configuration space was not read so as not to wake it"),
                asleep.problems());
        device.with("power/runtime_status", "active").with("power_state", "D0");
        assertEquals(256, only().config().length());
        assertTrue(only().link().isPresent());
        assertEquals(List.of(), problemsOfOnly());
    }

    @Test
    void whoMayNotReadTheRestIsNotShownZeros() throws Exception {
        fake.device("0000:00:01.0");
        Path status = fake.root().proc().resolve("self/status");
        Files.createDirectories(status.getParent());
        Files.writeString(status, "Name:\tjava\nCapEff:\t0000003fffdfffff\n");
        assertEquals(64, only().config().length());
        assertEquals(1, problemsOfOnly().size());
        Files.writeString(status, "Name:\tjava\nCapEff:\t0000000000200000\n");
        assertEquals(256, only().config().length());
        assertEquals(List.of(), problemsOfOnly());
    }

    @Test
    void aBridgeHasItsSubsystemInACapability() throws Exception {
        byte[] config = new byte[256];
        config[6] = 0x10;
        config[0x0e] = 1;
        config[0x34] = 0x40;
        config[0x40] = 0x0d;
        config[0x44] = 0x36;
        config[0x45] = 0x1b;
        config[0x46] = 0x0c;
        fake.device("0000:00:01.0").with("subsystem_vendor", "0x0000").with("subsystem_device", "0x0000")
                .with("class", "0x060400").config(config);
        assertEquals(0x1b36, only().ids().subsystemVendor());
        assertEquals(0x000c, only().ids().subsystem());
    }

    @Test
    void resourcesOfEveryKind() throws Exception {
        fake.device("0000:00:01.0").resources(
                // Not assigned: the kernel gives only the size.
                "0x0000000000000000 0x0000000000000fff 0x0000000020140204\n" + NONE
                // A 64-bit BAR above everything that is signed.
                + "0xffffff0000000000 0xffffffffffffffff 0x000000000014220c\n"
                // Disabled: end before start.
                + "0x00000000fe000000 0x00000000fdffffff 0x0000000000040200\n"
                // An interrupt number is no BAR.
                + "0x0000000000000001 0x0000000000000001 0x0000000000000400\n"
                + "0x00000000fe001000 0x00000000fe00100f 0x0000000000040200\n" + NONE
                // What follows the ROM is a bridge's window or a virtual function's BAR.
                + "0x00000000f0000000 0x00000000f7ffffff 0x0000000000102201\n");
        assertEquals(List.of(new BarRecord(0, BarKind.MEM64, false, 0, 4096, RegionStatus.LIVE),
                new BarRecord(2, BarKind.MEM64, true, 0xffffff0000000000L, 1L << 40, RegionStatus.LIVE),
                new BarRecord(5, BarKind.MEM32, false, 0xfe001000L, 16, RegionStatus.LIVE)), only().bars());
        assertEquals(List.of(), problemsOfOnly());
    }

    @Test
    void anUnknownLinkWidthIsNone() throws Exception {
        fake.device("0000:00:01.0").with("current_link_speed", "Unknown").with("current_link_width", "0")
                .with("max_link_speed", "Unknown").with("max_link_width", "255");
        assertEquals(Optional.of(new LinkRecord("Unknown", 0, "Unknown", 0)), only().link());
    }

    @Test
    void aDeviceThatIsGoneIsNotThere() throws Exception {
        FakeSysfs.Device gone = fake.device("0000:00:01.0");
        FakeSysfs.Device dangling = fake.device("0000:00:02.0");
        fake.device("0000:00:03.0");
        fake.remove(gone);
        Path moved = folder.resolve("elsewhere");
        Files.move(dangling.home(), moved);
        assertEquals(List.of("0000:00:03.0"), devices().stream().map(d -> d.address().toString()).toList());
        assertEquals(Optional.empty(), fake.scanner().device(PciAddress.parse("0000:00:01.0")));
        assertEquals(Optional.empty(), fake.scanner().device(PciAddress.parse("0000:00:02.0")));
        assertEquals(Optional.empty(), fake.scanner().device(PciAddress.parse("0000:7f:00.0")));
        assertEquals(List.of(), problems);
    }

    @Test
    void strangeLinksAreNone() throws Exception {
        FakeSysfs.Device device = fake.device("0000:00:01.0").with("driver", "a file");
        Path root = Files.createSymbolicLink(device.home().resolve("iommu_group"), Path.of("/"));
        Files.createSymbolicLink(device.home().resolve("physfn"), Path.of("not-an-address"));
        PciDeviceRecord read = only();
        assertEquals(Optional.empty(), read.driver());
        assertEquals(OptionalInt.empty(), read.iommuGroup());
        assertEquals(Optional.empty(), read.physicalFunction());
        assertEquals(List.of(), read.problems());
        Files.delete(root);
    }

    @Test
    void aMachineWithoutPciHasNoDevices() throws Exception {
        Files.delete(fake.root().pciDevices());
        assertFalse(fake.scanner().available());
        assertEquals(List.of(), devices());
        assertEquals(List.of(), fake.scanner().groups(problems));
        assertEquals(List.of(), problems);
    }
}
