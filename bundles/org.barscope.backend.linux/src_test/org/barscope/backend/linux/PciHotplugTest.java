// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.barscope.backend.linux.discovery.FakeSysfs;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.InventoryChange.DeviceChanged;
import org.barscope.core.inventory.InventoryChange.DeviceGone;
import org.barscope.core.inventory.InventoryChange.MachineChanged;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.pci.PciIds;
import org.barscope.linux.netlink.KernelUevent;
import org.barscope.linux.netlink.UeventNotice;
import org.barscope.linux.netlink.UeventsLost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PciHotplugTest {

    private static final long DEADLINE_SECONDS = 20;

    @TempDir
    private Path folder;

    private FakeSysfs fake;
    private LinuxBackend backend;
    private PciHotplug hotplug;

    @BeforeEach
    void machine() throws Exception {
        fake = new FakeSysfs(folder);
        backend = new LinuxBackend(fake.root(), PciIds.empty());
        hotplug = new PciHotplug("linux", fake.scanner(), backend::discover);
    }

    private static KernelUevent event(String action, String subsystem, String address, Map<String, String> more) {
        return new KernelUevent(action, "/devices/pci0000:00/" + address, subsystem, 1, more);
    }

    private Optional<InventoryChange> change(String action, String address) {
        return hotplug.changeOf(event(action, "pci", address, Map.of("PCI_SLOT_NAME", address, "PCI_CLASS", "20000")));
    }

    @Test
    void aDeviceThatIsThereHasChanged() throws Exception {
        FakeSysfs.Device device = fake.device("0000:02:00.0");
        for (String action : List.of("add", "change", "bind", "unbind", "something-new")) {
            DeviceChanged changed = assertInstanceOf(DeviceChanged.class, change(action, "0000:02:00.0").orElseThrow());
            assertEquals("linux", changed.machine());
            assertEquals(Optional.empty(), changed.device().driver());
        }
        device.driver("e1000e");
        DeviceChanged bound = assertInstanceOf(DeviceChanged.class, change("bind", "0000:02:00.0").orElseThrow());
        assertEquals(Optional.of("e1000e"), bound.device().driver());
    }

    @Test
    void aDeviceThatIsNotThereIsGone() throws Exception {
        FakeSysfs.Device device = fake.device("10000:e1:00.0");
        assertInstanceOf(DeviceChanged.class, change("remove", "10000:e1:00.0").orElseThrow(),
                "it is back by the time the removal is heard");
        fake.remove(device);
        assertEquals(Optional.of(new DeviceGone("linux", PciAddress.parse("10000:e1:00.0"))),
                change("remove", "10000:e1:00.0"));
        assertEquals(Optional.of(new DeviceGone("linux", PciAddress.parse("10000:e1:00.0"))),
                change("add", "10000:e1:00.0"), "it has gone again by the time the addition is heard");
    }

    @Test
    void theAddressIsInThePathWhenTheKernelDoesNotNameIt() throws Exception {
        fake.device("0000:02:00.0");
        assertInstanceOf(DeviceChanged.class,
                hotplug.changeOf(event("add", "pci", "0000:00:01.0/0000:02:00.0", Map.of())).orElseThrow());
    }

    @Test
    void whatIsNotAPciDeviceIsPassedOver() throws Exception {
        fake.device("0000:02:00.0");
        assertEquals(Optional.empty(), hotplug.changeOf(event("add", "net", "0000:02:00.0/net/eth0", Map.of())));
        assertEquals(Optional.empty(), hotplug.changeOf(event("add", "", "0000:02:00.0", Map.of())));
        assertEquals(Optional.empty(), hotplug.changeOf(event("add", "pci", "drivers/e1000e", Map.of())));
        assertEquals(Optional.empty(),
                hotplug.changeOf(event("add", "pci", "0000:02:00.0", Map.of("PCI_SLOT_NAME", "garbage"))));
    }

    @Test
    void lostEventsMeanLookingAtEverything() throws Exception {
        fake.device("0000:02:00.0");
        fake.device("0000:03:00.0");
        MachineChanged changed = assertInstanceOf(MachineChanged.class,
                hotplug.changeOf(new UeventsLost()).orElseThrow());
        assertEquals(2, changed.record().devices().size());
        assertEquals("linux", changed.machine());
    }

    @Test
    void listeningHoldsOneSocketUntilTheLastListenerLeaves() throws Exception {
        long before = sockets();
        Registration first = hotplug.listen(change -> { });
        assumeTrue(hotplug.deaf().isEmpty(), () -> "no kernel uevents here: " + hotplug.deaf().get());
        Registration second = hotplug.listen(change -> { });
        assertEquals(before + 1, sockets());
        first.close();
        first.close();
        assertEquals(before + 1, sockets(), "closing twice must not take away the other's");
        second.close();
        awaitSockets(before);
        for (int i = 0; i < 50; i++) {
            hotplug.listen(change -> { }).close();
        }
        awaitSockets(before);
        hotplug.close();
    }

    @Test
    void aRealChangeIsHeard() throws Exception {
        PciScanner scanner = new PciScanner(SystemRoot.running(), PciIds.empty());
        List<PciDeviceRecord> devices = scanner.devices(new ArrayList<>());
        assumeTrue(!devices.isEmpty(), "no PCI device on this machine");
        PciAddress address = devices.getFirst().address();
        Path trigger = SystemRoot.running().device(address).resolve("uevent");
        assumeTrue(Files.isWritable(trigger), "this user may not trigger uevents");
        PciHotplug real = new PciHotplug("linux", scanner, backend::discover);
        AtomicReference<Throwable> reported = new AtomicReference<>();
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, problem) -> reported.set(problem));
        BlockingQueue<InventoryChange> heard = new LinkedBlockingQueue<>();
        BlockingQueue<InventoryChange> heardByOther = new LinkedBlockingQueue<>();
        IllegalStateException defect = new IllegalStateException("defect of a listener");
        try (Registration broken = real.listen(change -> {
            throw defect;
        }); Registration one = real.listen(heard::add); Registration other = real.listen(heardByOther::add)) {
            assumeTrue(real.deaf().isEmpty(), () -> "no kernel uevents here: " + real.deaf().get());
            trigger(trigger);
            InventoryChange change = awaitChangeOf(heard, address);
            assumeTrue(change != null, "the kernel sends no uevents to this network namespace");
            assertInstanceOf(DeviceChanged.class, change);
            assertNotNull(awaitChangeOf(heardByOther, address), "a listener's defect keeps the next from hearing");
            assertEquals(defect, reported.get());

            one.close();
            heard.clear();
            trigger(trigger);
            assertNotNull(awaitChangeOf(heardByOther, address));
            assertEquals(0, heard.size(), "a closed registration hears nothing");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
            real.close();
        }
    }

    /** The kernel's part, played by the test: a notice is thrown when it is a defect, and null ends it all. */
    private static final class FakeKernel implements PciHotplug.Source {
        private final BlockingQueue<Object> notices = new LinkedBlockingQueue<>();

        void say(Object... all) {
            notices.addAll(List.of(all));
        }

        @Override
        public Optional<UeventNotice> next() {
            try {
                Object notice = notices.take();
                if (notice instanceof RuntimeException defect) {
                    throw defect;
                }
                return notice instanceof UeventNotice said ? Optional.of(said) : Optional.empty();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }

        @Override
        public void close() {
            notices.add("closed");
        }
    }

    private static InventoryChange await(BlockingQueue<InventoryChange> heard) throws InterruptedException {
        InventoryChange change = heard.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(change, "nothing was heard");
        return change;
    }

    @Test
    void aNoticeThatCannotBeHandledDoesNotEndListening() throws Exception {
        fake.device("0000:02:00.0");
        FakeKernel kernel = new FakeKernel();
        PciHotplug one = new PciHotplug("linux", fake.scanner(), () -> {
            throw new IllegalStateException("defect of a rescan");
        }, () -> kernel, Duration.ofMillis(1));
        BlockingQueue<InventoryChange> heard = new LinkedBlockingQueue<>();
        try (Registration registration = one.listen(heard::add)) {
            kernel.say(new UeventsLost(), event("change", "pci", "0000:02:00.0", Map.of()));
            assertInstanceOf(DeviceChanged.class, await(heard));
            assertEquals(Optional.empty(), one.deaf());
        }
        one.close();
        assertEquals(Optional.empty(), one.deaf(), "what was closed on purpose is not deaf");
    }

    @Test
    void anEndOfListeningIsReportedUntilSomebodyListensAgain() throws Exception {
        for (Object end : List.of(new IllegalStateException("defect of a socket"), "ended by itself")) {
            BlockingQueue<FakeKernel> kernels = new LinkedBlockingQueue<>();
            LinuxBackend listening = new LinuxBackend(fake.root(), PciIds.empty(), () -> {
                FakeKernel kernel = new FakeKernel();
                kernels.add(kernel);
                return kernel;
            });
            Registration registration = listening.listen(change -> { });
            assertEquals(List.of(), listening.discover().problems());
            kernels.remove().say(end);
            long deadline = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
            while (listening.discover().problems().isEmpty()) {
                assertTrue(System.nanoTime() < deadline, "nobody says that nothing is heard any more");
                Thread.onSpinWait();
            }
            String problem = listening.discover().problems().getFirst();
            assertTrue(problem.startsWith("changes are not noticed: listening to kernel uevents ended"), problem);
            Diagnosis doctor = listening.diagnose().stream().filter(d -> d.subject().equals("hotplug")).findFirst()
                    .orElseThrow();
            assertEquals(problem, doctor.finding());
            assertEquals(Diagnosis.Level.NOTE, doctor.level());
            Registration again = listening.listen(change -> { });
            assertEquals(List.of(), listening.discover().problems());
            registration.close();
            again.close();
            listening.close();
        }
    }

    @Test
    void anAddedDeviceIsLookedAtAgainWhenItHasItsResources() throws Exception {
        fake.device("0000:02:00.0");
        FakeSysfs.Device late = fake.device("0000:03:00.0");
        FakeKernel kernel = new FakeKernel();
        PciHotplug one = new PciHotplug("linux", fake.scanner(), backend::discover, () -> kernel,
                Duration.ofMillis(1));
        AtomicInteger told = new AtomicInteger();
        BlockingQueue<InventoryChange> heard = new LinkedBlockingQueue<>();
        try (Registration registration = one.listen(change -> {
            if (told.incrementAndGet() == 2) {
                assign(late);
            }
            heard.add(change);
        })) {
            kernel.say(event("add", "pci", "0000:02:00.0", Map.of()), event("add", "pci", "0000:03:00.0", Map.of()));
            List<Integer> bars = new ArrayList<>();
            for (String address : List.of("0000:02:00.0", "0000:03:00.0", "0000:03:00.0")) {
                DeviceChanged changed = assertInstanceOf(DeviceChanged.class, await(heard));
                assertEquals(address, changed.device().address().toString());
                bars.add(changed.device().bars().size());
            }
            assertEquals(List.of(0, 0, 1), bars, "what has not changed is not told of again");
        }
    }

    private static void assign(FakeSysfs.Device device) {
        try {
            device.resources("0x00000000fe900000 0x00000000fe91ffff 0x0000000000040200\n");
        } catch (IOException problem) {
            throw new IllegalStateException(problem);
        }
    }

    @Test
    void closingForgetsWhatWasToBeLookedAtAgain() throws Exception {
        fake.device("0000:02:00.0");
        FakeKernel kernel = new FakeKernel();
        PciHotplug one = new PciHotplug("linux", fake.scanner(), backend::discover, () -> kernel,
                Duration.ofHours(1));
        BlockingQueue<InventoryChange> heard = new LinkedBlockingQueue<>();
        Registration registration = one.listen(heard::add);
        kernel.say(event("add", "pci", "0000:02:00.0", Map.of()));
        await(heard);
        kernel.say(event("change", "pci", "0000:02:00.0", Map.of()));
        await(heard);
        assertTrue(waiting() > 0);
        registration.close();
        long deadline = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
        while (waiting() > 0) {
            assertTrue(System.nanoTime() < deadline, "a thread is left");
            Thread.onSpinWait();
        }
    }

    private static long waiting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(PciHotplug.SETTLING)).count();
    }

    private static void trigger(Path uevent) {
        try {
            Files.writeString(uevent, "change");
        } catch (IOException readOnly) {
            assumeTrue(false, "uevents cannot be triggered here: " + readOnly.getMessage());
        }
    }

    private static InventoryChange awaitChangeOf(BlockingQueue<InventoryChange> heard, PciAddress address)
            throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (true) {
            InventoryChange change = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (change == null || change instanceof DeviceChanged device && device.device().address().equals(address)) {
                return change;
            }
        }
    }

    private static long sockets() throws Exception {
        List<Path> descriptors;
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = all.toList();
        }
        long count = 0;
        for (Path descriptor : descriptors) {
            try {
                count += Files.readSymbolicLink(descriptor).toString().startsWith("socket:") ? 1 : 0;
            } catch (IOException closedMeanwhile) {
                continue;
            }
        }
        return count;
    }

    /** The thread that listens lets go of the socket when it returns from its call. */
    private static void awaitSockets(long expected) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(DEADLINE_SECONDS).toNanos();
        while (sockets() != expected) {
            assertTrue(System.nanoTime() < end, "sockets stay open");
            Thread.onSpinWait();
        }
    }
}
