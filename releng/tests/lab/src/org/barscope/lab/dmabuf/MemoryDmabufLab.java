// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.barscope.backend.linux.LinuxBackendFactory;
import org.barscope.cli.LabCommand;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.DmabufServer;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.DmabufSource;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.Reception;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionKind;
import org.barscope.lab.guest.Guest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** DMABUFs of plain memory: made here, seen and opened in other processes, sent and received. */
class MemoryDmabufLab {

    private Backend backend;
    private DmabufService dmabufs;

    @BeforeEach
    void start() throws BackendException {
        backend = new LinuxBackendFactory().create();
        dmabufs = backend.dmabufs().orElseThrow();
    }

    @AfterEach
    void stop() {
        backend.close();
    }

    private Optional<DmabufRecord> listed(long inode) {
        return dmabufs.list().dmabufs().stream().filter(d -> d.inode() == inode).findFirst();
    }

    @Test
    void buffersFromEverySourceAreListedAsOursMappedAndGone() throws Exception {
        List<DmabufSource> sources = dmabufs.sources();
        assertTrue(sources.stream().anyMatch(s -> s.id().equals("udmabuf") && s.refusal().isEmpty()),
                sources::toString);
        assertTrue(sources.stream().anyMatch(s -> s.id().equals("system") && s.refusal().isEmpty()),
                sources::toString);
        for (DmabufSource source : sources.stream().filter(s -> s.refusal().isEmpty()).toList()) {
            long inode;
            try (HeldDmabuf held = dmabufs.create(source.id(), 8192, "lab " + source.id())) {
                inode = held.record().inode();
                DmabufRecord seen = listed(inode).orElseThrow();
                assertEquals("lab " + source.id(), seen.name());
                assertEquals(8192, seen.size());
                assertEquals(List.of(new Owner((int) ProcessHandle.current().pid(), "java", held.fd())),
                        seen.owners());
                assertEquals(Optional.empty(), held.unmappable());
                readsBackWhatIsWritten(held);
                held.rename("renamed");
                assertEquals("renamed", listed(inode).orElseThrow().name());
            }
            assertEquals(Optional.empty(), listed(inode), source.id());
        }
    }

    private void readsBackWhatIsWritten(HeldDmabuf held) throws Exception {
        try (MemoryRegion writable = backend.open(held.uri(), OpenOptions.readWrite());
                MemoryRegion other = backend.open(held.uri(), OpenOptions.readOnly())) {
            assertEquals(RegionKind.MEMORY, other.info().kind());
            assertEquals("dmabuf", other.info().route().id());
            assertEquals(0, other.read(4096, AccessWidth.W64));
            writable.write(4096, AccessWidth.W64, 0x1122334455667788L);
            assertEquals(0x1122334455667788L, other.read(4096, AccessWidth.W64));
            byte[] block = {1, 2, 3, 4, 5};
            writable.writeBlock(11, block, 0, 5);
            byte[] got = new byte[5];
            assertEquals(5, other.readBlock(11, got, 0, 5));
            assertArrayEquals(block, got);
        }
    }

    /** In one, because another JVM takes long to start in the guest. */
    @Test
    void anotherProgramsBufferIsSeenLiveSentHandedOutAndOutlivesIt() throws Exception {
        BlockingQueue<List<DmabufRecord>> told = new LinkedBlockingQueue<>();
        try (Registration listening = backend.listen(change -> {
            if (change instanceof InventoryChange.DmabufsChanged changed) {
                told.add(changed.dmabufs());
            }
        }); Other other = Other.start()) {
            String[] words = other.answer().split(" ");
            long inode = Long.parseLong(words[0]);
            Owner owner = new Owner(other.pid(), "java", Integer.parseInt(words[1]));
            awaitOwners(told, inode, List.of(owner));
            isListed(inode, owner);
            receives(other, inode);
            handsOut(other);
            try (MemoryRegion live = backend.open(RegionUri.parse("dmabuf:" + inode), OpenOptions.readOnly());
                    MemoryRegion byNumber = backend.open(RegionUri.parse("dmabuf:" + other.pid() + "/" + owner.fd()),
                            OpenOptions.readOnly())) {
                assertEquals("mmap of the DMABUF of process " + other.pid() + " (java)", live.info().route().label());
                assertEquals(0xcafe0001L, live.read(0, AccessWidth.W32));
                assertEquals("written", other.ask("write 0x5eed0002"));
                assertEquals(0x5eed0002L, live.read(0, AccessWidth.W32));
                assertEquals(0x5eed0002L, byNumber.read(0, AccessWidth.W32));

                other.close();
                List<DmabufRecord> after = awaitOwners(told, inode, null);
                assertTrue(after.stream().filter(d -> d.inode() == inode).flatMap(d -> d.owners().stream())
                        .noneMatch(o -> o.pid() == other.pid()), after::toString);
                assertEquals(0x5eed0002L, live.read(0, AccessWidth.W32), "our copy keeps the memory");
            }
            assertEquals(Optional.empty(), listed(inode), "the last descriptor and mapping are gone");
        }
    }

    private void isListed(long inode, Owner owner) {
        DmabufRecord seen = listed(inode).orElseThrow();
        assertEquals(Other.NAME, seen.name());
        assertEquals("udmabuf", seen.exporter());
        assertEquals(Other.SIZE, seen.size());
        assertEquals(List.of(owner), seen.owners());
        String line = "pid " + owner.pid() + " java, fd " + owner.fd();
        assertTrue(LabCommand.run("dmabufs").ok().contains(line));
        assertTrue(LabCommand.run("dmabufs", "--json").ok().contains("\"pid\" : " + owner.pid()));
        assertTrue(LabCommand.run("dump", "dmabuf:" + inode, "--cell", "32").ok().contains("cafe0001"));
    }

    /** What the program sends is received, and what is no DMABUF is refused. */
    private void receives(Other other, long inode) throws Exception {
        Path socket = Files.createTempDirectory("lab").resolve("in.sock");
        try (DmabufReceiver receiver = dmabufs.receive(socket)) {
            assertEquals("sent", other.ask("send " + socket));

            Reception got = receiver.next(Duration.ofSeconds(60)).orElseThrow();

            assertEquals(other.pid(), got.pid());
            assertEquals("java", got.command());
            assertEquals("frame 7", got.text());
            assertEquals(List.of("descriptor 1 is no DMABUF but the memfd 'other'; make a DMABUF of it with "
                    + "/dev/udmabuf and send that"), got.refusals());
            try (HeldDmabuf held = got.dmabufs().getFirst()) {
                assertEquals(inode, held.record().inode());
                assertEquals(Other.SIZE, held.record().size());
                assertEquals(HeldDmabuf.Origin.RECEIVED, held.origin());
                assertEquals(List.of(held), dmabufs.held());
                assertEquals(2, held.refresh().owners().size());
            }
            assertEquals(List.of(), dmabufs.held());
        }
        assertTrue(Files.notExists(socket));
    }

    /** A buffer is handed to every program that asks. */
    private void handsOut(Other other) throws Exception {
        Path socket = Files.createTempDirectory("lab").resolve("out.sock");
        try (HeldDmabuf held = dmabufs.create("system", 4096, "handed out");
                DmabufServer server = dmabufs.serve(held, socket)) {
            for (int i = 1; i <= 2; i++) {
                assertEquals("4096 system handed out dmabuf size=0x1000", other.ask("take " + socket));
            }
            Guest.await("both are counted", Duration.ofSeconds(20), () -> server.served() == 2);
            assertTrue(held.history().getLast().endsWith("sent to process " + other.pid() + " (java)"));
        }
        assertTrue(Files.notExists(socket));
    }

    /** Waits until a buffer has these owners, or, for null, until the one it had is gone. */
    private static List<DmabufRecord> awaitOwners(BlockingQueue<List<DmabufRecord>> told, long inode,
            List<Owner> wanted) throws InterruptedException {
        while (true) {
            List<DmabufRecord> now = told.poll(60, TimeUnit.SECONDS);
            assertTrue(now != null, "nothing was told");
            List<Owner> owners = now.stream().filter(d -> d.inode() == inode).flatMap(d -> d.owners().stream())
                    .toList();
            if (wanted == null ? owners.stream().allMatch(o -> o.pid() == ProcessHandle.current().pid())
                    : owners.equals(wanted)) {
                return now;
            }
        }
    }

    @Test
    void whatIsThereNoMoreIsExplained() throws Exception {
        RegionUri gone;
        try (HeldDmabuf held = dmabufs.create("system", 4096, "")) {
            gone = held.uri();
        }
        BackendException refused = assertThrows(BackendException.class,
                () -> backend.open(gone, OpenOptions.readOnly()));
        assertEquals("cannot open " + gone + ": no process holds a DMABUF with this inode; 'barscope dmabufs' lists "
                + "all", refused.getMessage());
        BackendException odd = assertThrows(BackendException.class, () -> dmabufs.create("udmabuf", 5000, ""));
        assertEquals(BackendException.Reason.USAGE, odd.reason());
    }
}
