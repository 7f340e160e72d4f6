// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.dmabuf.DmabufListing;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.HostSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmabufScannerTest {

    private static final String NO_DEBUGFS = "attachments are unknown: ";

    private FakeProc proc;
    private DmabufScanner scanner;

    @BeforeEach
    void makeProc(@TempDir Path folder) throws IOException {
        proc = new FakeProc(folder);
        scanner = new DmabufScanner(proc.root());
    }

    private static DmabufRecord one(DmabufListing listing) {
        assertEquals(1, listing.dmabufs().size(), listing::toString);
        return listing.dmabufs().getFirst();
    }

    @Test
    void aBufferSharedByProcessesIsOneWithAllItsOwners() throws IOException {
        proc.process(100, "render").dmabuf(100, 5, 42, 0x10000, 3, "udmabuf", "frame")
                .dmabuf(100, 7, 42, 0x10000, 3, "udmabuf", "frame").file(100, 1, "/dev/null");
        proc.process(99, "show it").dmabuf(99, 12, 42, 0x10000, 3, "udmabuf", "frame");
        proc.process(98, "other").file(98, 3, "socket:[17]").file(98, 4, "/tmp/dmabuf:frame");

        DmabufRecord found = one(scanner.scan(false));

        assertEquals(List.of(new Owner(99, "show it", 12), new Owner(100, "render", 5), new Owner(100, "render", 7)),
                found.owners());
        assertEquals("frame", found.name());
        assertEquals(0x10000, found.size());
        assertEquals("udmabuf", found.exporter());
        assertEquals("dmabuf:42", found.uri().toString());
        assertEquals(Optional.empty(), found.device());
    }

    @Test
    void aMappingWithoutADescriptorIsAnOwnerToo() throws IOException {
        String line = "7f0000000000-7f0000002000 rw-s 00001000 00:0d 42                        /dmabuf:frame buffer";
        proc.process(100, "map only").maps(100, "00400000-00401000 r-xp 00000000 08:01 9 /bin/x", line, line);
        proc.process(101, "has fd").dmabuf(101, 5, 7, 4096, 1, "system", "");

        assertEquals(List.of(7L), scanner.scan(false).dmabufs().stream().map(DmabufRecord::inode).toList(),
                "a quick look follows hints only");
        DmabufListing thorough = scanner.scan(true);

        DmabufRecord mapped = thorough.dmabufs().get(1);
        assertEquals(42, mapped.inode());
        assertEquals("frame buffer", mapped.name());
        assertEquals(0x3000, mapped.size(), "as far as it is mapped");
        assertEquals(List.of(new Owner(100, "map only", -1)), mapped.owners());
    }

    @Test
    void aReferenceThatNoDescriptorExplainsIsLookedForInTheMaps() throws IOException {
        proc.process(100, "a").dmabuf(100, 5, 42, 8192, 2, "udmabuf", "");
        proc.process(101, "b").maps(101, "7f0000000000-7f0000002000 rw-s 00000000 00:0d 42 /dmabuf:");

        assertEquals(List.of(new Owner(100, "a", 5), new Owner(101, "b", -1)), one(scanner.scan(false)).owners());
    }

    @Test
    void debugfsAddsAttachmentsAndWhatNobodyHolds() throws IOException {
        proc.process(100, "a").dmabuf(100, 5, 42, 8192, 1, "udmabuf", "x");
        proc.bufInfo("00008192\t00000002\t00080007\t00000001\tudmabuf\t00000042\tx\n\tAttached Devices:\n\tedu0\n"
                + "Total 1 devices attached\n\n"
                + "00004096\t00000002\t00080007\t00000001\tsystem\t00000043\t<none>\n\tAttached Devices:\n");

        DmabufListing listing = scanner.scan(false);

        assertEquals(List.of(), listing.problems());
        assertEquals(List.of("edu0"), listing.dmabufs().get(0).attachments());
        assertEquals(List.of(), listing.dmabufs().get(1).owners());
        assertEquals("system", listing.dmabufs().get(1).exporter());
    }

    @Test
    void theDeviceOfABarIsReadFromTheNameThatItsMappingHas() throws IOException {
        proc.process(100, "a").dmabuf(100, 5, 1, 4096, 1, "vfio_pci_core", "vfio3:0000:00:04.0/2")
                .dmabuf(100, 6, 2, 4096, 1, "vfio_pci_core", "0000:00:05.0/bar0")
                .dmabuf(100, 7, 3, 4096, 1, "udmabuf", "0000:00:05.0/bar0")
                .dmabuf(100, 8, 4, 4096, 1, "vfio_pci_core", "registers");

        List<DmabufRecord> found = scanner.scan(false).dmabufs();

        assertEquals(Optional.of(PciAddress.parse("0000:00:04.0")), found.get(0).device());
        assertEquals(OptionalInt.of(2), found.get(0).bar());
        assertEquals(Optional.of(PciAddress.parse("0000:00:05.0")), found.get(1).device());
        assertEquals(Optional.empty(), found.get(2).device(), "anybody can choose such a name");
        assertEquals(Optional.empty(), found.get(3).device());
    }

    @Test
    void whatMayNotBeLookedAtIsCounted() throws IOException {
        assumeTrue(HostSystem.effectiveUserId() != 0, "root may look at everything");
        proc.process(100, "a").process(101, "b");
        Files.setPosixFilePermissions(proc.process(101).resolve("fd"), PosixFilePermissions.fromString("---------"));

        List<String> problems = scanner.scan(true).problems();

        assertEquals("1 process could not be looked at: permission denied; run as root to see all DMABUFs",
                problems.getFirst());
    }

    @Test
    void aMissingDebugfsIsSaid() throws IOException {
        proc.process(100, "a");

        List<String> problems = scanner.scan(true).problems();

        assertEquals(1, problems.size());
        assertEquals(NO_DEBUGFS, problems.getFirst().substring(0, NO_DEBUGFS.length()));
    }

    @Test
    void linesAndFilesThatMakeNoSenseAreNoBuffers() throws IOException {
        proc.process(100, "a").file(100, 3, "/dmabuf:not really")
                .maps(100, "/dmabuf:", "zz-yy rw-s 0 00:0d 42 /dmabuf:x", "1000-2000 rw-s 0 00:0d 4x /dmabuf:y",
                        "1000-2000 rw-s 00000000 00:0d 42 /srv/x/dmabuf: /dmabuf:z");
        Files.delete(proc.process(100).resolve("fdinfo/3"));

        assertEquals(List.of(), scanner.scan(true).dmabufs());
    }
}
