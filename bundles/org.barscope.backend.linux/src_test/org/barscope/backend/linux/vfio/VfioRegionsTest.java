// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route.Refusal;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.uapi.vfio.RegionCapability.Area;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class VfioRegionsTest {

    private static final PciAddress ADDRESS = PciAddress.parse("0000:02:00.0");
    private static final int CONFIG = 7;
    private static final long PAGE = HostSystem.pageSize();
    private static final String RESOURCES = """
            0x00000000fe900000 0x00000000fe91ffff 0x0000000000040200
            0x00000000fe920000 0x00000000fe9200ff 0x0000000000040200
            0x000000000000c000 0x000000000000c01f 0x0000000000040101
            0x00000000fe930000 0x00000000fe933fff 0x0000000000040200
            """;

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private FakeVfio.Device device;
    private final FakeVfio vfio = new FakeVfio();
    private VfioDevices devices;
    private VfioRegions regions;
    private final List<String> reported = new ArrayList<>();

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
        fake.group(5, "DMA", fake.device(ADDRESS.toString()).driver("vfio-pci").resources(RESOURCES));
        device = new FakeVfio.Device().region(0, 0x20000, true, List.of()).region(1, 0x100, true, List.of())
                .region(2, 0x20, false, List.of()).region(3, 4 * PAGE, true, List.of());
        vfio.devices.put(ADDRESS, device);
        devices = new VfioDevices(fake.scanner(), new VfioOpening(fake.root(), vfio, () -> VfioPreference.BEST));
        regions = new VfioRegions(fake.root(), devices,
                (address, bar, status) -> reported.add(address + " bar" + bar + " " + status.state()));
    }

    @AfterEach
    void nothingStaysOpen() {
        devices.close();
        assertEquals(List.of(), vfio.open);
    }

    private MemoryRegion open(String region, OpenOptions options) throws BackendException {
        return regions.open(RegionUri.parse("vfio:" + ADDRESS + "/" + region), ADDRESS,
                options.withAcceptReset(true));
    }

    private MemoryRegion open(String region) throws BackendException {
        return open(region, OpenOptions.readOnly());
    }

    private static AccessException fails(Kind kind, Executable access) {
        AccessException problem = assertThrows(AccessException.class, access);
        assertEquals(kind, problem.kind(), problem::getMessage);
        return problem;
    }

    @Test
    void openingNeedsTheWordOfTheUserOnce() throws Exception {
        RegionUri uri = RegionUri.parse("vfio:" + ADDRESS + "/bar0");
        BackendException refused = assertThrows(BackendException.class,
                () -> regions.open(uri, ADDRESS, OpenOptions.readOnly()));
        assertEquals(Reason.RESETS_DEVICE, refused.reason());
        assertEquals(List.of(), vfio.log);
        try (MemoryRegion first = open("bar0"); MemoryRegion second =
                regions.open(uri, ADDRESS, OpenOptions.readWrite())) {
            assertEquals(2, devices.use(ADDRESS).orElseThrow().users());
            assertFalse(first.info().writable());
            assertTrue(second.info().writable());
        }
        assertEquals(1, vfio.log.stream().filter(line -> line.startsWith("open")).count());
        assertEquals("close", vfio.log.getLast());
        assertTrue(devices.use(ADDRESS).isEmpty());
    }

    private List<String> offers(String region) {
        return regions.routes(RegionUri.parse("pci:" + ADDRESS + "/" + region),
                fake.scanner().device(ADDRESS).orElseThrow()).stream().map(offer -> offer.id() + (offer.tried()
                        ? ": " + offer.refusal().orElse("works") : " was not tried")).toList();
    }

    @Test
    void routesAreOfferedWithTheReasonsAgainstThem() throws Exception {
        assertEquals(List.of("dmabuf was not tried", "mmap was not tried", "pread was not tried"), offers("bar0"));
        assertEquals("dmabuf: only whole pages can be exported, and it is 0x100 bytes long",
                offers("bar1").getFirst());
        assertTrue(offers("bar2").get(1).startsWith("mmap: I/O ports have no addresses in memory"),
                () -> offers("bar2").toString());
        assertTrue(offers("config").getFirst().endsWith("configuration space has no mapping"));
        assertEquals(List.of(), offers("bar5"));
        assertEquals(List.of(), vfio.log);
        try (MemoryRegion bar = open("bar0")) {
            // Looking resets nothing: the device is open already, and is so afterwards with one user.
            assertEquals(List.of("dmabuf: this kernel does not export BARs as DMABUFs (ENOTTY: CONFIG_VFIO_PCI_DMABUF)",
                    "mmap: works", "pread: works"), offers("bar0"));
            device.exporting(true);
            assertEquals("dmabuf: works", offers("bar0").getFirst());
            assertEquals(1, devices.use(ADDRESS).orElseThrow().users());
            assertEquals("mmap", bar.info().route().id());
        }
    }

    @Test
    void theBestRouteThatWorksIsTaken() throws Exception {
        device.set(0, 0, 0xed, 0, 0, 1);
        try (MemoryRegion bar = open("bar0")) {
            assertEquals("mmap", bar.info().route().id());
            assertEquals(List.of(new Refusal("dmabuf", "this kernel does not export BARs as DMABUFs (ENOTTY: "
                    + "CONFIG_VFIO_PCI_DMABUF)")), bar.info().route().refused());
            assertEquals(0x010000ed, bar.read(0, AccessWidth.W32));
        }
        device.exporting(false);
        try (MemoryRegion bar = open("bar0")) {
            assertEquals("mmap", bar.info().route().id());
            assertTrue(bar.info().route().refused().getFirst().why().startsWith("the buffer "),
                    bar.info().route()::toString);
        }
        device.exporting(true);
        try (MemoryRegion bar = open("bar0")) {
            assertEquals("dmabuf", bar.info().route().id());
            assertEquals(List.of(), bar.info().route().refused());
            assertEquals(0x010000ed, bar.read(0, AccessWidth.W32));
        }
        assertEquals(Optional.of(""), devices.dmabufMmap());
        device.exporting(false).refusingMmap(Errno.EINVAL);
        try (MemoryRegion bar = open("bar0")) {
            assertEquals("pread", bar.info().route().id());
            assertEquals(List.of("dmabuf", "mmap"), bar.info().route().refused().stream().map(Refusal::id).toList());
            assertEquals(0x010000ed, bar.read(0, AccessWidth.W32));
        }
    }

    @Test
    void aRouteCanBeForced() throws Exception {
        try (MemoryRegion bar = open("bar0", OpenOptions.readOnly().withRoute("pread"))) {
            assertEquals("pread", bar.info().route().id());
            assertEquals("the route pread was asked for", bar.info().route().refused().getFirst().why());
        }
        BackendException refused = assertThrows(BackendException.class,
                () -> open("bar0", OpenOptions.readOnly().withRoute("dmabuf")));
        assertEquals(Reason.REFUSED, refused.reason());
        assertTrue(refused.why().contains("ENOTTY"), refused::getMessage);
        assertEquals(Reason.NOT_FOUND, assertThrows(BackendException.class,
                () -> open("bar0", OpenOptions.readOnly().withRoute("magic"))).reason());
    }

    @Test
    void lessThanAPageIsNotExportedAndPortsAreRead() throws Exception {
        device.exporting(true);
        try (MemoryRegion small = open("bar1"); MemoryRegion ports = open("bar2")) {
            assertEquals("only whole pages can be exported, and it is 0x100 bytes long",
                    small.info().route().refused().getFirst().why());
            assertFalse(vfio.log.stream().anyMatch(line -> line.startsWith("export")));
            assertEquals("mmap", small.info().route().id());
            assertEquals("pread", ports.info().route().id());
            assertTrue(ports.info().route().refused().getFirst().why().startsWith("I/O ports"));
            assertEquals(0, ports.read(4, AccessWidth.W8));
            fails(Kind.WIDTH, () -> ports.read(0, AccessWidth.W64));
        }
    }

    @Test
    void writesReachTheDeviceOnlyWhereItWasOpenedForThem() throws Exception {
        try (MemoryRegion looking = open("bar0"); MemoryRegion writing = open("bar0", OpenOptions.readWrite())) {
            fails(Kind.NOT_WRITABLE, () -> looking.write(0, AccessWidth.W32, 1));
            writing.write(4, AccessWidth.W32, 0x12345678);
            assertEquals(0x78, device.get(0, 4));
            assertEquals(0x12345678, looking.read(4, AccessWidth.W32));
            fails(Kind.MISALIGNED, () -> looking.read(2, AccessWidth.W32));
            fails(Kind.OUT_OF_RANGE, () -> looking.read(0x20000, AccessWidth.W32));
            fails(Kind.WIDTH, () -> looking.readBlock(0, new byte[4], 0, 4));
        }
    }

    @Test
    void configurationSpaceAndRomAreReadByPosition() throws Exception {
        try (MemoryRegion config = open("config", OpenOptions.readWrite())) {
            assertEquals(RegionKind.CONFIG, config.info().kind());
            assertEquals(0x10d38086L, config.read(0, AccessWidth.W32));
            config.write(4, AccessWidth.W16, 6);
            assertEquals(6, device.get(CONFIG, 4));
        }
        BackendException none = assertThrows(BackendException.class, () -> open("rom"));
        assertEquals(Reason.NOT_FOUND, none.reason());
        assertTrue(none.remedy().contains("bar0, bar1, bar2, bar3, config"), none::getMessage);
    }

    private BackendException isNotThere(String region) {
        BackendException none = assertThrows(BackendException.class, () -> open(region));
        assertEquals(Reason.NOT_FOUND, none.reason(), none::getMessage);
        return none;
    }

    @Test
    void vgaIsReadByPositionWhereItHasAddresses() throws Exception {
        assertEquals("the device has no region 'vga' that VFIO can show", isNotThere("vga").why());
        device.region(8, 0xc0000, false, List.of()).set(8, 0x3cc, 0x67);
        try (MemoryRegion vga = open("vga")) {
            assertEquals("pread", vga.info().route().id());
            assertEquals(0x67, vga.read(0x3cc, AccessWidth.W8));
            assertTrue(vga.info().access().asks());
            for (long gap : List.of(0L, 0x3afL, 0x3bcL, 0x3e0L, 0x9ffffL)) {
                assertEquals(ReadPolicy.GUARDED, vga.info().access().agreed().unitAt(gap).policy(), "at " + gap);
            }
            for (long register : List.of(0x3b0L, 0x3bbL, 0x3c0L, 0x3dfL, 0xa0000L, 0xbffffL)) {
                assertEquals(ReadPolicy.SAFE, vga.info().access().agreed().unitAt(register).policy(), "at " + register);
            }
            fails(Kind.WIDTH, () -> vga.read(0xa0000, AccessWidth.W64));
        }
        assertTrue(offers("vga").get(1).contains("does not map them"), () -> offers("vga").toString());
    }

    @Test
    void whatOnlyOneKindOfDeviceHasIsListedAndOpened() throws Exception {
        isNotThere("region9");
        assertTrue(isNotThere("region8").remedy().contains("barscope regions"));
        device.specific(9, 0x2000, false, 0x80008086, 1).specific(10, 2 * PAGE, true, 0x800010de, 4)
                .set(9, 0, 'I', 'n', 't', 'e').set(10, PAGE, 0x2a);
        List<DeviceRegion> all = new VfioControl(fake.scanner(), devices).regions(ADDRESS, true);
        assertEquals(List.of("bar0", "bar1", "bar2", "bar3", "config", "region9", "region10"),
                all.stream().map(DeviceRegion::name).toList());
        DeviceRegion opRegion = all.get(5);
        assertEquals(Optional.of("Intel graphics OpRegion"), opRegion.type().orElseThrow().meaning());
        assertEquals(List.of(), opRegion.mappable());
        assertEquals(Optional.of(0x10de), all.get(6).type().orElseThrow().vendor());
        assertEquals(Optional.empty(), all.get(6).type().orElseThrow().meaning());
        assertEquals(List.of(new Span(0, 2 * PAGE)), all.get(6).mappable());
        try (MemoryRegion read = open("region9"); MemoryRegion mapped = open("region10")) {
            assertEquals("pread", read.info().route().id());
            assertEquals(0x65746e49L, read.read(0, AccessWidth.W32));
            assertEquals("mmap", mapped.info().route().id());
            assertEquals(0x2a, mapped.read(PAGE, AccessWidth.W32));
            assertTrue(mapped.info().access().asks());
        }
        assertTrue(isNotThere("region11").remedy().endsWith("config, region9, region10"));
    }

    @Test
    void theMsixTableIsOutOfReachAndItsPageIsNotMapped() throws Exception {
        device.set(CONFIG, 6, 0x10).set(CONFIG, 0x34, 0x50)
                // 4 entries; table in BAR 3 at page 1, pending bits in BAR 3 at page 2.
                .set(CONFIG, 0x50, 0x11, 0, 3, 0).set(CONFIG, 0x54, 0x03, (int) PAGE >> 8, 0, 0)
                .set(CONFIG, 0x58, 0x03, (int) (2 * PAGE) >> 8, 0, 0).set(3, PAGE + 0x40, 0x2a);
        try (MemoryRegion bar = open("bar3", OpenOptions.readWrite())) {
            assertEquals(List.of("mmap 3 at 0 length " + PAGE, "mmap 3 at " + 3 * PAGE + " length " + PAGE),
                    vfio.log.stream().filter(line -> line.startsWith("mmap")).toList());
            assertEquals(ReadPolicy.GUARDED, bar.info().access().unitAt(PAGE).policy());
            assertEquals(ReadPolicy.ASK, bar.info().access().unitAt(PAGE + 0x40).policy());
            AccessException refused = fails(Kind.IO, () -> bar.read(PAGE, AccessWidth.W32));
            assertTrue(refused.getMessage().contains("MSI-X table"), refused::getMessage);
            fails(Kind.IO, () -> bar.write(PAGE + 0x3c, AccessWidth.W32, 1));
            assertEquals(0x2a, bar.read(PAGE + 0x40, AccessWidth.W32), "the rest of its page, by pread");
            assertEquals(0, bar.read(3 * PAGE, AccessWidth.W32));
        }
    }

    @Test
    void onlyWhatTheKernelAllowsIsMapped() throws Exception {
        device.region(3, 4 * PAGE, true, List.of(new Area(PAGE, PAGE)));
        device.set(3, PAGE, 1).set(3, 2 * PAGE, 2);
        try (MemoryRegion bar = open("bar3")) {
            assertEquals(List.of("mmap 3 at " + PAGE + " length " + PAGE),
                    vfio.log.stream().filter(line -> line.startsWith("mmap")).toList());
            assertEquals(1, bar.read(PAGE, AccessWidth.W32));
            assertEquals(2, bar.read(2 * PAGE, AccessWidth.W32));
        }
    }

    @Test
    void aRevokedRegionSaysWhyAndComesBack() throws Exception {
        try (MemoryRegion bar = open("bar0")) {
            List<RegionStatus> seen = new ArrayList<>();
            bar.listen(seen::add);
            device.set(CONFIG, 4, 5).revoke(0);
            AccessException fault = fails(Kind.FAULTED, () -> bar.read(0, AccessWidth.W32));
            assertTrue(fault.getMessage().contains("memory decoding is off"), fault::getMessage);
            assertEquals(new RegionStatus(RegionState.REVOKED, "memory decoding is off"), bar.status());
            assertEquals(RegionState.REVOKED, inventoryState());
            fails(Kind.FAULTED, () -> bar.read(0, AccessWidth.W32));
            device.set(CONFIG, 4, 7).restore(0);
            assertEquals(0, bar.read(0, AccessWidth.W32));
            assertEquals(RegionStatus.LIVE, bar.status());
            assertEquals(RegionState.LIVE, inventoryState());
            assertEquals(List.of(RegionState.REVOKED, RegionState.LIVE),
                    seen.stream().map(RegionStatus::state).toList());
            assertEquals(List.of(ADDRESS + " bar0 REVOKED", ADDRESS + " bar0 LIVE"), reported);
            device.set(CONFIG, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);
            assertEquals(RegionState.LOST, bar.checkPresence().state());
            fails(Kind.LOST, () -> bar.read(0, AccessWidth.W32));
        }
    }

    /** What a device that is looked at again would be shown with. */
    private RegionState inventoryState() {
        return regions.withStatus(fake.scanner().device(ADDRESS).orElseThrow()).bar("bar0").orElseThrow().status()
                .state();
    }

    @Test
    void theKernelIsGivenTheDeviceWhenItAsks() throws Exception {
        try (MemoryRegion bar = open("bar0"); MemoryRegion config = open("config")) {
            vfio.open.getFirst().signal(4, 0);
            long end = System.nanoTime() + 30_000_000_000L;
            while (devices.isOpen(ADDRESS) || !vfio.open.isEmpty()) {
                assertTrue(System.nanoTime() < end, "it is not given up");
                Thread.onSpinWait();
            }
            assertEquals(new RegionStatus(RegionState.LOST, "the kernel asked for the device back"), bar.status());
            assertEquals(RegionState.LOST, config.status().state());
            assertEquals("close", vfio.log.getLast());
            fails(Kind.LOST, () -> bar.read(0, AccessWidth.W32));
        }
        open("bar0").close();
    }

    @Test
    void aClosedRegionIsClosed() throws Exception {
        MemoryRegion bar = open("bar0");
        bar.close();
        bar.close();
        fails(Kind.CLOSED, () -> bar.read(0, AccessWidth.W32));
        assertEquals(List.of("open group", "connect 4 x1", "mmap 0 at 0 length 131072", "disable 4", "close"),
                vfio.log);
    }
}
