// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.region;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.linux.libc.HostSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SysfsRegionsTest {

    private static final String ADDRESS = "0000:02:00.0";
    private static final String BARS =
            // BAR 0: 128 KiB of registers; BAR 2: I/O ports; BAR 3: 256 bytes inside a page; BAR 4: prefetchable.
            "0x00000000fe900000 0x00000000fe91ffff 0x0000000000040200\n"
            + "0x0000000000000000 0x0000000000000000 0x0000000000000000\n"
            + "0x000000000000c000 0x000000000000c01f 0x0000000000040101\n"
            + "0x00000000fe921300 0x00000000fe9213ff 0x0000000000040200\n"
            + "0x0000007fe0000000 0x0000007fe0000fff 0x000000000014220c\n"
            + "0x0000000000000000 0x0000000000000000 0x0000000000000000\n"
            + "0x00000000fe940000 0x00000000fe97ffff 0x0000000000046200\n";

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private FakeSysfs.Device device;
    private SysfsRegions regions;

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
        device = fake.device(ADDRESS).resources(BARS);
        regions = new SysfsRegions(fake.root(), fake.scanner());
    }

    private Path resource(int bar, long size) throws IOException {
        Path file = device.home().resolve("resource" + bar);
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(size);
        }
        return file;
    }

    private static void put(Path file, long offset, int... bytes) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            content.seek(offset);
            for (int value : bytes) {
                content.write(value);
            }
        }
    }

    private MemoryRegion open(String region) throws BackendException {
        return open(region, OpenOptions.readOnly());
    }

    private MemoryRegion open(String region, OpenOptions options) throws BackendException {
        return regions.open(RegionUri.parse("pci:" + ADDRESS + "/" + region), options);
    }

    private BackendException refused(String region, OpenOptions options) {
        BackendException problem = assertThrows(BackendException.class, () -> open(region, options).close());
        assertTrue(problem.getMessage().startsWith("cannot open pci:" + ADDRESS + "/" + region + ": "),
                problem::getMessage);
        assertFalse(problem.getMessage().contains("\n"));
        return problem;
    }

    private BackendException refused(String region) {
        return refused(region, OpenOptions.readOnly());
    }

    private static void fails(Kind kind, Executable access) {
        AccessException problem = assertThrows(AccessException.class, access);
        assertEquals(kind, problem.kind(), problem::getMessage);
    }

    @Test
    void configurationSpaceIsReadInUnits() throws Exception {
        try (MemoryRegion config = open("config")) {
            assertEquals(RegionKind.CONFIG, config.info().kind());
            assertEquals(256, config.info().size());
            assertFalse(config.info().writable());
            assertEquals("sysfs", config.info().route().id());
            assertEquals(ReadPolicy.SAFE, config.info().access().defaultPolicy());
            assertEquals(0x10d38086L, config.read(0, AccessWidth.W32));
            assertEquals(0x10d3, config.read(2, AccessWidth.W16));
            assertEquals(0x10, config.read(3, AccessWidth.W8));
            fails(Kind.MISALIGNED, () -> config.read(2, AccessWidth.W32));
            fails(Kind.OUT_OF_RANGE, () -> config.read(256, AccessWidth.W8));
            fails(Kind.OUT_OF_RANGE, () -> config.read(-4, AccessWidth.W32));
            fails(Kind.WIDTH, () -> config.read(0, AccessWidth.W64));
            fails(Kind.WIDTH, () -> config.readBlock(0, new byte[4], 0, 4));
            fails(Kind.NOT_WRITABLE, () -> config.write(4, AccessWidth.W16, 0));
            assertEquals(RegionStatus.LIVE, config.status());
        }
    }

    @Test
    void configurationSpaceIsReadBesideADriverAndByAnybody() throws Exception {
        device.driver("e1000e").config(new byte[64]);
        try (MemoryRegion config = open("config")) {
            assertEquals(64, config.info().size());
            fails(Kind.OUT_OF_RANGE, () -> config.read(64, AccessWidth.W32));
        }
    }

    @Test
    void aBarIsMapped() throws Exception {
        Path file = resource(0, 0x20000);
        put(file, 0x1fffc, 1, 2, 3, 4);
        try (MemoryRegion bar = open("bar0")) {
            assertEquals(RegionKind.MMIO, bar.info().kind());
            assertEquals(0x20000, bar.info().size());
            assertEquals(0xfe900000L, bar.info().busAddress().orElseThrow());
            assertEquals(ReadPolicy.ASK, bar.info().access().defaultPolicy(), "nothing is known about its registers");
            assertEquals(0x04030201L, bar.read(0x1fffc, AccessWidth.W32));
            assertEquals(0x0403020100000000L, bar.read(0x1fff8, AccessWidth.W64));
            put(file, 0, 0x5a);
            assertEquals(0x5a, bar.read(0, AccessWidth.W8));
            fails(Kind.OUT_OF_RANGE, () -> bar.read(0x20000, AccessWidth.W8));
            fails(Kind.NOT_WRITABLE, () -> bar.write(0, AccessWidth.W32, 1));
            fails(Kind.WIDTH, () -> bar.readBlock(0, new byte[4], 0, 4));
        }
    }

    @Test
    void aBarInsideAPageBeginsWhereItsAddressSays() throws Exception {
        int inside = (int) (0xfe921300L & HostSystem.pageSize() - 1);
        put(resource(3, HostSystem.pageSize()), inside, 0x11, 0x22, 0x33, 0x44);
        try (MemoryRegion bar = open("bar3")) {
            assertEquals(256, bar.info().size());
            assertEquals(0x44332211L, bar.read(0, AccessWidth.W32));
            assertEquals(0, bar.read(0xfc, AccessWidth.W32));
            fails(Kind.OUT_OF_RANGE, () -> bar.read(0x100, AccessWidth.W32));
        }
    }

    @Test
    void prefetchableRegistersAreAskedForLikeAnyOthers() throws Exception {
        resource(4, 4096);
        assertEquals(ReadPolicy.ASK, policy("bar4"), "network cards mark their registers prefetchable too");
        device.with("class", "0x030000");
        assertEquals(ReadPolicy.ASK, policy("bar4"), "too small for a frame buffer");
    }

    @Test
    void onlyAFrameBufferIsReadFreely() throws Exception {
        device.with("class", "0x030000").resources(
                "0x00000000e0000000 0x00000000e0ffffff 0x0000000000042208\n"
                + "0x00000000e1000000 0x00000000e1ffffff 0x0000000000040200\n");
        resource(0, 16 << 20);
        resource(1, 16 << 20);
        assertEquals(ReadPolicy.SAFE, policy("bar0"));
        assertEquals(ReadPolicy.ASK, policy("bar1"), "not prefetchable, so these are registers");
        device.with("class", "0x020000");
        assertEquals(ReadPolicy.ASK, policy("bar0"), "a network card has no frame buffer");
    }

    private ReadPolicy policy(String region) throws BackendException {
        try (MemoryRegion bar = open(region)) {
            return bar.info().access().defaultPolicy();
        }
    }

    @Test
    void theBetterRouteIsNamedWithWhyItWasNotTaken() throws Exception {
        resource(0, 0x20000);
        resource(2, 32);
        for (String region : List.of("bar0", "bar2")) {
            try (MemoryRegion bar = open(region)) {
                assertEquals(List.of(new Route.Refusal("vfio", "the device is not bound to vfio-pci")),
                        bar.info().route().refused());
            }
        }
        device.driver("vfio-pci");
        try (MemoryRegion bar = open("bar0", new OpenOptions(false, true, Optional.empty()))) {
            assertEquals(List.of(new Route.Refusal("vfio", "it is read through sysfs by the user's choice, "
                    + "which does not reset the device")),
                    bar.info().route().refused());
        }
    }

    @Test
    void aDeviceOfVfioIsNotWrittenBesideIt() throws Exception {
        resource(0, 0x20000);
        device.driver("vfio-pci");
        BackendException writing = refused("bar0", new OpenOptions(true, true, Optional.empty()));
        assertEquals(Reason.REFUSED, writing.reason());
        assertEquals("sysfs is for looking only", writing.why());
        assertEquals("open it through VFIO to write to it", writing.remedy());
    }

    @Test
    void portsAreReadByPosition() throws Exception {
        put(resource(2, 32), 4, 0xaa, 0xbb);
        try (MemoryRegion ports = open("bar2")) {
            assertEquals(32, ports.info().size());
            assertEquals(0xbbaa, ports.read(4, AccessWidth.W16));
            assertEquals(AccessWidth.W8, ports.info().access().defaultWidth());
            assertEquals(ReadPolicy.ASK, ports.info().access().defaultPolicy());
            fails(Kind.WIDTH, () -> ports.read(0, AccessWidth.W64));
            assertEquals(RegionStatus.LIVE, ports.status());
        }
    }

    @Test
    void aDriversDeviceOpensOnlyOnAnExplicitChoiceAndReadOnly() throws Exception {
        resource(0, 0x20000);
        device.driver("e1000e");
        BackendException owned = refused("bar0");
        assertEquals(Reason.DRIVER_OWNED, owned.reason());
        assertTrue(owned.why().contains("'e1000e' owns the device"), owned::getMessage);
        assertTrue(owned.remedy().contains("beside the driver"), owned::getMessage);
        try (MemoryRegion bar = open("bar0", new OpenOptions(false, true, Optional.empty()))) {
            assertEquals(0, bar.read(0, AccessWidth.W32));
        }
        assertEquals(Reason.REFUSED, refused("bar0", new OpenOptions(true, true, Optional.empty())).reason());
    }

    @Test
    void sysfsIsForLooking() throws Exception {
        resource(0, 0x20000);
        BackendException problem = refused("bar0", OpenOptions.readWrite());
        assertEquals(Reason.REFUSED, problem.reason());
        assertEquals("sysfs is for looking only; give the device to VFIO to write to it",
                problem.why() + "; " + problem.remedy());
    }

    @Test
    void aDeviceThatDoesNotDecodeIsNotRead() throws Exception {
        resource(0, 0x20000);
        resource(2, 32);
        byte[] config = new byte[256];
        config[4] = 1;
        device.config(config);
        assertEquals("memory decoding is off, so every read would be ones", refused("bar0").why());
        open("bar2").close();
        config[4] = 2;
        device.config(config);
        assertEquals("I/O decoding is off, so every read would be ones", refused("bar2").why());
        open("bar0").close();
    }

    @Test
    void aVirtualFunctionHasNeitherDecodingBitsNorIdsOfItsOwn() throws Exception {
        byte[] config = new byte[256];
        Arrays.fill(config, 0, 4, (byte) 0xff);
        device.config(config).link("physfn", fake.device("0000:01:00.0"));
        put(resource(0, 0x20000), 0, 0xff, 0xff, 0xff, 0xff);
        try (MemoryRegion bar = open("bar0")) {
            assertEquals(0xffffffffL, bar.read(0, AccessWidth.W32));
            assertEquals(RegionStatus.LIVE, bar.checkPresence());
        }
    }

    @Test
    void aDeviceThatAnswersOnesInConfigurationSpaceIsLost() throws Exception {
        resource(0, 0x20000);
        List<RegionState> heard = new ArrayList<>();
        try (MemoryRegion bar = open("bar0")) {
            bar.listen(status -> heard.add(status.state()));
            assertEquals(RegionStatus.LIVE, bar.checkPresence());
            byte[] gone = new byte[256];
            Arrays.fill(gone, (byte) 0xff);
            device.config(gone);
            assertEquals(RegionState.LOST, bar.checkPresence().state());
            fails(Kind.LOST, () -> bar.read(0, AccessWidth.W32));
            assertEquals(List.of(RegionState.LOST), heard);
        }
        assertEquals(List.of(RegionState.LOST, RegionState.CLOSED), heard);
    }

    /** Configuration space with power management at 0x50 behind something unknown at 0x40. */
    private static byte[] withPower(int command, int state) {
        byte[] config = new byte[256];
        byte[] header = {(byte) 0x86, (byte) 0x80, (byte) 0xd3, 0x10, (byte) command, 0, 0x10, 0};
        System.arraycopy(header, 0, config, 0, header.length);
        config[0x34] = 0x40;
        config[0x40] = 0x13;
        config[0x41] = 0x50;
        config[0x50] = 1;
        config[0x54] = (byte) state;
        return config;
    }

    private void revokedWhile(MemoryRegion bar, String reason) throws Exception {
        RegionStatus status = bar.checkPresence();
        assertEquals(new RegionStatus(RegionState.REVOKED, reason), status);
        AccessException refused = assertThrows(AccessException.class, () -> bar.read(0, AccessWidth.W32));
        assertEquals(Kind.FAULTED, refused.kind());
        assertTrue(refused.getMessage().endsWith(": " + reason), refused::getMessage);
        assertEquals(status, bar.status());
    }

    @Test
    void aDeviceThatSleepsIsNotOpened() throws Exception {
        resource(0, 0x20000);
        for (String state : List.of("D1", "D2", "D3hot", "D3cold")) {
            device.with("power_state", state);
            BackendException problem = refused("bar0");
            assertEquals(Reason.REFUSED, problem.reason());
            assertEquals("the device is asleep (" + state + "), so every read would be ones", problem.why());
            open("config").close();
        }
        for (String state : List.of("D0", "unknown")) {
            device.with("power_state", state);
            open("bar0").close();
        }
        device.without("power_state").with("power/runtime_status", "active");
        open("bar0").close();
        device.with("power/runtime_status", "suspended");
        assertEquals("the device is asleep (runtime suspended), so every read would be ones", refused("bar0").why());
        device.with("power/runtime_status", "unsupported").config(withPower(7, 3));
        assertEquals("the device is asleep (D3hot), so every read would be ones", refused("bar0").why());
    }

    @Test
    void configurationSpaceOfASleeperOpensInFullOnRequest() throws Exception {
        byte[] content = withPower(7, 0);
        content[0xf0] = 0x5a;
        device.config(content).with("power/runtime_status", "suspended");
        try (MemoryRegion config = open("config")) {
            assertEquals(256, config.info().size());
            assertEquals(0x5a, config.read(0xf0, AccessWidth.W8), "whoever opens it wants all of it");
            assertEquals(RegionStatus.LIVE, config.checkPresence());
        }
    }

    @Test
    void decodingThatEndsRevokesUntilItIsBack() throws Exception {
        put(resource(0, 0x20000), 0, 0xff, 0xff, 0xff, 0xff);
        put(resource(2, 32), 0, 0xff, 0xff, 0xff, 0xff);
        device.config(withPower(7, 0));
        List<RegionState> heard = new ArrayList<>();
        try (MemoryRegion bar = open("bar0"); MemoryRegion ports = open("bar2")) {
            bar.listen(status -> heard.add(status.state()));
            device.config(withPower(5, 0));
            revokedWhile(bar, "memory decoding is off");
            assertEquals(RegionStatus.LIVE, ports.checkPresence());
            device.config(withPower(6, 0));
            revokedWhile(ports, "I/O decoding is off");
            assertEquals(0xffffffffL, bar.read(0, AccessWidth.W32), "it decodes again, and its register is ones");
            assertEquals(RegionStatus.LIVE, bar.status());
            device.config(withPower(7, 0));
            assertEquals(RegionStatus.LIVE, ports.checkPresence());
        }
        assertEquals(List.of(RegionState.REVOKED, RegionState.LIVE, RegionState.CLOSED), heard);
    }

    @Test
    void sleepRevokesUntilTheDeviceIsAwake() throws Exception {
        resource(0, 0x20000);
        device.config(withPower(7, 0));
        try (MemoryRegion bar = open("bar0")) {
            device.config(withPower(7, 3));
            revokedWhile(bar, "the device is asleep (D3hot)");
            device.config(withPower(7, 1));
            revokedWhile(bar, "the device is asleep (D1)");
            device.config(withPower(7, 0)).with("power_state", "D3cold");
            revokedWhile(bar, "the device is asleep (D3cold)");
            device.with("power_state", "D0").with("power/runtime_status", "suspended");
            revokedWhile(bar, "the device is asleep (runtime suspended)");
            device.with("power/runtime_status", "active");
            assertEquals(0, bar.read(0, AccessWidth.W32));
            assertEquals(RegionStatus.LIVE, bar.status());
        }
    }

    @Test
    void onesInConfigurationSpaceOfASleeperAreNoLoss() throws Exception {
        resource(0, 0x20000);
        byte[] ones = new byte[256];
        Arrays.fill(ones, (byte) 0xff);
        try (MemoryRegion bar = open("bar0"); MemoryRegion config = open("config")) {
            device.config(ones).with("power_state", "D3cold");
            revokedWhile(bar, "the device is asleep (D3cold)");
            revokedWhile(config, "the device is asleep (D3cold)");
            device.config(withPower(7, 0));
            assertEquals(0x10d38086L, config.read(0, AccessWidth.W32), "it may answer before sysfs says so");
            device.with("power_state", "D0");
            assertEquals(RegionStatus.LIVE, bar.checkPresence());
        }
    }

    @Test
    void onesInCommandAndStatusAloneAreNoLoss() throws Exception {
        resource(0, 0x20000);
        byte[] config = new byte[256];
        Arrays.fill(config, 4, 8, (byte) 0xff);
        config[0] = (byte) 0x86;
        try (MemoryRegion bar = open("bar0")) {
            device.config(config);
            assertEquals(RegionStatus.LIVE, bar.checkPresence());
        }
    }

    @Test
    void aMappingThatWasTakenAwayIsNotLiveBecauseTheDeviceIs() throws Exception {
        resource(0, 0x20000);
        try (MemoryRegion bar = open("bar0")) {
            resource(0, 0);
            fails(Kind.FAULTED, () -> bar.read(0x1000, AccessWidth.W32));
            assertEquals(new RegionStatus(RegionState.REVOKED, "the kernel has taken the mapping away"),
                    bar.checkPresence());
            device.with("power_state", "D3hot");
            fails(Kind.FAULTED, () -> bar.read(0x1000, AccessWidth.W32));
            assertEquals("the device is asleep (D3hot)", bar.status().reason());
        }
    }

    @Test
    void aFaultRevokesAndTheNextSuccessRestores() throws Exception {
        Path file = resource(0, 0x20000);
        try (MemoryRegion bar = open("bar0")) {
            resource(0, 0);
            fails(Kind.FAULTED, () -> bar.read(0x1000, AccessWidth.W32));
            assertEquals(RegionState.REVOKED, bar.status().state());
            resource(0, 0x20000);
            put(file, 0x1000, 7);
            assertEquals(7, bar.read(0x1000, AccessWidth.W32));
            assertEquals(RegionStatus.LIVE, bar.status());
        }
    }

    @Test
    void whatTheKernelRefusesToReadIsNotARevocation() throws Exception {
        resource(2, 32);
        try (MemoryRegion ports = open("bar2")) {
            resource(2, 8);
            fails(Kind.IO, () -> ports.read(16, AccessWidth.W16));
            assertEquals(RegionStatus.LIVE, ports.status());
        }
    }

    @Test
    void aClosedRegionSaysSo() throws Exception {
        resource(0, 0x20000);
        for (String name : List.of("bar0", "config")) {
            MemoryRegion region = open(name);
            region.close();
            region.close();
            assertEquals(RegionState.CLOSED, region.status().state());
            fails(Kind.CLOSED, () -> region.read(0, AccessWidth.W32));
            assertEquals(RegionState.CLOSED, region.checkPresence().state());
        }
    }

    @Test
    void theUnknownIsNamed() throws Exception {
        BackendException problem = refused("bar9");
        assertEquals(Reason.NOT_FOUND, problem.reason());
        assertEquals("cannot open pci:" + ADDRESS
                + "/bar9: the device has no region 'bar9'; its regions are bar0, bar2, "
                + "bar3, bar4, rom, config", problem.getMessage());
        assertEquals(Reason.NOT_FOUND, refused("bar1").reason());
        assertEquals(Reason.REFUSED, refused("rom").reason());

        BackendException nobody = assertThrows(BackendException.class,
                () -> regions.open(RegionUri.parse("pci:0000:7f:00.0/config"), OpenOptions.readOnly()));
        assertEquals(Reason.NOT_FOUND, nobody.reason());
        assertEquals("there is no device 0000:7f:00.0", nobody.why());
        BackendException malformed = assertThrows(BackendException.class,
                () -> regions.open(RegionUri.parse("pci:hello/config"), OpenOptions.readOnly()));
        assertEquals(Reason.USAGE, malformed.reason());
        assertEquals(Reason.NOT_FOUND,
                refused("config", new OpenOptions(false, false, Optional.of("dmabuf"))).reason());
        open("config", new OpenOptions(false, false, Optional.of("sysfs"))).close();
    }

    @Test
    void aKernelWithoutTheFileIsNamed() throws Exception {
        BackendException problem = refused("bar0");
        assertEquals(Reason.FAILED, problem.reason());
        assertEquals("this kernel has no resource0 file for it in sysfs", problem.why());
    }

    @Test
    void aFileWithoutMmapIsRefused() throws Exception {
        // What mmap says of a folder is what it says of a file that has none.
        Files.createDirectory(device.home().resolve("resource0"));
        BackendException problem = refused("bar0");
        assertEquals(Reason.REFUSED, problem.reason());
        assertTrue(problem.why().startsWith("the kernel does not let user space map it"), problem::getMessage);
    }

    @Test
    void aFileThatMayNotBeReadIsRefused() throws Exception {
        Path file = resource(0, 0x20000);
        device.locked("resource0");
        assumeFalse(Files.isReadable(file), "this user may read everything");
        BackendException problem = refused("bar0");
        assertEquals(Reason.REFUSED, problem.reason());
        assertTrue(problem.remedy().contains("root"), problem::getMessage);
    }

    @Test
    void configurationSpaceThatCannotBeReadIsNamed() throws Exception {
        device.without("config");
        assertEquals("configuration space cannot be read", refused("config").why());
        assertEquals(Reason.NOT_FOUND, refused("bar0").reason());
    }

    @Test
    void nothingStaysOpenWhateverHappens() throws Exception {
        resource(0, 0x20000);
        resource(2, 32);
        Files.createDirectory(device.home().resolve("resource4"));
        for (int i = 0; i < 100; i++) {
            open("config").close();
            open("bar0").close();
            open("bar2").close();
            refused("bar3");
            refused("bar4");
            refused("rom");
        }
        assertEquals(0, descriptorsBelow(folder));
        assertEquals(0, mappingsBelow(folder));
    }

    private static long descriptorsBelow(Path folder) throws IOException {
        List<Path> descriptors;
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = all.toList();
        }
        long count = 0;
        for (Path descriptor : descriptors) {
            try {
                count += Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath()) ? 1 : 0;
            } catch (IOException closedMeanwhile) {
                continue;
            }
        }
        return count;
    }

    private static long mappingsBelow(Path folder) throws IOException {
        String prefix = folder.toRealPath().toString();
        return Files.readAllLines(Path.of("/proc/self/maps")).stream().filter(line -> line.contains(prefix)).count();
    }
}
