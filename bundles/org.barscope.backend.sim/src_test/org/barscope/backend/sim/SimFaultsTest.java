// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.barscope.core.memory.AccessWidth.W16;
import static org.barscope.core.memory.AccessWidth.W32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.InventoryChange.BarStatusChanged;
import org.barscope.core.inventory.InventoryChange.DeviceChanged;
import org.barscope.core.inventory.InventoryChange.DeviceGone;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.memory.MemoryFaultException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(60)
class SimFaultsTest {

    private static final RegionStatus RESET = new RegionStatus(RegionState.REVOKED, "the device is being reset");

    private final DemoFixture demo = new DemoFixture();
    private final SimFaults faults = demo.machine.faults();

    @AfterEach
    void switchOff() {
        demo.close();
    }

    private static AccessException refused(AccessException.Kind kind, Executable access) {
        AccessException problem = assertThrows(AccessException.class, access);
        assertEquals(kind, problem.kind(), problem.getMessage());
        return problem;
    }

    private RegionStatus inInventory(PciAddress device, String bar) throws Exception {
        return demo.device(device).bar(bar).orElseThrow().status();
    }

    @Test
    void revokedRegionFaultsForRealAndComesBackWithItsContent() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0"); DemoFixture.Changes changes = demo.changes()) {
            List<RegionStatus> told = new ArrayList<>();
            bar0.listen(told::add);
            bar0.write(0x4_0000, W32, 0x1122_3344L);
            bar0.write(0x4, W32, 1);

            faults.revoke(DemoFixture.EDU, "bar0", RESET.reason());
            assertEquals(RESET, bar0.status());
            assertEquals(RESET, inInventory(DemoFixture.EDU, "bar0"));
            AccessException fault = refused(AccessException.Kind.FAULTED, () -> bar0.read(0x4_0000, W32));
            assertTrue(fault.getCause() instanceof MemoryFaultException, "a SIGBUS, not a flag");
            assertTrue(fault.getMessage().contains(RESET.reason()), fault.getMessage());
            refused(AccessException.Kind.FAULTED, () -> bar0.write(0x4, W32, 2));
            assertEquals(RESET, bar0.status());

            faults.restore(DemoFixture.EDU, "bar0");
            assertEquals(RegionStatus.LIVE, bar0.status());
            assertEquals(0x1122_3344L, bar0.read(0x4_0000, W32));
            assertEquals(0xffff_fffeL, bar0.read(0x4, W32), "the write that faulted never reached the device");
            assertEquals(0xffff_ffffL, bar0.read(0x200, W32));
            assertEquals(List.of(RESET, RegionStatus.LIVE), told);
            changes.await(c -> c.equals(new BarStatusChanged("sim", DemoFixture.EDU, 0, RegionStatus.LIVE)));
            assertEquals(List.<InventoryChange>of(new BarStatusChanged("sim", DemoFixture.EDU, 0, RESET),
                    new BarStatusChanged("sim", DemoFixture.EDU, 0, RegionStatus.LIVE)), changes.seen());
        }
    }

    @Test
    void revokeNobodyWasToldOfIsFoundByTheFirstAccess() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0");
                MemoryRegion other = demo.open(DemoFixture.EDU, "bar0");
                DemoFixture.Changes changes = demo.changes()) {
            faults.revokeUnnoticed(DemoFixture.EDU, "bar0", RESET.reason());
            assertEquals(RegionStatus.LIVE, bar0.status());
            assertEquals(RegionStatus.LIVE, inInventory(DemoFixture.EDU, "bar0"));
            refused(AccessException.Kind.FAULTED, () -> bar0.read(0, W32));
            assertEquals(RESET, bar0.status());
            assertEquals(RESET, other.status());
            assertEquals(RESET, inInventory(DemoFixture.EDU, "bar0"));
            changes.await(c -> c.equals(new BarStatusChanged("sim", DemoFixture.EDU, 0, RESET)));
            refused(AccessException.Kind.FAULTED, () -> bar0.read(0, W32));
            faults.restore(DemoFixture.EDU, "bar0");
            assertEquals(0x0100_00edL, other.read(0, W32));
            changes.await(c -> c.equals(new BarStatusChanged("sim", DemoFixture.EDU, 0, RegionStatus.LIVE)));
            assertEquals(2, changes.seen().size());
        }
    }

    @Test
    void deviceGoesOnWhileItsRegionIsRevoked() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0");
                MemoryRegion config = demo.open(DemoFixture.EDU, "config")) {
            config.write(4, W16, 0x6);
            bar0.write(0x80, W32, 0x10_0000);
            bar0.write(0x88, W32, 0x4_0000);
            bar0.write(0x90, W32, 4);
            bar0.write(0x98, W32, 1);
            faults.revoke(DemoFixture.EDU, "bar0", RESET.reason());
            demo.advanceMillis(1);
            assertEquals(0, demo.device(DemoFixture.EDU).irqs().getFirst().count());
            faults.restore(DemoFixture.EDU, "bar0");
            assertEquals(0x6f6d_6544L, bar0.read(0x4_0000, W32), "\"Demo\", moved while nobody could see it");
        }
    }

    @Test
    void regionOpenedWhileRevokedBecomesLiveLater() throws Exception {
        faults.revoke(DemoFixture.NVME, "bar0", RESET.reason());
        try (MemoryRegion bar0 = demo.open(DemoFixture.NVME, "bar0")) {
            assertEquals(RESET, bar0.status());
            refused(AccessException.Kind.FAULTED, () -> bar0.read(8, W32));
            faults.restore(DemoFixture.NVME, "bar0");
            assertEquals(0x0001_0300L, bar0.read(8, W32));
        }
    }

    @Test
    void truncationTakesOnlyThePartBehindIt() throws Exception {
        try (MemoryRegion vram = demo.open(DemoFixture.GPU, "bar0")) {
            vram.write(0x1000, W32, 0xaaaa_0001L);
            vram.write(0x2000, W32, 0xaaaa_0002L);
            faults.truncate(DemoFixture.GPU, "bar0", 0x2000, "half of it went away");
            assertEquals(RegionStatus.LIVE, vram.status());
            assertEquals(0xaaaa_0001L, vram.read(0x1000, W32));
            refused(AccessException.Kind.FAULTED, () -> vram.read(0x2000, W32));
            refused(AccessException.Kind.FAULTED, () -> vram.read(0x800_0000, W32));
            assertEquals(RegionStatus.LIVE, vram.status());
            byte[] block = new byte[0x4000];
            assertEquals(0x1000, vram.readBlock(0x1000, block, 0, 0x4000), "good up to the cut");
            refused(AccessException.Kind.FAULTED, () -> vram.readBlock(0x2000, block, 0, 16));
            refused(AccessException.Kind.FAULTED, () -> vram.readBlock(0x400_0000, block, 0, 16));
            faults.truncate(DemoFixture.GPU, "bar0", 0x1000, "and more of it");
            refused(AccessException.Kind.FAULTED, () -> vram.read(0x1000, W32));
            faults.restore(DemoFixture.GPU, "bar0");
            assertEquals(0xaaaa_0001L, vram.read(0x1000, W32));
            assertEquals(0xaaaa_0002L, vram.read(0x2000, W32));
            assertEquals(0x4000, vram.readBlock(0x1000, block, 0, 0x4000));
        }
    }

    @Test
    void bigSparseRegionIsRevokedAndRestoredQuickly() throws Exception {
        try (MemoryRegion all = demo.open(DemoFixture.GPU, "bar2")) {
            all.write(0x3_1234_5000L, W32, 0x5a5a_a5a5L);
            byte[] block = new byte[64];
            faults.revoke(DemoFixture.GPU, "bar2", RESET.reason());
            refused(AccessException.Kind.FAULTED, () -> all.readBlock(0x3_1234_5000L, block, 0, 64));
            refused(AccessException.Kind.FAULTED, () -> all.readBlock(0x1_0800_0000L, block, 0, 64));
            faults.restore(DemoFixture.GPU, "bar2");
            assertEquals(0x5a5a_a5a5L, all.read(0x3_1234_5000L, W32));
            assertEquals(64, all.readBlock((16L << 30) - 64, block, 0, 64));
            assertEquals('e', block[32]);
        }
    }

    @Test
    void removedDeviceAnswersAllOnesUntilSomebodyAsksWhetherItIsThere() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0");
                MemoryRegion config = demo.open(DemoFixture.EDU, "config");
                DemoFixture.Changes changes = demo.changes()) {
            assertEquals(RegionStatus.LIVE, bar0.checkPresence());
            faults.remove(DemoFixture.EDU);
            assertEquals(List.of(), demo.backend.discover().devices().stream()
                    .filter(d -> d.address().equals(DemoFixture.EDU)).toList());
            changes.await(c -> c.equals(new DeviceGone("sim", DemoFixture.EDU)));
            assertEquals(0xffff_ffffL, bar0.read(0, W32));
            bar0.write(4, W32, 1);
            assertEquals(0xffff, config.read(0, W16));
            assertEquals(RegionStatus.LIVE, bar0.status());
            assertEquals(RegionState.LOST, bar0.checkPresence().state());
            assertTrue(bar0.status().reason().contains("0xffff"));
            refused(AccessException.Kind.LOST, () -> bar0.read(0, W32));
            refused(AccessException.Kind.LOST, () -> bar0.write(0, W32, 0));

            faults.replug(DemoFixture.EDU);
            DeviceChanged back = (DeviceChanged) changes.await(DeviceChanged.class::isInstance);
            assertEquals(DemoFixture.EDU, back.device().address());
            assertEquals(RegionState.LOST, bar0.checkPresence().state(), "lost is final");
            assertEquals(RegionState.LOST, config.checkPresence().state(), "and this one belongs to the old device");
            try (MemoryRegion fresh = demo.open(DemoFixture.EDU, "bar0")) {
                assertEquals(0x0100_00edL, fresh.read(0, W32));
                assertEquals(0, fresh.read(4, W32), "nothing is left of its old state");
            }
        }
    }

    @Test
    void removedMemoryIsFoundLostByACopy() throws Exception {
        try (MemoryRegion vram = demo.open(DemoFixture.GPU, "bar0")) {
            faults.remove(DemoFixture.GPU);
            refused(AccessException.Kind.LOST, () -> vram.readBlock(0, new byte[4], 0, 4));
            assertEquals(RegionState.LOST, vram.status().state());
        }
    }

    @Test
    void removingAPortTakesWhatIsBehindItAndOnlyThat() throws Exception {
        PciAddress port = PciAddress.parse("0000:00:01.4");
        int before = demo.backend.discover().devices().size();
        try (DemoFixture.Changes changes = demo.changes()) {
            faults.remove(port);
            changes.await(c -> c.equals(new DeviceGone("sim", port)));
            List<PciAddress> gone = changes.seen().stream().map(c -> ((DeviceGone) c).address()).toList();
            assertEquals(4, gone.size());
            assertEquals(port, gone.getLast(), "what sits behind goes first");
            assertEquals(before - 4, demo.backend.discover().devices().size());
            BackendException alone = assertThrows(BackendException.class, () -> faults.replug(DemoFixture.OHCI));
            assertEquals(BackendException.Reason.FAILED, alone.reason());
            faults.replug(port);
            assertEquals(before, demo.backend.discover().devices().size());
        }
    }

    @Test
    void virtualFunctionsGoWithTheirPhysicalOne() throws Exception {
        faults.remove(DemoFixture.PHYSICAL);
        BackendException gone = assertThrows(BackendException.class, () -> demo.open(DemoFixture.VIRTUAL, "bar0"));
        assertEquals(BackendException.Reason.NOT_FOUND, gone.reason());
        faults.replug(DemoFixture.PHYSICAL);
        demo.open(DemoFixture.VIRTUAL, "bar0").close();
    }

    @Test
    void faultsOnWhatIsNotThereAreRefused() {
        BackendException.Reason missing = BackendException.Reason.NOT_FOUND;
        PciAddress nowhere = PciAddress.parse("0000:1f:00.0");
        assertEquals(missing, reason(() -> faults.revoke(nowhere, "bar0", "x")));
        assertEquals(missing, reason(() -> faults.revoke(DemoFixture.EDU, "bar4", "x")));
        assertEquals(missing, reason(() -> faults.revoke(DemoFixture.EDU, "config", "x")));
        assertEquals(missing, reason(() -> faults.remove(nowhere)));
        assertEquals(missing, reason(() -> faults.replug(nowhere)));
        assertEquals(missing, reason(() -> faults.slow(nowhere, Duration.ZERO)));
        assertEquals(BackendException.Reason.USAGE, reason(() -> faults.replug(DemoFixture.EDU)));
        assertEquals(BackendException.Reason.USAGE, reason(() -> faults.slow(DemoFixture.EDU, Duration.ofMillis(-1))));
        assertEquals(BackendException.Reason.USAGE, reason(() -> faults.truncate(DemoFixture.EDU, "bar0", -1, "x")));
    }

    private static BackendException.Reason reason(Executable fault) {
        return assertThrows(BackendException.class, fault).reason();
    }

    @Test
    void slowDeviceAnswersWhenItsTimeHasCome() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0")) {
            faults.slow(DemoFixture.EDU, Duration.ofSeconds(3));
            CompletableFuture<Long> read = async(bar0);
            assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
            demo.advanceMillis(2999);
            assertFalse(read.isDone());
            demo.advanceMillis(1);
            assertEquals(0x0100_00edL, read.get(20, TimeUnit.SECONDS));
            faults.slow(DemoFixture.EDU, Duration.ZERO);
            assertEquals(0x0100_00edL, bar0.read(0, W32));
        }
    }

    @Test
    void slowReadEndsWhenTheRegionIsClosed() throws Exception {
        MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0");
        faults.slow(DemoFixture.EDU, Duration.ofDays(1));
        CompletableFuture<Long> read = async(bar0);
        assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
        bar0.close();
        assertEquals(AccessException.Kind.CLOSED, failure(read).kind());
    }

    @Test
    void slowReadEndsWhenTheDeviceIsRemovedOrFastAgain() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0")) {
            faults.slow(DemoFixture.EDU, Duration.ofDays(1));
            CompletableFuture<Long> read = async(bar0);
            assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
            faults.slow(DemoFixture.EDU, Duration.ZERO);
            assertEquals(0x0100_00edL, read.get(20, TimeUnit.SECONDS));
            faults.slow(DemoFixture.EDU, Duration.ofDays(1));
            read = async(bar0);
            assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
            faults.remove(DemoFixture.EDU);
            assertEquals(0xffff_ffffL, read.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void slowReadCanBeInterrupted() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0")) {
            faults.slow(DemoFixture.EDU, Duration.ofDays(1));
            CompletableFuture<Boolean> flagKept = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                AccessException problem = assertThrows(AccessException.class, () -> bar0.read(0, W32));
                flagKept.complete(Thread.currentThread().isInterrupted() && problem.kind() == AccessException.Kind.IO);
            });
            reader.start();
            assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
            reader.interrupt();
            assertTrue(flagKept.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void slowReadDoesNotHoldUpAnybodyElse() throws Exception {
        try (MemoryRegion edu = demo.open(DemoFixture.EDU, "bar0");
                MemoryRegion nvme = demo.open(DemoFixture.NVME, "bar0")) {
            faults.slow(DemoFixture.EDU, Duration.ofDays(1));
            CompletableFuture<Long> read = async(edu);
            assertTrue(demo.clock.awaitWaiting(1, DemoFixture.PATIENCE));
            assertEquals(0x0001_0300L, nvme.read(8, W32));
            assertEquals(19, demo.backend.discover().devices().size());
            faults.revoke(DemoFixture.EDU, "bar0", RESET.reason());
            faults.slow(DemoFixture.EDU, Duration.ZERO);
            assertEquals(AccessException.Kind.FAULTED, failure(read).kind());
        }
    }

    @Test
    void memoryDecodingAndSleepTakeTheBarsAway() throws Exception {
        try (MemoryRegion bar0 = demo.open(DemoFixture.NVME, "bar0");
                MemoryRegion config = demo.open(DemoFixture.NVME, "config");
                DemoFixture.Changes changes = demo.changes()) {
            config.write(4, W16, 0x0404);
            assertEquals(RegionState.REVOKED, bar0.status().state());
            assertTrue(bar0.status().reason().contains("memory decoding"), bar0.status().reason());
            refused(AccessException.Kind.FAULTED, () -> bar0.read(8, W32));
            changes.await(c -> c instanceof BarStatusChanged b && !b.status().live());
            config.write(4, W16, 0x0406);
            assertEquals(0x0001_0300L, bar0.read(8, W32));
            config.write(0x44, W16, 3);
            assertTrue(bar0.status().reason().contains("D3hot"), bar0.status().reason());
            assertEquals("D3hot", demo.device(DemoFixture.NVME).powerState());
            faults.revoke(DemoFixture.NVME, "bar0", RESET.reason());
            config.write(0x44, W16, 0);
            assertEquals(RESET, bar0.status(), "each reason ends by itself");
            faults.restore(DemoFixture.NVME, "bar0");
            assertEquals(0x0001_0300L, bar0.read(8, W32));
        }
    }

    private static CompletableFuture<Long> async(MemoryRegion region) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                result.complete(region.read(0, W32));
            } catch (AccessException problem) {
                result.completeExceptionally(problem);
            }
        });
        return result;
    }

    private static AccessException failure(CompletableFuture<Long> read) {
        CompletionException problem = assertThrows(CompletionException.class,
                () -> read.orTimeout(20, TimeUnit.SECONDS).join());
        return (AccessException) problem.getCause();
    }
}
