// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.junit.jupiter.api.Test;

class PositionedAccessTest {
    private static final int BASE = 100;

    @Test
    void behavesLikeAMappingOfTheSameBytes() throws IOException {
        try (MemFile file = MemFile.create("positioned", 4096);
                Mapping mapping = file.map(Protection.READ_WRITE, MemoryKind.DEVICE)) {
            UnitAccess mapped = mapping.access();
            UnitAccess positioned =
                    new PositionedAccess(file.descriptor(), 0, 4096, Protection.READ_WRITE, "positioned");
            for (AccessWidth width : AccessWidth.values()) {
                for (var order : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
                    positioned.write(64, width, order, 0x1122334455667788L);
                    assertEquals(0x1122334455667788L & width.mask(), mapped.read(64, width, order));
                    mapped.write(128, width, order, 0x99aabbccddeeff00L);
                    assertEquals(0x99aabbccddeeff00L & width.mask(), positioned.read(128, width, order));
                    byte[] one = new byte[256];
                    byte[] other = new byte[256];
                    mapped.readUnits(0, width, 256 / width.bytes(), one, 0);
                    positioned.readUnits(0, width, 256 / width.bytes(), other, 0);
                    assertArrayEquals(one, other);
                }
            }
            assertThrows(MisalignedException.class, () -> positioned.read(1, AccessWidth.BITS_16, LITTLE_ENDIAN));
            assertThrows(MisalignedException.class,
                    () -> positioned.write(4, AccessWidth.BITS_64, LITTLE_ENDIAN, 1));
            assertThrows(OutOfRangeException.class, () -> positioned.read(4096, AccessWidth.BITS_8, LITTLE_ENDIAN));
            assertThrows(OutOfRangeException.class, () -> positioned.read(-4, AccessWidth.BITS_32, LITTLE_ENDIAN));
        }
    }

    @Test
    void aRangeStartsAtItsBaseAndEndsAtItsLength() throws IOException {
        try (MemFile file = MemFile.create("range", 4096)) {
            file.descriptor().pwrite(BASE + 4, new byte[] {1, 2, 3, 4}, 0, 4);
            PositionedAccess access =
                    new PositionedAccess(file.descriptor(), BASE, 8, Protection.READ_ONLY, "range");
            assertEquals(0x04030201, access.read(4, AccessWidth.BITS_32, LITTLE_ENDIAN));
            assertEquals(8, access.length());
            assertThrows(ReadOnlyException.class, () -> access.write(0, AccessWidth.BITS_8, LITTLE_ENDIAN, 1));
            assertThrows(OutOfRangeException.class, () -> access.readBytes(4, new byte[8], 0, 5));
            byte[] bytes = new byte[6];
            assertEquals(4, access.readBytes(4, bytes, 1, 4));
            assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 0}, bytes);
        }
    }

    @Test
    void whatTheKernelTransfersOnlyInPartHasNoValue() throws IOException {
        try (MemFile file = MemFile.create("short", 10)) {
            PositionedAccess access =
                    new PositionedAccess(file.descriptor(), 0, 16, Protection.READ_WRITE, "short");
            byte[] target = new byte[16];
            Arrays.fill(target, (byte) -1);
            ShortTransferException cut =
                    assertThrows(ShortTransferException.class, () -> access.readUnits(0, AccessWidth.BITS_32, 4,
                            target, 0));
            assertEquals(8, cut.offset());
            assertEquals("read of 4 bytes at 0x8 of short: the kernel transferred only 2", cut.getMessage());
            assertArrayEquals(new byte[8], Arrays.copyOf(target, 8));
            assertEquals(10, access.readBytes(0, target, 0, 16));
        }
    }

    @Test
    void aRefusalOfTheKernelNamesItsErrno() throws IOException {
        FileDescriptor fd = FileDescriptor.open(Path.of("/dev/null"), OpenFlag.READ_ONLY);
        PositionedAccess access = new PositionedAccess(fd, 0, 16, Protection.READ_WRITE, "sink");
        AccessRefusedException refused = assertThrows(AccessRefusedException.class,
                () -> access.write(8, AccessWidth.BITS_32, LITTLE_ENDIAN, 1));
        assertEquals(Errno.EBADF, refused.errno());
        assertEquals(8, refused.offset());
        assertTrue(refused.writing());
        assertEquals("write of 4 bytes at 0x8 of sink: EBADF (Bad file descriptor)", refused.getMessage());
        assertEquals(refused.refusal(), refused.getCause());
        fd.close();
        assertEquals(Errno.EBADF, assertThrows(AccessRefusedException.class,
                () -> access.read(0, AccessWidth.BITS_8, LITTLE_ENDIAN)).errno());
    }
}
