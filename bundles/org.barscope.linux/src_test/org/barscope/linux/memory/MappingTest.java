// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import org.barscope.linux.Leaks;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.libc.OpenFlag;
import org.junit.jupiter.api.Test;

class MappingTest {
    private static final int PAGE = HostSystem.pageSize();

    @Test
    void aMappingOutlivesItsDescriptor() throws IOException {
        Leaks before = Leaks.now();
        Mapping mapping;
        try (MemFile file = MemFile.create("gone", PAGE)) {
            mapping = file.map(Protection.READ_WRITE, MemoryKind.DEVICE);
        }
        try (mapping) {
            mapping.access().write(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN, 5);
            assertEquals(5, mapping.access().read(0, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN));
            assertEquals(1, Leaks.now().mappings().size() - before.mappings().size());
            assertTrue(mapping.toString().startsWith("memfd gone"), mapping.toString());
        }
        before.assertUnchanged();
    }

    @Test
    @SuppressWarnings("try")
    void everyWayToFailLeavesNothingMapped() throws IOException {
        try (MemFile file = MemFile.create("failing", PAGE);
                FileDescriptor pipeLike = FileDescriptor.open(Path.of("/proc/self/status"));
                FileDescriptor readOnly = FileDescriptor.open(file.descriptor().procPath(), OpenFlag.READ_ONLY);
                FileDescriptor closed = file.descriptor().duplicate("closed")) {
            closed.close();
            Leaks before = Leaks.now();
            for (int i = 0; i < 20; i++) {
                assertRefused(Errno.EINVAL, file.descriptor(), 1, PAGE);
                assertRefused(Errno.EINVAL, file.descriptor(), 0, 0);
                assertRefused(Errno.ENOMEM, file.descriptor(), 0, 1L << 50);
                assertRefused(Errno.EACCES, readOnly, 0, PAGE);
                assertRefused(Errno.EBADF, closed, 0, PAGE);
                ErrnoException noMmap = assertThrows(ErrnoException.class, () -> map(pipeLike, 0, PAGE));
                assertEquals("mmap", noMmap.call());
                assertThrows(NullPointerException.class, () -> Mapping.map(file.descriptor(), 0, PAGE,
                        Protection.READ_ONLY, MemoryKind.DEVICE, null));
                assertThrows(NullPointerException.class,
                        () -> Mapping.map(file.descriptor(), 0, PAGE, null, MemoryKind.DEVICE, "x"));
            }
            before.assertUnchanged();
        }
    }

    private static void assertRefused(Errno errno, FileDescriptor fd, long offset, long length) {
        assertEquals(errno, assertThrows(ErrnoException.class, () -> map(fd, offset, length)).errno());
    }

    private static Mapping map(FileDescriptor fd, long offset, long length) throws ErrnoException {
        return Mapping.map(fd, offset, length, Protection.READ_WRITE, MemoryKind.DEVICE, "mapping");
    }

    @Test
    void aMappingStartsWhereItIsTold() throws IOException {
        try (MemFile file = MemFile.create("offset", 3L * PAGE);
                Mapping second = map(file.descriptor(), PAGE, PAGE + 10)) {
            file.descriptor().pwrite(PAGE + 5L, new byte[] {42}, 0, 1);
            assertEquals(42, second.access().read(5, AccessWidth.BITS_8, ByteOrder.LITTLE_ENDIAN));
            assertEquals(PAGE + 10, second.length());
            assertThrows(OutOfRangeException.class,
                    () -> second.access().read(PAGE + 10, AccessWidth.BITS_8, ByteOrder.LITTLE_ENDIAN));
        }
    }

    @Test
    void aSparseFileOfManyGigabytesIsReadAndWrittenAtItsEnd() throws IOException {
        long size = 16L << 30;
        try (MemFile file = MemFile.create("sparse", size);
                Mapping mapping = file.map(Protection.READ_WRITE, MemoryKind.DEVICE)) {
            mapping.access().write(size - 8, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN, 9);
            assertEquals(9, mapping.access().read(size - 8, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN));
            assertEquals(size, mapping.length());
        }
    }

    @Test
    void memfdsAreNamedSealedAndResized() throws IOException {
        try (MemFile file = MemFile.create("sealed one", PAGE)) {
            assertTrue(Files.readSymbolicLink(file.descriptor().procPath()).toString()
                    .startsWith("/memfd:sealed one"));
            assertTrue(file.descriptor().isCloseOnExec());
            assertEquals(PAGE, file.size());
            file.resize(2L * PAGE);
            assertEquals(2L * PAGE, file.size());
            assertFalse(file.seals().contains(MemFile.Seal.SHRINK));
            file.addSeals(MemFile.Seal.SHRINK, MemFile.Seal.GROW);
            assertTrue(file.seals().contains(MemFile.Seal.SHRINK));
            assertTrue(file.seals().contains(MemFile.Seal.GROW));
            assertEquals(Errno.EPERM, assertThrows(ErrnoException.class, () -> file.resize(PAGE)).errno());
            assertEquals(Errno.EPERM, assertThrows(ErrnoException.class, () -> file.resize(9L * PAGE)).errno());
            try (Mapping mapping = file.map(Protection.READ_WRITE, MemoryKind.MEMORY)) {
                assertEquals(Errno.EBUSY,
                        assertThrows(ErrnoException.class, () -> file.addSeals(MemFile.Seal.WRITE)).errno());
                assertTrue(mapping.isOpen());
            }
            file.addSeals(MemFile.Seal.SEAL);
            assertEquals(Errno.EPERM,
                    assertThrows(ErrnoException.class, () -> file.addSeals(MemFile.Seal.WRITE)).errno());
        }
    }

    @Test
    void aMemfdThatCannotBeMadeLeavesNothing() throws IOException {
        Leaks before = Leaks.now();
        for (int i = 0; i < 20; i++) {
            assertEquals(Errno.EINVAL,
                    assertThrows(ErrnoException.class, () -> MemFile.create("negative", -1)).errno());
            assertEquals(Errno.EINVAL,
                    assertThrows(ErrnoException.class, () -> MemFile.create("x".repeat(300), 1)).errno());
        }
        before.assertUnchanged();
    }
}
