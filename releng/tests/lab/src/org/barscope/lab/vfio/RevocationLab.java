// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.vfio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.barscope.app.Machines;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.ResetKind;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.Sampler;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A region is taken away and given back a thousand times while three readers poll it fifty times a second, one by each
 * route: each reports it as revoked, recovers, and never shows a value that is not the device's.
 */
class RevocationLab {

    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final int MEMORY_OFF = 700;
    private static final int SLEEPS = 200;
    private static final int RESETS = 100;
    private static final long COMMAND = 4;
    private static final long MEMORY_ENABLE = 2;

    private Machines machines;

    @BeforeEach
    void start() {
        machines = Machines.startAll();
    }

    @AfterEach
    void stop() {
        machines.close();
    }

    /** One reader: a session and its sampler. */
    private static final class Reader implements AutoCloseable {
        private final RegionSession session;
        private final Sampler sampler;
        private final long expected;
        private final AtomicLong revoked = new AtomicLong();
        private final AtomicLong live = new AtomicLong();
        private final AtomicReference<String> wrong = new AtomicReference<>();

        Reader(RegionSession session, long offset, long expected) {
            this.session = session;
            this.expected = expected;
            sampler = session.sampler(INTERVAL);
            sampler.access(session.info().access().agreed());
            sampler.listen(snapshot -> look(snapshot, offset));
            sampler.show(List.of(new Span(offset, 4)));
            sampler.resume();
        }

        private void look(RegionSnapshot snapshot, long offset) {
            boolean value = snapshot.stateAt(offset).hasValue();
            long bits = 0;
            for (int i = 3; value && i >= 0; i--) {
                bits = bits << 8 | snapshot.byteAt(offset + i);
            }
            if (value && bits != expected) {
                wrong.set("shown 0x" + Long.toHexString(bits) + " in state " + snapshot.status());
            }
            if (value && snapshot.status().live()) {
                live.incrementAndGet();
            } else if (snapshot.status().state() == RegionState.REVOKED) {
                if (snapshot.stateAt(offset) != UnitState.REVOKED) {
                    wrong.set("state " + snapshot.stateAt(offset) + " of a revoked region");
                }
                revoked.incrementAndGet();
            } else if (snapshot.status().state() == RegionState.LOST) {
                wrong.set("lost: " + snapshot.status().reason());
            }
        }

        @Override
        public void close() {
            sampler.close();
            session.close();
        }
    }

    private List<Reader> readers(String address, String bar, long offset, long expected) throws BackendException {
        List<Reader> readers = new ArrayList<>();
        readers.add(new Reader(Edu.open(machines, "vfio:" + address + "/" + bar, ""), offset, expected));
        readers.add(new Reader(Edu.open(machines, "pci:" + address + "/" + bar, "mmap"), offset, expected));
        readers.add(new Reader(Edu.open(machines, "vfio:" + address + "/" + bar, "pread"), offset, expected));
        // Every route of this kernel has a reader; the mapping of a DMABUF only where the kernel has that.
        assertEquals(List.of(Guest.kernel() == Guest.Kernel.LAB ? "dmabuf" : "mmap", "mmap", "pread"),
                readers.stream().map(reader -> reader.session.info().route().id()).toList());
        return readers;
    }

    private static void each(List<Reader> readers, String what, ToLongFunction<Reader> count) {
        List<Long> before = readers.stream().map(count::applyAsLong).toList();
        for (int i = 0; i < readers.size(); i++) {
            Reader reader = readers.get(i);
            long than = before.get(i);
            Guest.await("reader " + i + " is " + what + " (" + reader.session.status() + ")", Edu.PATIENCE,
                    () -> count.applyAsLong(reader) > than || reader.wrong.get() != null);
            assertEquals(null, reader.wrong.get());
        }
    }

    private static void revoked(List<Reader> readers) {
        each(readers, "revoked", reader -> reader.revoked.get());
    }

    private static void live(List<Reader> readers) {
        each(readers, "live", reader -> reader.live.get());
    }

    @Test
    @Timeout(300)
    void memoryDecodingIsSwitchedOffAndOn() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU);
                MemoryRegion config = Edu.raw(machines, "vfio:" + edu.address() + "/config", "")) {
            List<Reader> readers = readers(edu.address(), "bar0", 0, Edu.ID);
            live(readers);
            long command = Edu.read16(config, COMMAND) | MEMORY_ENABLE;
            for (int round = 0; round < MEMORY_OFF; round++) {
                Edu.write16(config, COMMAND, command & ~MEMORY_ENABLE);
                revoked(readers);
                assertEquals("memory decoding is off", readers.getFirst().session.status().reason());
                Edu.write16(config, COMMAND, command);
                live(readers);
            }
            readers.forEach(Reader::close);
        }
    }

    @Test
    @Timeout(300)
    void theDeviceSleepsAndWakes() throws Exception {
        try (Bound nic = LabDevices.bindToVfio(LabDevices.E1000E);
                MemoryRegion config = Edu.raw(machines, "vfio:" + nic.address() + "/config", "")) {
            long power = capability(config, 0x01) + 4;
            long control = Edu.read16(config, power) & ~3L;
            Edu.write16(config, COMMAND, Edu.read16(config, COMMAND) | MEMORY_ENABLE);
            long status;
            try (RegionSession bar = Edu.open(machines, "vfio:" + nic.address() + "/bar0", "")) {
                status = Edu.read(bar, 0x08);
            }
            List<Reader> readers = readers(nic.address(), "bar0", 0x08, status);
            live(readers);
            for (int round = 0; round < SLEEPS; round++) {
                Edu.write16(config, power, control | 3);
                revoked(readers);
                assertTrue(readers.getFirst().session.status().reason().contains("asleep"),
                        readers.getFirst().session.status()::toString);
                Edu.write16(config, power, control);
                live(readers);
            }
            readers.forEach(Reader::close);
        }
    }

    private static long capability(MemoryRegion config, int id) throws Exception {
        long at = Edu.read16(config, 0x34) & 0xfc;
        while (at != 0 && (Edu.read16(config, at) & 0xff) != id) {
            at = Edu.read16(config, at) >> 8 & 0xfc;
        }
        assertTrue(at != 0, "there is no capability " + id);
        return at;
    }

    @Test
    @Timeout(300)
    void theDeviceIsReset() throws Exception {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU_BEHIND_PORT)) {
            PciAddress address = PciAddress.parse(edu.address());
            List<Reader> readers = readers(edu.address(), "bar0", 0, Edu.ID);
            live(readers);
            for (int round = 0; round < RESETS; round++) {
                CompletableFuture<Void> reset = CompletableFuture.runAsync(() -> reset(address));
                // While the kernel resets, a reader waits in its fault or sees the region revoked; both are fine.
                reset.get();
                live(readers);
            }
            readers.forEach(Reader::close);
        }
    }

    private void reset(PciAddress address) {
        try {
            Edu.control(machines).reset(address, ResetKind.FUNCTION);
        } catch (BackendException refused) {
            throw new AssertionError(refused);
        }
    }
}
