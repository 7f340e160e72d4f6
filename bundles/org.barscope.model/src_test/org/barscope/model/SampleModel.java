// SPDX-License-Identifier: EPL-2.0
package org.barscope.model;

import java.time.Instant;

/** Models that the tests share; every call makes new objects. */
final class SampleModel {

    static final BarscopeFactory FACTORY = BarscopeFactory.eINSTANCE;
    static final String NAME_WITH_EVERYTHING = "Gerät „α“ 設備 🖧 <&\"'> \t end";
    static final Instant CAPTURED = Instant.parse("2026-11-22T15:04:05.123456789Z");

    private SampleModel() {
    }

    /** A machine with every class that a machine can hold, and every feature set to other than its default. */
    static Machine machine() {
        Machine machine = FACTORY.createMachine();
        machine.setSourceUri("linux:");
        machine.setBackend("linux");
        machine.setHostname(NAME_WITH_EVERYTHING);
        machine.setKernelRelease("7.3.4+deb13-amd64");
        machine.setArchitecture("x86_64");
        machine.setCapturedAt(CAPTURED);
        machine.setReadOnly(true);
        machine.getProblems().add("reading /sys/x failed: permission denied");
        machine.getProblems().add("reading /sys/x failed: permission denied");

        PciDevice bridge = device("0000:00:1c.0");
        machine.getUngroupedDevices().add(bridge);
        IommuGroup group = group(machine, 7, "DMA-FQ");
        PciDevice physical = fullDevice();
        physical.setUpstream(bridge);
        group.getDevices().add(physical);
        IommuGroup virtualGroup = group(machine, 12, "identity");
        for (int function = 1; function <= 2; function++) {
            PciDevice virtual = device("0000:01:10." + function);
            virtual.setPhysicalFunction(physical);
            virtualGroup.getDevices().add(virtual);
        }
        machine.getDmabufs().add(dmabuf(physical));
        return machine;
    }

    static IommuGroup group(Machine machine, int id, String type) {
        IommuGroup group = FACTORY.createIommuGroup();
        group.setId(id);
        group.setType(type);
        machine.getIommuGroups().add(group);
        return group;
    }

    static PciDevice device(String address) {
        PciDevice device = FACTORY.createPciDevice();
        device.setAddress(address);
        device.setUri("pci:" + address);
        return device;
    }

    private static PciDevice fullDevice() {
        PciDevice device = device("0000:01:00.0");
        device.setVendorId(0x8086);
        device.setDeviceId(0x10d3);
        device.setSubsystemVendorId(0x1af4);
        device.setSubsystemId(0x1100);
        device.setRevision(0x3);
        device.setClassCode(0x020000);
        device.setVendorName("Intel Corporation");
        device.setDeviceName("82574L Gigabit Network Connection");
        device.setSubsystemName("QEMU Virtual Machine");
        device.setClassName("Ethernet controller");
        device.setDriver("e1000e");
        device.setDriverOverride("vfio-pci");
        device.setNumaNode(1);
        device.setLinkSpeed("2.5 GT/s PCIe");
        device.setLinkWidth(1);
        device.setMaxLinkSpeed("8.0 GT/s PCIe");
        device.setMaxLinkWidth(16);
        device.setPowerState("D0");
        device.setEnabled(true);
        device.setPresent(false);
        device.setState(DeviceState.HOST_DRIVER);
        device.setStateReason("e1000e owns it");
        device.setSriovTotalVfs(64);
        device.setSriovNumVfs(2);
        device.getProblems().add("its ROM could not be read");
        device.setConfigSpace(configSpace());
        device.getBars().add(bar(0, BarKind.MEM64, 16L << 30));
        device.getBars().add(bar(6, BarKind.ROM, 0x40000));
        device.getCapabilities().add(capability());
        device.getIrqs().add(irq(IrqKind.MSIX, 0));
        device.getIrqs().add(irq(IrqKind.MSIX, 1));
        return device;
    }

    private static ConfigSpace configSpace() {
        ConfigSpace config = FACTORY.createConfigSpace();
        describe(config, "pci:0000:01:00.0/config", "config", 4096);
        byte[] contents = new byte[256];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = (byte) i;
        }
        config.setContents(contents);
        config.getHeaderFields().add(field("Command.MemorySpace", 4, 1, 1, "enabled"));
        return config;
    }

    static Bar bar(int index, BarKind kind, long size) {
        Bar bar = FACTORY.createBar();
        String name = index == 6 ? "rom" : "bar" + index;
        describe(bar, "pci:0000:01:00.0/" + name, name, size);
        bar.setIndex(index);
        bar.setKind(kind);
        bar.setPrefetchable(true);
        bar.setBusAddress(0xffff_ff00_0000_0000L);
        return bar;
    }

    private static void describe(Region region, String uri, String name, long size) {
        region.setUri(uri);
        region.setName(name);
        region.setSize(size);
        region.setState(RegionState.REVOKED);
        region.setStateReason("the device is in D3hot");
        region.setRoute("pread");
        region.setRouteLabel("pread on the VFIO device");
        Refusal refusal = FACTORY.createRefusal();
        refusal.setRoute("mmap");
        refusal.setReason("not mappable (EINVAL)");
        region.getRefusals().add(refusal);
    }

    private static PciCapability capability() {
        PciCapability capability = FACTORY.createPciCapability();
        capability.setId(0x10);
        capability.setExtended(true);
        capability.setOffset(0x160);
        capability.setVersion(1);
        capability.setName("Single Root I/O Virtualization");
        capability.getFields().add(field("TotalVFs", 0x16e, 3, 64, "64 functions"));
        return capability;
    }

    static CapabilityField field(String name, int offset, int lsb, long value, String meaning) {
        CapabilityField field = FACTORY.createCapabilityField();
        field.setName(name);
        field.setOffset(offset);
        field.setLsb(lsb);
        field.setWidth(16);
        field.setValue(value);
        field.setMeaning(meaning);
        return field;
    }

    static Irq irq(IrqKind kind, int vector) {
        Irq irq = FACTORY.createIrq();
        irq.setKind(kind);
        irq.setVector(vector);
        irq.setNumber(30 + vector);
        irq.setCount(1_000_000_000_000L);
        return irq;
    }

    private static DmabufExport dmabuf(PciDevice device) {
        DmabufExport dmabuf = FACTORY.createDmabufExport();
        describe(dmabuf, "dmabuf:4711", "frame buffer", 0x200000);
        dmabuf.setInode(4711);
        dmabuf.setExporter("vfio_pci_core");
        dmabuf.getAttachments().add("0000:02:00.0");
        DmabufRange range = FACTORY.createDmabufRange();
        range.setOffset(0x1000);
        range.setLength(0x200000);
        dmabuf.getRanges().add(range);
        DmabufOwner owner = FACTORY.createDmabufOwner();
        owner.setPid(1234);
        owner.setCommand("qemu-system-x86");
        owner.setFd(42);
        dmabuf.getOwners().add(owner);
        dmabuf.setDevice(device);
        dmabuf.setBar(device.findBar(0));
        return dmabuf;
    }

    /** A session with two machines whose devices have the same addresses, and a note of every kind. */
    static Session session() {
        Session session = FACTORY.createSession();
        session.getMachines().add(machine());
        Machine opened = machine();
        opened.setSourceUri("file:/srv/gr%C3%BCn/rack%207%5Ba%5D.barscope");
        session.getMachines().add(opened);

        Bookmark bookmark = note(FACTORY.createBookmark(), 1);
        bookmark.setRegionUri("sim:0000:01:00.0/bar0");
        bookmark.setOffset(0x8000_0000_0000_0000L);
        bookmark.setLength(0x40);
        bookmark.setLabel(NAME_WITH_EVERYTHING);
        session.getBookmarks().add(bookmark);

        RationaleLink link = note(FACTORY.createRationaleLink(), 2);
        link.setMessageId("20260101.1@example.org");
        link.setSubject("sim:0000:01:00.0/bar0#CTRL.RESET");
        link.setQuery("dfhh:reset s:\"bus reset\"");
        session.getRationaleLinks().add(link);

        WatchList list = note(FACTORY.createWatchList(), 3);
        list.setName("bring-up");
        WatchItem item = note(FACTORY.createWatchItem(), 4);
        item.setRegionUri("sim:0000:01:00.0/bar0");
        item.setRegister("MAC.STATUS");
        item.setOffset(8);
        item.setWidth(8);
        item.setUnits(4);
        item.setLabel("status");
        item.setIntervalMillis(50);
        item.setFormat(ValueFormat.BINARY);
        item.setEnabled(false);
        item.getConditions().add("above 0x10: stop");
        item.setSequence("read MAC.STATUS");
        list.getItems().add(item);
        session.getWatchLists().add(list);

        SnapshotRef snapshot = note(FACTORY.createSnapshotRef(), 5);
        snapshot.setRegionUri("sim:0000:01:00.0/bar0");
        snapshot.setOffset(0x100);
        snapshot.setLength(0x1000);
        snapshot.setFile("snapshots/before%20reset.bin");
        snapshot.setTakenAt(CAPTURED);
        session.getSnapshots().add(snapshot);
        return session;
    }

    private static <T extends Note> T note(T note, int number) {
        note.setId("00000000-0000-4000-8000-00000000000" + number);
        note.setCreatedAt(CAPTURED);
        note.setComment("first line\nsecond line: " + NAME_WITH_EVERYTHING);
        return note;
    }
}
