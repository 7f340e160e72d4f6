// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.memory.Span;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.MemFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class LinuxDmabufsTest {

    private final FakeDevices devices = new FakeDevices();
    private FakeProc proc;
    private LinuxDmabufs dmabufs;

    @BeforeEach
    void makeMachine(@TempDir Path folder) throws IOException {
        proc = new FakeProc(folder);
        dmabufs = new LinuxDmabufs(proc.root(), devices, changed -> { });
    }

    @AfterEach
    void close() {
        dmabufs.close();
    }

    private static BackendException refused(Reason reason, String why, Executable action) {
        BackendException refused = assertThrows(BackendException.class, action);
        assertEquals(why, refused.why());
        assertEquals(reason, refused.reason());
        return refused;
    }

    private static BarExport wish(int bar, Span... ranges) {
        return new BarExport(FakeDevices.DEVICE, bar, List.of(ranges), "", true);
    }

    @Test
    void whatCannotBeExportedIsRefusedBeforeTheDeviceIsOpened() {
        refused(Reason.USAGE, "bar1 is a range of I/O ports, and only memory can be a DMABUF",
                () -> dmabufs.export(wish(1), true));
        refused(Reason.USAGE, "bar2 has 256 bytes, less than one page of " + HostSystem.pageSize()
                + ", and a DMABUF is made of whole pages", () -> dmabufs.export(wish(2), true));
        refused(Reason.NOT_FOUND, "the device has no BAR 5", () -> dmabufs.export(wish(5), true));
        refused(Reason.USAGE, "the range 0x1+0x1000 does not begin at a page of 0x"
                + Integer.toHexString(HostSystem.pageSize()) + " bytes",
                () -> dmabufs.export(wish(0, new Span(1, 0x1000)), true));
        assertEquals(List.of(), devices.calls);
    }

    @Test
    void aRefusalOfTheKernelIsExplainedAndTheDeviceGivenUp() {
        refused(Reason.REFUSED, "this kernel cannot export BARs as DMABUFs (ENOTTY)",
                () -> dmabufs.export(wish(0), false));
        assertEquals(List.of("open 0000:00:04.0", "export 0 [READ_WRITE] [DmaRange[offset=0, length=65536]]", "close"),
                devices.calls);
        devices.refusal = Errno.EOPNOTSUPP;
        refused(Reason.REFUSED, "the driver vfio-pci does not export BARs (EOPNOTSUPP)",
                () -> dmabufs.export(wish(0), true));
        devices.refusal = Errno.EBUSY;
        refused(Reason.FAILED, "bar0 is claimed by another driver (EBUSY)", () -> dmabufs.export(wish(0), true));
        assertEquals(3, devices.calls.stream().filter("close"::equals).count());
    }

    @Test
    void sourcesThatCannotBeUsedSayWhy() throws IOException {
        List<DmabufSource> none = dmabufs.sources();
        assertEquals(List.of("udmabuf"), none.stream().map(DmabufSource::id).toList());
        assertTrue(none.getFirst().refusal().orElseThrow().endsWith(
                "udmabuf is not there; load the module: modprobe udmabuf"));
        refused(Reason.NOT_FOUND, "there is no 'system' to make it from", () -> dmabufs.create("system", 4096, ""));
        Files.createDirectories(proc.root().dev().resolve("dma_heap"));
        Files.writeString(proc.root().dev().resolve("dma_heap/system"), "");
        assertEquals(List.of("udmabuf", "system"), dmabufs.sources().stream().map(DmabufSource::id).toList());
        refused(Reason.USAGE, "its size must be a multiple of the page size, " + HostSystem.pageSize()
                + " bytes, above 0", () -> dmabufs.create("system", 5, ""));
        refused(Reason.USAGE, "the name has 40 bytes, and the kernel keeps 31",
                () -> dmabufs.create("system", 4096, "n".repeat(40)));
    }

    @Test
    void whatNamesNoBufferIsExplained() throws Exception {
        refused(Reason.NOT_FOUND, "no process holds a DMABUF with this inode", () -> open("dmabuf:4711"));
        refused(Reason.USAGE, "'edu' names no DMABUF", () -> open("dmabuf:edu"));
        try (MemFile memory = MemFile.create("x", 4096)) {
            String name = ProcessHandle.current().pid() + "/" + memory.descriptor().number();
            BackendException refused = assertThrows(BackendException.class, () -> open("dmabuf:" + name));
            // A sandbox may keep a process from copying even its own.
            assertTrue(refused.why().endsWith(" is no DMABUF") || refused.why().contains("may not copy")
                    || refused.why().contains("sandbox"), refused::getMessage);
        }
        proc.process(999_999_998, "gone").maps(999_999_998, "1000-2000 rw-s 00000000 00:0d 42 /dmabuf:x");
        refused(Reason.REFUSED, "process 999999998 (gone) only maps it and has no descriptor left to copy",
                () -> open("dmabuf:42"));
        proc.dmabuf(999_999_998, 5, 42, 4096, 1, "udmabuf", "");
        refused(Reason.NOT_FOUND, "there is no process 999999998", () -> open("dmabuf:42"));
        BackendException route = assertThrows(BackendException.class, () -> dmabufs.open(RegionUri.parse("dmabuf:42"),
                OpenOptions.readOnly().withRoute("sysfs")));
        assertEquals("there is no route 'sysfs' to it", route.why());
    }

    private void open(String uri) throws BackendException {
        dmabufs.open(RegionUri.parse(uri), OpenOptions.readOnly()).close();
    }

    @Test
    void addressSpacesNeedIommufd() {
        AddressSpaces spaces = dmabufs.addressSpaces().orElseThrow();
        assertTrue(spaces.refusal().orElseThrow().contains("iommu is not there; it takes one with CONFIG_IOMMUFD"));
        BackendException refused = assertThrows(BackendException.class, () -> spaces.map(new IommuMapping.Wish(
                FakeDevices.DEVICE, RegionUri.parse("dmabuf:42"), 0, OptionalLong.empty(), OptionalLong.empty(), true),
                true));
        assertEquals(Reason.REFUSED, refused.reason());
        assertEquals(List.of(), spaces.mappings());
    }

    @Test
    void theRegionsOfOthersHaveAThreadOfTheirOwn() {
        assertEquals("dmabuf:42", dmabufs.device(RegionUri.parse("dmabuf:42")));
        assertEquals(List.of(), dmabufs.held());
        assertEquals(Optional.empty(), dmabufs.list().dmabufs().stream().findFirst());
    }
}
