// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.socket;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

import org.barscope.linux.Leaks;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnixConnectionTest {
    private static final byte[] HELLO = {1, 2, 3};

    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("try")
    void descriptorsArriveOpenAndAlive() throws IOException {
        Leaks before = Leaks.now();
        Path path = directory.resolve("socket");
        try (UnixListener listener = UnixListener.bind(path);
                UnixConnection sender = UnixConnection.connect(path);
                UnixConnection receiver = listener.accept();
                MemFile one = MemFile.create("one", 4096);
                MemFile two = MemFile.create("two", 8192)) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
            sender.send(HELLO, List.of(one.descriptor(), two.descriptor()));
            try (Message message = receiver.receive(100, 5).orElseThrow()) {
                assertArrayEquals(HELLO, message.data());
                assertEquals(2, message.descriptors().size());
                assertEquals(8192, message.descriptors().get(1).seekEnd());
                assertTrue(message.descriptors().get(0).isCloseOnExec());
                assertMemoryIsShared(one, message.descriptors().getFirst());
            }
            PeerCredentials peer = receiver.peer();
            assertEquals(ProcessHandle.current().pid(), peer.pid());
            assertEquals(HostSystem.effectiveUserId(), peer.uid());
            sender.send(HELLO, List.of());
            try (Message plain = receiver.receive(2, 0).orElseThrow()) {
                assertArrayEquals(new byte[] {1, 2}, plain.data());
            }
            try (Message rest = receiver.receive(2, 0).orElseThrow()) {
                assertArrayEquals(new byte[] {3}, rest.data());
            }
            sender.close();
            assertEquals(Optional.empty(), receiver.receive(1, 1));
            assertEquals(Errno.EPIPE,
                    assertThrows(ErrnoException.class, () -> receiver.send(HELLO, List.of())).errno());
        }
        assertFalse(Files.exists(path));
        before.assertUnchanged();
    }

    private static void assertMemoryIsShared(MemFile file, FileDescriptor copy) throws IOException {
        try (Mapping here = file.map(Protection.READ_WRITE, MemoryKind.MEMORY);
                Mapping there = Mapping.map(copy, 0, 4096, Protection.READ_ONLY, MemoryKind.MEMORY, "copy")) {
            here.access().write(16, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN, 0xcafe);
            assertEquals(0xcafe, there.access().read(16, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN));
        }
    }

    @Test
    void moreDescriptorsThanThereIsRoomForAreAllClosed() throws IOException {
        Path path = directory.resolve("socket");
        try (UnixListener listener = UnixListener.bind(path);
                UnixConnection sender = UnixConnection.connect(path);
                UnixConnection receiver = listener.accept();
                FileDescriptor file = FileDescriptor.open(Path.of("/dev/null"))) {
            Leaks before = Leaks.now();
            sender.send(HELLO, List.of(file, file, file, file, file));
            assertEquals(Errno.EMSGSIZE,
                    assertThrows(ErrnoException.class, () -> receiver.receive(10, 2)).errno());
            sender.send(HELLO, List.of(file, file, file));
            assertEquals(Errno.EMSGSIZE,
                    assertThrows(ErrnoException.class, () -> receiver.receive(10, 0)).errno());
            before.assertUnchanged();
        }
    }

    @Test
    void failuresLeaveNothingBehind() throws IOException {
        Path path = directory.resolve("socket");
        Path longest = directory.resolve("x".repeat(108));
        Leaks before = Leaks.now();
        for (int i = 0; i < 20; i++) {
            assertEquals(Errno.ENOENT,
                    assertThrows(ErrnoException.class, () -> UnixConnection.connect(path)).errno());
            assertEquals(Errno.ENAMETOOLONG,
                    assertThrows(ErrnoException.class, () -> UnixListener.bind(longest)).errno());
            assertEquals(Errno.ENAMETOOLONG,
                    assertThrows(ErrnoException.class, () -> UnixConnection.connect(longest)).errno());
        }
        Files.writeString(path, "in the way");
        ErrnoException taken = assertThrows(ErrnoException.class, () -> UnixListener.bind(path));
        assertEquals(Errno.EADDRINUSE, taken.errno());
        assertTrue(taken.getMessage().contains(path.toString()), taken.getMessage());
        assertEquals("in the way", Files.readString(path));
        before.assertUnchanged();
    }
}
