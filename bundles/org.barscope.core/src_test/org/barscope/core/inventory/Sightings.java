// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/** What a backend could have seen: a root port with a network controller and its virtual functions behind it. */
final class Sightings {

    static final PciAddress PORT = PciAddress.parse("0000:00:01.0");
    static final PciAddress NIC = PciAddress.parse("0000:02:00.0");
    static final PciAddress FIRST_VF = PciAddress.parse("0000:03:10.0");
    static final PciAddress SECOND_VF = PciAddress.parse("0000:03:10.2");

    private Sightings() {
    }

    static MachineRecord machine(List<PciDeviceRecord> devices, List<DmabufRecord> dmabufs) {
        List<IommuGroupRecord> groups = new ArrayList<>();
        devices.stream().flatMapToInt(d -> d.iommuGroup().stream()).distinct().sorted()
                .forEach(id -> groups.add(new IommuGroupRecord(id, "DMA-FQ", devices.stream()
                        .filter(d -> d.iommuGroup().equals(OptionalInt.of(id))).map(PciDeviceRecord::address)
                        .toList())));
        return new MachineRecord("linux", "host", "6.18.0", "x86_64", Instant.parse("2026-03-01T12:00:00.123456789Z"),
                groups, devices, dmabufs, List.of("interrupt counts are unknown"));
    }

    static MachineRecord machine(PciDeviceRecord... devices) {
        return machine(List.of(devices), List.of());
    }

    /** The whole set: every feature of a record is used by one of them. */
    static MachineRecord full() {
        return machine(List.of(port(), nic(), vf(FIRST_VF, 21), vf(SECOND_VF, 22), ungrouped()), dmabufs());
    }

    static List<DmabufRecord> dmabufs() {
        return List.of(
                new DmabufRecord(17, 0x10000, "", "udmabuf", Optional.empty(), List.of(), RegionStatus.LIVE),
                new DmabufRecord("dmabuf", 42, 1L << 34, "frame", "vfio_pci_core", Optional.of(NIC),
                        OptionalInt.of(0), List.of(new Span(0x1000, 0x2000), new Span(0, 0x1000)),
                        List.of("0000:03:00.0"), List.of(new DmabufRecord.Owner(100, "qemu", 5),
                                new DmabufRecord.Owner(100, "qemu", -1),
                                new DmabufRecord.Owner(101, "", 7)),
                        new RegionStatus(RegionState.REVOKED, "the device is being reset")));
    }

    static PciDeviceRecord port() {
        return device(PORT, OptionalInt.of(1), bridgeConfig(0, 2, 4), Optional.of("pcieport"), List.of());
    }

    static PciDeviceRecord nic() {
        byte[] config = endpointConfig();
        return new PciDeviceRecord(NIC, "pci", new DeviceIds(0x8086, 0x10c9, 0x8086, 0xa03c, 0x020000, 1),
                new DeviceNames("Intel Corporation", "82576", "Adapter \u2013 \"dual\" <port> & more",
                        "Ethernet controller"),
                Optional.of("igb"), Optional.of("vfio-pci"), OptionalInt.of(20), OptionalInt.of(1),
                Optional.of(new LinkRecord("2.5 GT/s PCIe", 4, "5.0 GT/s PCIe", 8)),
                List.of(new BarRecord(0, BarKind.MEM32, false, 0xfe700000L, 0x20000, RegionStatus.LIVE),
                        new BarRecord(2, BarKind.IO, false, 0xc000, 32, RegionStatus.LIVE),
                        new BarRecord(4, BarKind.MEM64, true, 0xffff_ff00_0000_0000L, 1L << 40,
                                new RegionStatus(RegionState.REVOKED, "memory decoding is off")),
                        new BarRecord(BarRecord.ROM_INDEX, BarKind.ROM, true, 0, 0x10000, RegionStatus.LIVE)),
                Optional.of(new SriovRecord(8, 2, List.of(FIRST_VF, SECOND_VF))), Optional.empty(),
                List.of(new IrqRecord(IrqRecord.Kind.MSIX, 0, 40, 7), new IrqRecord(IrqRecord.Kind.MSIX, 1, 41, -1)),
                "D0", true, ConfigImage.of(config), List.of("'vpd' cannot be read: Input/output error"));
    }

    static PciDeviceRecord vf(PciAddress address, int group) {
        PciDeviceRecord plain = device(address, OptionalInt.of(group), endpointConfig(), Optional.empty(), List.of());
        return new PciDeviceRecord(address, plain.scheme(), plain.ids(), plain.names(), plain.driver(),
                plain.driverOverride(), plain.iommuGroup(), plain.numaNode(), plain.link(), plain.bars(), plain.sriov(),
                Optional.of(NIC), plain.irqs(), plain.powerState(), plain.enabled(), plain.config(), plain.problems());
    }

    /** Seen by a user without rights, on a machine without an IOMMU. */
    static PciDeviceRecord ungrouped() {
        return device(PciAddress.parse("10000:e1:00.0"), OptionalInt.empty(), new byte[0], Optional.of("nvme"),
                List.of(new IrqRecord(IrqRecord.Kind.INTX, 0, 16, 123_456_789_012L)));
    }

    static PciDeviceRecord device(String address, int group) {
        return device(PciAddress.parse(address), OptionalInt.of(group), endpointConfig(), Optional.empty(), List.of());
    }

    static PciDeviceRecord device(PciAddress address, OptionalInt group, byte[] config, Optional<String> driver,
            List<IrqRecord> irqs) {
        return new PciDeviceRecord(address, "pci", new DeviceIds(0x1b36, 0x000c, 0, 0, 0x060400, 0),
                DeviceNames.UNKNOWN, driver, Optional.empty(), group, OptionalInt.empty(), Optional.empty(),
                List.of(new BarRecord(0, BarKind.MEM32, false, 0xfea00000L, 4096, RegionStatus.LIVE)), Optional.empty(),
                Optional.empty(), irqs, "", false, ConfigImage.of(config), List.of());
    }

    static PciDeviceRecord bridge(String address, int secondary, int subordinate) {
        PciAddress at = PciAddress.parse(address);
        return device(at, OptionalInt.empty(), bridgeConfig(at.bus(), secondary, subordinate), Optional.empty(),
                List.of());
    }

    /** A header of type 0 with a power management capability. */
    static byte[] endpointConfig() {
        byte[] config = new byte[256];
        config[0] = (byte) 0x86;
        config[1] = (byte) 0x80;
        config[6] = 0x10;
        config[0x34] = 0x40;
        config[0x40] = 1;
        config[0x42] = 3;
        return config;
    }

    static byte[] bridgeConfig(int primary, int secondary, int subordinate) {
        byte[] config = new byte[64];
        config[0] = 0x36;
        config[1] = 0x1b;
        config[0x0e] = 1;
        config[0x18] = (byte) primary;
        config[0x19] = (byte) secondary;
        config[0x1a] = (byte) subordinate;
        return config;
    }

    static <T> List<T> without(List<T> list, T gone) {
        return list.stream().filter(t -> !t.equals(gone)).toList();
    }

    static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
