// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a child process of {@link CloseRaceTest} runs: mappings are closed while several threads read, write and copy,
 * healthy and faulting memory alike, and other mappings take the freed addresses at once. Arguments: the number of
 * mappings, the number of threads.
 */
public final class CloseProbe {
    private static final int PAGE = 65536;

    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong escaped = new AtomicLong();

    private CloseProbe() {
    }

    /** Runs the probe. */
    public static void main(String[] arguments) throws Exception {
        new CloseProbe().run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    }

    @SuppressWarnings("try") // closing early is what this is about
    private void run(int mappings, int threads) throws Exception {
        for (int i = 0; i < mappings; i++) {
            try (MemFile file = MemFile.create("victim", 2 * PAGE);
                    Mapping mapping = file.map(Protection.READ_WRITE, MemoryKind.MEMORY)) {
                file.resize(PAGE);
                CountDownLatch busy = new CountDownLatch(threads);
                List<Thread> workers = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    int role = t;
                    workers.add(Thread.ofPlatform().start(() -> useUntilClosed(mapping.access(), busy, role)));
                }
                busy.await();
                mapping.close();
                // Whoever still touched the old address would now touch this one, which holds no zeros.
                try (MemFile other = MemFile.create("successor", 2 * PAGE);
                        Mapping successor = other.map(Protection.READ_WRITE, MemoryKind.MEMORY)) {
                    successor.access().write(0, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN, -1);
                    for (Thread worker : workers) {
                        worker.join();
                    }
                    if (successor.access().read(0, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN) != -1) {
                        wrong.incrementAndGet();
                    }
                }
            }
        }
        System.out.println("closed=" + closed);
        System.out.println("faults=" + faults);
        System.out.println("wrong=" + wrong);
        System.out.println("escaped=" + escaped);
    }

    private void useUntilClosed(MappedAccess access, CountDownLatch busy, int role) {
        byte[] buffer = new byte[PAGE / 2];
        try {
            while (true) {
                try {
                    switch (role % 4) {
                        case 0 -> check(access.read(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN) == 0);
                        case 1 -> access.write(0, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN, 0);
                        case 2 -> access.read(PAGE, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN);
                        default -> access.copyOut(0, buffer, 0, buffer.length);
                    }
                } catch (MemoryFaultException fault) {
                    faults.incrementAndGet();
                    check(role % 4 == 2);
                }
                busy.countDown();
            }
        } catch (MappingClosedException expected) {
            closed.incrementAndGet();
        } catch (Throwable unexpected) {
            escaped.incrementAndGet();
            System.err.println("escaped: " + unexpected + Arrays.toString(unexpected.getStackTrace()));
        }
    }

    private void check(boolean condition) {
        if (!condition) {
            wrong.incrementAndGet();
        }
    }
}
