// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
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

/**
 * DMABUFs as this kernel makes them; what it cannot make is skipped with the reason, the refusals are always tested.
 */
class DmaBufsTest {
    private static final int PAGE = HostSystem.pageSize();

    @Test
    void whatIsNoDmabufIsRefused() throws IOException {
        try (MemFile file = MemFile.create("plain", PAGE)) {
            Leaks before = Leaks.now();
            assertEquals(Errno.ENOTTY, assertThrows(ErrnoException.class,
                    () -> CpuAccess.begin(file.descriptor(), SyncDirection.READ)).errno());
            ErrnoException unnamed =
                    assertThrows(ErrnoException.class, () -> DmaBufs.setName(file.descriptor(), "name"));
            assertEquals("ioctl(DMA_BUF_SET_NAME) memfd plain: ENOTTY (Inappropriate ioctl for device)",
                    unnamed.getMessage());
            before.assertUnchanged();
        }
    }

    @Test
    void aHeapThatDoesNotExistIsNamed() throws IOException {
        Leaks before = Leaks.now();
        ErrnoException absent =
                assertThrows(ErrnoException.class, () -> DmaHeap.allocate("no such heap", PAGE, "buffer"));
        assertEquals(Errno.ENOENT, absent.errno());
        assertEquals("/dev/dma_heap/no such heap", absent.subject().orElseThrow());
        before.assertUnchanged();
    }

    @Test
    @SuppressWarnings("try")
    void aUdmabufSharesTheMemoryOfItsMemfd() throws IOException {
        assumeTrue(Files.isReadable(Udmabuf.DEVICE) && Files.isWritable(Udmabuf.DEVICE),
                "this kernel or user has no /dev/udmabuf");
        Leaks before = Leaks.now();
        try (MemFile memory = MemFile.create("udmabuf", 4L * PAGE);
                FileDescriptor buffer = Udmabuf.create(memory, PAGE, 2L * PAGE, "buffer");
                Mapping mapping = Mapping.map(buffer, 0, 2L * PAGE, Protection.READ_WRITE, MemoryKind.MEMORY,
                        "buffer")) {
            assertTrue(buffer.isCloseOnExec());
            assertTrue(memory.seals().contains(MemFile.Seal.SHRINK));
            assertEquals(2L * PAGE, DmaBufs.size(buffer));
            memory.descriptor().pwrite(PAGE + 8L, new byte[] {1, 2, 3, 4}, 0, 4);
            try (CpuAccess access = CpuAccess.begin(buffer, SyncDirection.READ_WRITE)) {
                assertEquals(0x04030201, mapping.access().read(8, AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN));
                access.close(); // and once more by the resource, which does nothing
            }
            DmaBufFdInfo info = DmaBufFdInfo.read(buffer).orElseThrow();
            assertEquals("udmabuf", info.exporter());
            assertEquals(2L * PAGE, info.size());
            DmaBufs.setName(buffer, "a name");
            assertEquals(Optional.of("a name"), DmaBufFdInfo.read(buffer).orElseThrow().name());
            assertEquals(Errno.EINVAL, assertThrows(ErrnoException.class,
                    () -> DmaBufs.setName(buffer, "x".repeat(DmaBufs.MAX_NAME_BYTES + 1))).errno());
            assertEquals(Errno.EINVAL, assertThrows(ErrnoException.class,
                    () -> Udmabuf.create(memory, 1, PAGE, "misaligned")).errno());
        }
        before.assertUnchanged();
    }

    @Test
    void aHeapAllocatesWholePagesOfZeros() throws IOException {
        assumeTrue(DmaHeap.names().contains("system") && HostSystem.effectiveUserId() == 0,
                "this kernel has no system heap or this user may not use it");
        Leaks before = Leaks.now();
        try (FileDescriptor buffer = DmaHeap.allocate("system", PAGE + 1L, "buffer");
                Mapping mapping = Mapping.map(buffer, 0, 2L * PAGE, Protection.READ_WRITE, MemoryKind.MEMORY,
                        "buffer")) {
            assertTrue(buffer.isCloseOnExec());
            assertEquals(2L * PAGE, DmaBufs.size(buffer));
            assertEquals(0, mapping.access().read(PAGE, AccessWidth.BITS_64, ByteOrder.LITTLE_ENDIAN));
            assertEquals("system", DmaBufFdInfo.read(buffer).orElseThrow().exporter());
        }
        before.assertUnchanged();
    }
}
