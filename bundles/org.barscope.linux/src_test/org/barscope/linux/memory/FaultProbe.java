// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a child process of {@link FaultModesTest} runs: accesses memory whose second half has been cut off, so that
 * every access there faults, and prints what came of it, one {@code name=count} a line. Arguments: the number of
 * rounds of each thread, the number of threads, and the number of good reads before the first fault, which decides
 * whether the code is compiled by then.
 */
public final class FaultProbe {
    static final int PAGE = 65536; // at least a page on both architectures
    static final int WHOLE = 4 * PAGE;
    static final int GOOD = 2 * PAGE;
    // Per round: a read and a write of every width, one ignored read, units, a copy out and a copy in.
    static final int FAULTS_PER_ROUND = 2 * 4 + 1 + 3;

    private final AtomicLong caught = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong escaped = new AtomicLong();
    private final AtomicLong neighbourReads = new AtomicLong();
    private final AtomicLong neighbourErrors = new AtomicLong();

    private FaultProbe() {
    }

    /** Runs the probe. */
    public static void main(String[] arguments) throws Exception {
        new FaultProbe().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]),
                Integer.parseInt(arguments[2]));
    }

    private void run(int rounds, int threads, int warmUp) throws Exception {
        try (MemFile healthy = MemFile.create("neighbour", PAGE);
                Mapping neighbour = healthy.map(Protection.READ_WRITE, MemoryKind.DEVICE)) {
            neighbour.access().write(8, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN, 42);
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch started = new CountDownLatch(1);
            Thread bystander = Thread.ofPlatform().start(() -> standBy(neighbour.access(), over, started));
            started.await();
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                workers.add(Thread.ofPlatform().start(() -> work(rounds, warmUp)));
            }
            for (Thread worker : workers) {
                worker.join();
            }
            over.set(true);
            bystander.join();
        }
        System.out.println("caught=" + caught);
        System.out.println("wrong=" + wrong);
        System.out.println("escaped=" + escaped);
        System.out.println("neighbourReads=" + neighbourReads);
        System.out.println("neighbourErrors=" + neighbourErrors);
    }

    /** A neighbour: healthy memory and ordinary arithmetic, on a thread that must never see any of the faults. */
    private void standBy(MappedAccess access, AtomicBoolean over, CountDownLatch started) {
        long sum = 0;
        try {
            do {
                sum += access.read(8, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN);
                if (neighbourReads.incrementAndGet() * 42 != sum) {
                    neighbourErrors.incrementAndGet();
                }
                started.countDown();
                Thread.yield();
            } while (!over.get());
        } catch (Throwable unexpected) {
            neighbourErrors.incrementAndGet();
            System.err.println("escaped: " + unexpected + Arrays.toString(unexpected.getStackTrace()));
            started.countDown();
        }
    }

    private void work(int rounds, int warmUp) {
        try (MemFile file = MemFile.create("victim", WHOLE);
                Mapping device = file.map(Protection.READ_WRITE, MemoryKind.DEVICE);
                Mapping memory = file.map(Protection.READ_WRITE, MemoryKind.MEMORY)) {
            byte[] pattern = new byte[WHOLE];
            for (int i = 0; i < WHOLE; i++) {
                pattern[i] = (byte) (i * 31 >>> 3);
            }
            memory.access().copyIn(0, pattern, 0, WHOLE);
            long expected = device.access().read(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < warmUp; i++) {
                check(device.access().read(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN) == expected);
            }
            file.resize(GOOD);
            for (int round = 0; round < rounds; round++) {
                round(device.access(), memory.access(), pattern, round);
            }
            byte[] after = new byte[GOOD];
            memory.access().copyOut(0, after, 0, GOOD);
            check(Arrays.equals(after, 0, GOOD, pattern, 0, GOOD));
        } catch (Throwable unexpected) {
            escape(unexpected);
        }
    }

    private void round(MappedAccess device, MappedAccess memory, byte[] pattern, int round) {
        for (AccessWidth width : AccessWidth.values()) {
            long bad = GOOD + (long) (round * 8 % (WHOLE - GOOD));
            fault(bad, width.bytes(), false, () -> check(device.read(bad, width, ByteOrder.LITTLE_ENDIAN) == -2));
            fault(bad, width.bytes(), true, () -> device.write(bad, width, ByteOrder.BIG_ENDIAN, round));
            good(() -> {
                long at = (long) round * 8 % GOOD;
                long value = device.read(at, width, ByteOrder.nativeOrder());
                check(value == UnitBytes.get(pattern, (int) at, width));
            });
        }
        fault(GOOD + 4, 4, false, () -> device.read(GOOD + 4, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN));
        byte[] target = new byte[256];
        fault(GOOD, 4, false, () -> device.readUnits(GOOD - 128, AccessWidth.BITS_32, 64, target, 0));
        check(Arrays.equals(target, 0, 128, pattern, GOOD - 128, GOOD));
        int start = 5000 + round % 7;
        byte[] bulk = new byte[start + 300];
        fault(GOOD, 8, false, () -> memory.copyOut(GOOD - start, bulk, 0, bulk.length));
        check(Arrays.equals(bulk, 0, start, pattern, GOOD - start, GOOD));
        fault(GOOD, 8, true, () -> memory.copyIn(GOOD - start, pattern, GOOD - start, start + 300));
    }

    private interface Access {
        void make() throws MemoryAccessException;
    }

    /** An access that has to fault, at this offset and with this width. */
    private void fault(long offset, int width, boolean writing, Access access) {
        try {
            access.make();
            wrong.incrementAndGet();
        } catch (MemoryFaultException fault) {
            if (fault.offset() == offset && fault.widthBytes() == width && fault.writing() == writing) {
                caught.incrementAndGet();
            } else {
                wrong.incrementAndGet();
                System.err.println("expected a fault at " + offset + ", got: " + fault.getMessage());
            }
        } catch (Throwable unexpected) {
            escape(unexpected);
        }
    }

    private void good(Access access) {
        try {
            access.make();
        } catch (Throwable unexpected) {
            escape(unexpected);
        }
    }

    private void check(boolean condition) {
        if (!condition) {
            wrong.incrementAndGet();
        }
    }

    private void escape(Throwable unexpected) {
        escaped.incrementAndGet();
        System.err.println("escaped: " + unexpected + Arrays.toString(unexpected.getStackTrace()));
    }
}
