// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.netlink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.barscope.linux.Leaks;
import org.barscope.linux.libc.ErrnoException;
import org.junit.jupiter.api.Test;

/** The real socket. Root makes the kernel announce something by writing to a device's {@code uevent} attribute. */
class KernelUeventsTest {
    private static final Path NULL_DEVICE = Path.of("/sys/devices/virtual/mem/null/uevent");
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static KernelUevents open() {
        try {
            return KernelUevents.open();
        } catch (ErrnoException refused) {
            return abort("no socket for kernel uevents here: " + refused.getMessage());
        }
    }

    @Test
    void hearsWhatTheKernelAnnounces() throws Exception {
        assumeTrue(Files.isWritable(NULL_DEVICE), "only root can make the kernel announce something");
        try (KernelUevents events = open()) {
            String id = UUID.randomUUID().toString();
            try {
                Files.writeString(NULL_DEVICE, "change " + id + " ROUND=7", StandardOpenOption.WRITE);
            } catch (IOException refused) {
                abort("the kernel announces nothing on request here: " + refused.getMessage());
            }
            KernelUevent event = await(events, id);
            assertEquals("change", event.action());
            assertEquals("/devices/virtual/mem/null", event.devpath());
            assertEquals("mem", event.subsystem());
            assertTrue(event.sequence() > 0);
            assertEquals("7", event.properties().get("SYNTH_ARG_ROUND"));
        }
    }

    private static KernelUevent await(KernelUevents events, String id) throws ErrnoException {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<UeventNotice> notice = events.poll(Duration.ofNanos(deadline - System.nanoTime()));
            if (notice.isPresent() && notice.get() instanceof KernelUevent event
                    && id.equals(event.properties().get("SYNTH_UUID"))) {
                return event;
            }
        }
        return abort("uevents do not reach this network namespace");
    }

    @Test
    void moreEventsThanFitAreReportedAsLost() throws Exception {
        assumeTrue(Files.isWritable(NULL_DEVICE), "only root can make the kernel announce something");
        try (KernelUevents events = KernelUevents.open(1)) {
            for (int i = 0; i < 100; i++) {
                try {
                    Files.writeString(NULL_DEVICE, "change", StandardOpenOption.WRITE);
                } catch (IOException refused) {
                    abort("the kernel announces nothing on request here: " + refused.getMessage());
                }
            }
            List<UeventNotice> heard = new ArrayList<>();
            for (var notice = events.poll(Duration.ZERO); notice.isPresent(); notice = events.poll(Duration.ZERO)) {
                heard.add(notice.get());
            }
            assumeTrue(!heard.isEmpty(), "uevents do not reach this network namespace");
            assertTrue(heard.size() < 100, heard::toString);
            assertTrue(heard.contains(new UeventsLost()), heard::toString);
        }
    }

    @Test
    void closingWakesTheThreadThatWaits() throws Exception {
        Leaks before = Leaks.now();
        KernelUevents events = open();
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            try {
                waiting.countDown();
                while (events.next().isPresent()) {
                    waiting.countDown(); // something happened on this machine just now
                }
                return true;
            } catch (ErrnoException failure) {
                throw new AssertionError(failure);
            }
        });
        assertTrue(waiting.await(10, TimeUnit.SECONDS));
        events.close();
        events.close();
        assertTrue(ended.get(10, TimeUnit.SECONDS));
        assertFalse(events.isOpen());
        assertEquals(Optional.empty(), events.next());
        assertEquals(Optional.empty(), events.poll(DEADLINE));
        before.assertUnchanged();
    }

    @Test
    void waitingEndsWithTheTime() throws Exception {
        try (KernelUevents events = open()) {
            long start = System.nanoTime();
            Optional<UeventNotice> notice = events.poll(Duration.ofMillis(20));
            assertTrue(notice.isPresent() || System.nanoTime() - start >= Duration.ofMillis(20).toNanos());
        }
    }
}
