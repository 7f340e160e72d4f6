// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DmabufWatchTest {

    private static final Duration QUICK = Duration.ofMillis(20);

    private final BlockingQueue<List<DmabufRecord>> told = new LinkedBlockingQueue<>();
    private FakeProc proc;
    private DmabufScanner scanner;

    @BeforeEach
    void makeProc(@TempDir Path folder) throws IOException {
        proc = new FakeProc(folder);
        proc.process(100, "maker").process(101, "user");
        scanner = new DmabufScanner(proc.root());
    }

    private DmabufWatch watch() {
        return new DmabufWatch(scanner, Function.identity(), QUICK, told::add);
    }

    private List<DmabufRecord> next() throws InterruptedException {
        List<DmabufRecord> now = told.poll(20, TimeUnit.SECONDS);
        assertNotNull(now, "nothing was told");
        return now;
    }

    @Test
    void appearanceSharingAndTheOwnersEndAreTold() throws Exception {
        try (DmabufWatch watch = watch(); Registration looking = watch.begin()) {
            proc.dmabuf(100, 5, 42, 4096, 1, "udmabuf", "x");
            assertEquals(List.of(new Owner(100, "maker", 5)), next().getFirst().owners());

            proc.dmabuf(101, 3, 42, 4096, 2, "udmabuf", "x");
            assertEquals(2, next().getFirst().owners().size());

            proc.end(100);
            assertEquals(List.of(new Owner(101, "user", 3)), lastOf(next(), 1).getFirst().owners());

            proc.end(101);
            assertEquals(List.of(), lastOf(next(), 0));
        }
    }

    /** The fake process is taken down file by file, and looked at meanwhile. */
    private List<DmabufRecord> lastOf(List<DmabufRecord> now, int owners) throws InterruptedException {
        List<DmabufRecord> last = now;
        while (last.stream().mapToInt(d -> d.owners().size()).sum() > owners) {
            last = next();
        }
        return last;
    }

    @Test
    void theOwnersEndIsNoticedThoughDebugfsStaysTheSame() throws Exception {
        proc.dmabuf(100, 5, 42, 4096, 1, "udmabuf", "x");
        proc.bufInfo("00004096\t00000002\t00080007\t00000001\tudmabuf\t00000042\tx\n\tAttached Devices:\n");
        try (DmabufWatch watch = watch(); Registration looking = watch.begin()) {
            assertEquals(1, next().getFirst().owners().size());
            proc.end(100);
            assertEquals(List.of(), lastOf(next(), 0).getFirst().owners(), "the kernel alone holds it now");
        }
    }

    @Test
    void whatIsKnownFromAWholeLookIsNotToldAgain() throws Exception {
        proc.dmabuf(100, 5, 42, 4096, 1, "udmabuf", "x");
        try (DmabufWatch watch = watch()) {
            watch.assume(scanner.scan(true).dmabufs());
            try (Registration looking = watch.begin()) {
                proc.dmabuf(101, 5, 43, 4096, 1, "udmabuf", "y");
                assertEquals(2, next().size(), "the first that is told is the change");
            }
        }
    }

    @Test
    void nobodyLooksWhenNobodyWantsToKnow() throws Exception {
        try (DmabufWatch watch = watch()) {
            Registration first = watch.begin();
            Registration second = watch.begin();
            first.close();
            first.close();
            proc.dmabuf(100, 5, 42, 4096, 1, "udmabuf", "x");
            next();
            second.close();
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().equals(DmabufWatch.THREAD)) {
                    thread.join(20_000);
                    assertEquals(false, thread.isAlive());
                }
            }
            assertNull(told.poll());
        }
    }
}
