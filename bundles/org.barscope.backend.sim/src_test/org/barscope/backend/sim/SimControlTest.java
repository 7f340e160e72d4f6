// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import static org.barscope.core.memory.AccessWidth.W32;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SimControlTest {

    private final DemoFixture demo = new DemoFixture();

    @TempDir
    private Path directory;

    @AfterEach
    void switchOff() {
        System.clearProperty(SimBackendFactory.CONTROL_PROPERTY);
        demo.close();
    }

    /** The other end of a control socket. */
    private static final class Client implements AutoCloseable {
        private final SocketChannel channel;
        private final BufferedReader answers;

        Client(Path socket) throws IOException {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(socket));
            answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        }

        String ask(String line) throws IOException {
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return answers.readLine();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Test
    void commandsBreakAndMendTheMachine() throws Exception {
        Path socket = directory.resolve("control");
        try (SimControl control = SimControl.listen(socket, demo.machine); Client client = new Client(socket);
                MemoryRegion bar0 = demo.open(DemoFixture.EDU, "bar0")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)));
            assertEquals("ok", client.ask("revoke 0000:01:00.0 bar0 the device is being reset"));
            assertEquals("the device is being reset", bar0.status().reason());
            assertThrows(AccessException.class, () -> bar0.read(0, W32));
            assertEquals("ok", client.ask("restore 0000:01:00.0 bar0"));
            assertEquals(0x0100_00edL, bar0.read(0, W32));
            assertEquals("ok", client.ask("truncate 0000:01:00.0 bar0 0x1000"));
            assertThrows(AccessException.class, () -> bar0.read(0x1000, W32));
            assertEquals("ok", client.ask("  restore   0000:01:00.0   bar0  "));
            assertEquals("ok reads 3 writes 0 blocks 0", client.ask("counts 0000:01:00.0 bar0"));
            assertEquals("ok", client.ask("slow 0000:01:00.0 0"));
            assertEquals("ok", client.ask("remove 0000:01:00.0"));
            assertEquals(RegionState.LOST, bar0.checkPresence().state());
            assertEquals("ok", client.ask("replug 01:00.0"));
            demo.open(DemoFixture.EDU, "bar0").close();
            assertTrue(client.ask("help").startsWith("ok commands: revoke"));
        }
        assertFalse(Files.exists(socket), "the socket goes with its owner");
    }

    @Test
    void wrongCommandsGetOneLineAndChangeNothing() throws Exception {
        Path socket = directory.resolve("control");
        try (SimControl control = SimControl.listen(socket, demo.machine); Client client = new Client(socket)) {
            for (String line : new String[] {"", "explode", "revoke", "revoke 0000:01:00.0", "revoke nowhere bar0",
                "revoke 0000:01:00.0 bar9", "truncate 0000:01:00.0 bar0 many", "truncate 0000:01:00.0 bar0 010x",
                "remove 0000:44:00.0", "replug 0000:01:00.0", "slow 0000:01:00.0 -5",
                "restore 0000:01:00.0 bar0 now"}) {
                String answer = client.ask(line);
                assertTrue(answer.startsWith("error: ") && answer.length() > 20, line + " -> " + answer);
            }
            assertTrue(demo.device(DemoFixture.EDU).bar("bar0").orElseThrow().status().live());
        }
    }

    @Test
    void severalClientsAreServed() throws Exception {
        Path socket = directory.resolve("control");
        try (SimControl control = SimControl.listen(socket, demo.machine)) {
            try (Client one = new Client(socket); Client two = new Client(socket)) {
                assertEquals("ok", two.ask("remove 0000:01:00.0"));
                assertEquals("ok", one.ask("replug 0000:01:00.0"));
            }
            try (Client three = new Client(socket)) {
                assertEquals("ok", three.ask("remove 0000:01:00.0"));
            }
        }
    }

    @Test
    void factoryListensOnlyWhenToldTo() throws Exception {
        Path socket = directory.resolve("control");
        System.setProperty(SimBackendFactory.CONTROL_PROPERTY, socket.toString());
        try (Backend backend = new SimBackendFactory().create(); Client client = new Client(socket)) {
            assertEquals("ok", client.ask("remove 0000:01:00.0"));
            assertTrue(backend.discover().devices().stream().noneMatch(d -> d.address().equals(DemoFixture.EDU)));
            BackendException busy = assertThrows(BackendException.class, () -> new SimBackendFactory().create());
            assertEquals(BackendException.Reason.FAILED, busy.reason());
            assertTrue(busy.getMessage().contains("another Barscope"), busy.getMessage());
        }
        assertFalse(Files.exists(socket));
        System.clearProperty(SimBackendFactory.CONTROL_PROPERTY);
        new SimBackendFactory().create().close();
    }

    @Test
    void socketOfADeadProcessIsReplacedAndAFileIsNot() throws Exception {
        Path socket = directory.resolve("control");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket));
        dead.close();
        assertTrue(Files.exists(socket));
        try (SimControl control = SimControl.listen(socket, demo.machine); Client client = new Client(socket)) {
            assertTrue(client.ask("help").startsWith("ok"));
        }
        Path file = Files.writeString(directory.resolve("precious"), "data");
        BackendException no = assertThrows(BackendException.class, () -> SimControl.listen(file, demo.machine));
        assertEquals(BackendException.Reason.FAILED, no.reason());
        assertEquals("data", Files.readString(file));
        Path nowhere = directory.resolve("missing").resolve("control");
        assertEquals(BackendException.Reason.FAILED,
                assertThrows(BackendException.class, () -> SimControl.listen(nowhere, demo.machine)).reason());
    }
}
