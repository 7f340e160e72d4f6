// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.junit.jupiter.api.Test;

class EventFdTest {
    @Test
    void countsSignalsAndStartsAgain() throws IOException {
        try (EventFd event = EventFd.create("event")) {
            assertEquals(0, event.drain());
            event.signal();
            event.signal();
            event.signal();
            assertEquals(3, event.drain());
            assertEquals(0, event.drain());
        }
    }

    @Test
    void pollTellsWhoIsReady() throws IOException {
        try (EventFd quiet = EventFd.create("quiet");
                EventFd loud = EventFd.create("loud");
                FileDescriptor sink = FileDescriptor.open(Path.of("/dev/null"), OpenFlag.WRITE_ONLY)) {
            assertEquals(List.of(), Poll.await(Duration.ZERO, Poll.Interest.readable(quiet.descriptor()),
                    Poll.Interest.readable(loud.descriptor())));
            loud.signal();
            List<Poll.Ready> ready = Poll.await(null, Poll.Interest.readable(quiet.descriptor()),
                    Poll.Interest.readable(loud.descriptor()), new Poll.Interest(sink, false, true, false));
            assertEquals(List.of(new Poll.Ready(loud.descriptor(), true, false, false, false, false),
                    new Poll.Ready(sink, false, true, false, false, false)), ready);
        }
    }

    @Test
    void pollWaitsAsLongAsItIsTold() throws IOException {
        try (EventFd quiet = EventFd.create("quiet")) {
            long start = System.nanoTime();
            assertTrue(Poll.await(Duration.ofMillis(30), Poll.Interest.readable(quiet.descriptor())).isEmpty());
            assertTrue(System.nanoTime() - start >= Duration.ofMillis(30).toNanos());
            assertTrue(Poll.await(Duration.ofNanos(-5), Poll.Interest.readable(quiet.descriptor())).isEmpty());
        }
    }

    @Test
    void aSignalFromAnotherThreadEndsAWaitForEver() throws Exception {
        try (EventFd event = EventFd.create("event")) {
            CompletableFuture<Long> waiter = CompletableFuture.supplyAsync(() -> {
                try {
                    assertFalse(Poll.await(null, Poll.Interest.readable(event.descriptor())).isEmpty());
                    return event.drain();
                } catch (ErrnoException failure) {
                    throw new AssertionError(failure);
                }
            });
            event.signal();
            assertEquals(1, waiter.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void aCounterAtItsMaximumCanStillBeSignalled() throws IOException {
        try (EventFd event = EventFd.create("event")) {
            byte[] almost = {-2, -1, -1, -1, -1, -1, -1, -1}; // little endian, the largest count there is
            event.descriptor().write(almost, 0, almost.length);
            event.signal();
            assertEquals(-2, event.drain());
        }
    }
}
