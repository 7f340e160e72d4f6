// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.barscope.linux.Leaks;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.event.Poll;
import org.barscope.linux.uapi.dmabuf.DmaBufIoctl;
import org.barscope.linux.uapi.vfio.VfioIoctl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class FileDescriptorTest {
    @TempDir
    private Path directory;

    @Test
    void readsAndWritesWhereItIsTold() throws IOException {
        Path file = directory.resolve("file");
        try (FileDescriptor fd = FileDescriptor.open(file, OpenFlag.READ_WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)) {
            byte[] text = "0123456789".getBytes(UTF_8);
            assertEquals(10, fd.write(text, 0, 10));
            assertEquals(3, fd.pwrite(2, text, 7, 3));
            assertEquals("0178956789", Files.readString(file));
            byte[] back = new byte[12];
            assertEquals(6, fd.pread(4, back, 1, 11));
            assertEquals("\000956789", new String(back, 0, 7, UTF_8));
            assertEquals(0, fd.pread(10, back, 0, 1));
            assertEquals(10, fd.seekEnd());
            fd.truncate(4);
            assertEquals("0178", Files.readString(file));
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    @Test
    void failuresNameCallErrnoAndPath() throws IOException {
        Path missing = directory.resolve("missing");
        ErrnoException absent = assertThrows(ErrnoException.class, () -> FileDescriptor.open(missing));
        assertEquals("open " + missing + ": ENOENT (No such file or directory)", absent.getMessage());
        ErrnoException isDirectory =
                assertThrows(ErrnoException.class, () -> FileDescriptor.open(directory, OpenFlag.WRITE_ONLY));
        assertEquals(Errno.EISDIR, isDirectory.errno());
        Path file = Files.writeString(directory.resolve("file"), "x");
        try (FileDescriptor fd = FileDescriptor.open(file)) {
            ErrnoException readOnly = assertThrows(ErrnoException.class, () -> fd.write(new byte[1], 0, 1));
            assertEquals("write " + file + ": EBADF (Bad file descriptor)", readOnly.getMessage());
            ErrnoException noDevice =
                    assertThrows(ErrnoException.class, () -> fd.ioctl(VfioIoctl.VFIO_GET_API_VERSION));
            assertEquals("ioctl(VFIO_GET_API_VERSION)", noDevice.call());
            assertEquals(Errno.ENOTTY, noDevice.errno());
        }
    }

    @Test
    void theArchitecturesFlagsDoWhatTheySay() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertEquals(Errno.ELOOP, assertThrows(ErrnoException.class,
                () -> FileDescriptor.open(link, OpenFlag.NO_FOLLOW)).errno());
        assertEquals(Errno.ENOTDIR, assertThrows(ErrnoException.class,
                () -> FileDescriptor.open(file, OpenFlag.DIRECTORY)).errno());
        assertEquals(Errno.EEXIST, assertThrows(ErrnoException.class,
                () -> FileDescriptor.open(file, OpenFlag.CREATE, OpenFlag.EXCLUSIVE)).errno());
        FileDescriptor.open(file, OpenFlag.WRITE_ONLY, OpenFlag.TRUNCATE, OpenFlag.SYNC).close();
        assertEquals(0, Files.size(file));
    }

    @Test
    void opensRelativeToADirectory() throws IOException {
        Files.writeString(directory.resolve("file"), "content");
        try (FileDescriptor parent = FileDescriptor.open(directory, OpenFlag.DIRECTORY);
                FileDescriptor fd = FileDescriptor.openAt(parent, Path.of("file"))) {
            byte[] back = new byte[7];
            assertEquals(7, fd.read(back, 0, 7));
            assertEquals("content", new String(back, UTF_8));
            assertEquals(directory + "/file", fd.description());
            ErrnoException absent =
                    assertThrows(ErrnoException.class, () -> FileDescriptor.openAt(parent, Path.of("none")));
            assertEquals(directory + "/none", absent.subject().orElseThrow());
        }
    }

    @Test
    void aClosedDescriptorRefusesEverything() throws IOException {
        FileDescriptor fd = FileDescriptor.open(Path.of("/dev/null"), OpenFlag.READ_WRITE);
        fd.close();
        fd.close();
        assertFalse(fd.isOpen());
        try (Arena arena = Arena.ofConfined()) {
            var memory = arena.allocate(8);
            List<Executable> calls = List.of(fd::number, fd::seekEnd, fd::detach,
                    fd::procPath, fd::isCloseOnExec, () -> fd.truncate(0), () -> fd.duplicate("again"),
                    () -> fd.read(new byte[1], 0, 1), () -> fd.write(new byte[1], 0, 1),
                    () -> fd.pread(0, new byte[1], 0, 1), () -> fd.pwrite(0, new byte[1], 0, 1),
                    () -> fd.ioctl(DmaBufIoctl.DMA_BUF_IOCTL_SYNC, memory),
                    () -> FileDescriptor.openAt(fd, Path.of("x")),
                    () -> FileDescriptor.useAll("call", List.of(fd), numbers -> 0));
            for (var call : calls) {
                ErrnoException refused = assertThrows(ErrnoException.class, call);
                assertEquals(Errno.EBADF, refused.errno());
                assertEquals("/dev/null", refused.subject().orElseThrow());
            }
        }
        assertTrue(fd.toString().endsWith("closed)"), fd.toString());
    }

    @Test
    void everyDescriptorIsCloseOnExec() throws IOException {
        try (FileDescriptor opened = FileDescriptor.open(Path.of("/dev/null"));
                FileDescriptor copy = opened.duplicate("copy");
                EventFd event = EventFd.create("event")) {
            assertTrue(opened.isCloseOnExec());
            assertTrue(copy.isCloseOnExec());
            assertTrue(event.descriptor().isCloseOnExec());
            assertNotEquals(opened.number(), copy.number());
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(copy.procPath()));
        }
    }

    @Test
    void detachingHandsTheNumberOver() throws IOException {
        FileDescriptor first = FileDescriptor.open(Path.of("/dev/null"));
        int number = first.detach();
        first.close();
        try (FileDescriptor second = FileDescriptor.adopt(number, "taken over")) {
            assertEquals(Path.of("/dev/null"), Files.readSymbolicLink(second.procPath()));
        }
        assertThrows(IllegalArgumentException.class, () -> FileDescriptor.adopt(-1, "nothing"));
    }

    @Test
    void closingBehindTheOwnersBackIsNoticed() throws IOException {
        // Numbers this high are not handed out to other threads of this process meanwhile.
        try (FileDescriptor original = FileDescriptor.open(Path.of("/dev/null"))) {
            FileDescriptor stranger = FileDescriptor.adopt(1_000_000, "not ours");
            IllegalStateException noticed = assertThrows(IllegalStateException.class, stranger::close);
            assertTrue(noticed.getMessage().contains("1000000"), noticed.getMessage());
            assertTrue(original.isOpen());
        }
    }

    @Test
    void closingWaitsForTheCallThatIsUnderWay() throws Exception {
        Leaks before = Leaks.now();
        EventFd event = EventFd.create("event");
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Boolean> stillOpen = CompletableFuture.supplyAsync(() -> {
            try {
                return event.descriptor().use("call", number -> {
                    inside.countDown();
                    await(goOn);
                    return Files.exists(Path.of("/proc/self/fd/" + number)) ? 1 : 0;
                }) == 1;
            } catch (ErrnoException failure) {
                throw new AssertionError(failure);
            }
        });
        await(inside);
        event.close();
        assertFalse(event.descriptor().isOpen());
        assertThrows(ErrnoException.class, event::signal);
        assertThrows(ErrnoException.class, () -> Poll.await(null, Poll.Interest.readable(event.descriptor())));
        goOn.countDown();
        assertTrue(stillOpen.get(10, TimeUnit.SECONDS));
        before.assertUnchanged();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    @SuppressWarnings("try")
    void noFailureLeavesADescriptorOpen() throws IOException {
        try (FileDescriptor device = FileDescriptor.open(Path.of("/dev/null"));
                FileDescriptor closed = FileDescriptor.open(Path.of("/dev/null"))) {
            closed.close();
            Leaks before = Leaks.now();
            for (int i = 0; i < 50; i++) {
                assertThrows(ErrnoException.class, () -> FileDescriptor.open(directory.resolve("none")));
                assertThrows(NullPointerException.class, () -> device.duplicate(null));
                assertThrows(NullPointerException.class, () -> EventFd.create(null));
                assertThrows(IllegalStateException.class, () -> device.use("call", number -> {
                    throw new IllegalStateException("from inside");
                }));
                assertThrows(ErrnoException.class,
                        () -> FileDescriptor.useAll("call", List.of(device, closed), numbers -> 0));
            }
            before.assertUnchanged();
            assertEquals(0, device.use("call", number -> 0));
        }
    }
}
