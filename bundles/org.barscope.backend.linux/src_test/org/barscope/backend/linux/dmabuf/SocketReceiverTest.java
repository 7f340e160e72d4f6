// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.Reception;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.socket.UnixConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketReceiverTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final DmabufScanner scanner = new DmabufScanner(SystemRoot.running());
    private final HeldDmabufs held = new HeldDmabufs();
    private Path socket;

    @BeforeEach
    void choosePath(@TempDir Path folder) {
        socket = folder.resolve("s");
    }

    private DmabufReceiver listen() throws BackendException {
        return SocketReceiver.listen(socket, scanner, held);
    }

    @Test
    void descriptorsThatAreNoDmabufsAreRefusedWithWhatTheyAre() throws Exception {
        try (DmabufReceiver receiver = listen(); UnixConnection program = UnixConnection.connect(socket);
                MemFile memory = MemFile.create("frame", 4096);
                FileDescriptor nothing = FileDescriptor.open(Path.of("/dev/null"), OpenFlag.READ_ONLY)) {
            program.send("two\nlines\u001b[31m".getBytes(StandardCharsets.UTF_8),
                    List.of(memory.descriptor(), nothing));

            Reception got = receiver.next(LONG).orElseThrow();

            assertEquals(List.of("descriptor 0 is no DMABUF but the memfd 'frame'; make a DMABUF of it with "
                    + "/dev/udmabuf and send that", "descriptor 1 is no DMABUF but /dev/null"), got.refusals());
            assertEquals("two lines?[31m", got.text());
            assertEquals(ProcessHandle.current().pid(), got.pid());
            assertFalse(got.command().isEmpty());
            assertEquals(List.of(), got.dmabufs());
            assertEquals(List.of(), held.all());
        }
    }

    @Test
    void aProgramThatSendsNothingIsNotReported() throws Exception {
        try (DmabufReceiver receiver = listen()) {
            UnixConnection.connect(socket).close();
            assertEquals(Optional.empty(), receiver.next(Duration.ofMillis(50)));
            try (UnixConnection program = UnixConnection.connect(socket)) {
                program.send(new byte[] {'x'}, List.of());
                Reception got = receiver.next(LONG).orElseThrow();
                assertEquals("x", got.text());
                assertEquals(List.of(), got.refusals());
            }
        }
    }

    @Test
    void closingEndsTheWaitAndRemovesTheSocket() throws Exception {
        DmabufReceiver receiver = listen();
        assertTrue(Files.exists(socket));
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Optional<Reception>> next = CompletableFuture.supplyAsync(() -> {
            waiting.countDown();
            try {
                return receiver.next(LONG);
            } catch (BackendException failed) {
                throw new IllegalStateException(failed);
            }
        });
        assertTrue(waiting.await(20, TimeUnit.SECONDS));
        receiver.close();
        receiver.close();
        assertEquals(Optional.empty(), next.get(20, TimeUnit.SECONDS));
        assertFalse(Files.exists(socket));
        assertEquals(Optional.empty(), receiver.next(LONG));
    }

    @Test
    void pathsThatCannotBeSocketsAreExplained() throws IOException, BackendException {
        Files.writeString(socket, "mine");
        isRefused(socket, Reason.REFUSED, "something is there already");
        assertEquals("mine", Files.readString(socket));
        isRefused(socket.resolveSibling("no/s"), Reason.NOT_FOUND, "its folder is not there");
        isRefused(socket.resolveSibling("x".repeat(120)), Reason.USAGE, "the path of a socket has at most 107 bytes");
    }

    private void isRefused(Path path, Reason reason, String why) {
        BackendException refused = assertThrows(BackendException.class,
                () -> SocketReceiver.listen(path, scanner, held));
        assertEquals(reason, refused.reason());
        assertEquals(why, refused.why());
        assertEquals("receive on " + path, refused.attempt());
    }
}
