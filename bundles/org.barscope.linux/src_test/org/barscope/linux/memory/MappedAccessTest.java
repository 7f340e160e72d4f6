// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.barscope.linux.libc.HostSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappedAccessTest {
    private static final int PAGE = HostSystem.pageSize();
    private static final int SIZE = 4 * PAGE;

    private MemFile file;
    private Mapping device;
    private Mapping memory;

    @BeforeEach
    void map() throws IOException {
        file = MemFile.create("mapped", SIZE);
        device = file.map(Protection.READ_WRITE, MemoryKind.DEVICE);
        memory = file.map(Protection.READ_WRITE, MemoryKind.MEMORY);
    }

    @AfterEach
    void unmap() {
        memory.close();
        device.close();
        file.close();
    }

    @Test
    void unitsHaveTheirWidthAndByteOrder() throws IOException {
        MappedAccess access = device.access();
        access.write(8, AccessWidth.BITS_64, LITTLE_ENDIAN, 0x8877665544332211L);
        byte[] bytes = new byte[8];
        file.descriptor().pread(8, bytes, 0, 8);
        assertEquals("1122334455667788", HexFormat.of().formatHex(bytes));
        assertEquals(0x8877665544332211L, access.read(8, AccessWidth.BITS_64, LITTLE_ENDIAN));
        assertEquals(0x1122334455667788L, access.read(8, AccessWidth.BITS_64, BIG_ENDIAN));
        assertEquals(0x88776655L, access.read(12, AccessWidth.BITS_32, LITTLE_ENDIAN));
        assertEquals(0x55667788L, access.read(12, AccessWidth.BITS_32, BIG_ENDIAN));
        assertEquals(0x8877L, access.read(14, AccessWidth.BITS_16, LITTLE_ENDIAN));
        assertEquals(0x7788L, access.read(14, AccessWidth.BITS_16, BIG_ENDIAN));
        assertEquals(0x88L, access.read(15, AccessWidth.BITS_8, LITTLE_ENDIAN));
        assertEquals(0x88L, access.read(15, AccessWidth.BITS_8, BIG_ENDIAN));
    }

    @ParameterizedTest
    @EnumSource
    void aWriteChangesItsUnitAndNoOther(AccessWidth width) throws IOException {
        MappedAccess access = device.access();
        for (var order : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
            byte[] before = random(32, width.bytes());
            file.descriptor().pwrite(0, before, 0, 32);
            access.write(16, width, order, 0x0102030405060708L);
            byte[] after = new byte[32];
            file.descriptor().pread(0, after, 0, 32);
            byte[] unit = ByteBuffer.allocate(8).order(order).putLong(0x0102030405060708L).array();
            System.arraycopy(unit, order == BIG_ENDIAN ? 8 - width.bytes() : 0, before, 16, width.bytes());
            assertArrayEquals(before, after);
            assertEquals(0x0102030405060708L & width.mask(), access.read(16, width, order));
        }
    }

    @ParameterizedTest
    @EnumSource
    void unitsAreReadInAddressOrder(AccessWidth width) throws IOException {
        byte[] content = random(256, 1);
        file.descriptor().pwrite(64, content, 0, 256);
        byte[] target = new byte[300];
        device.access().readUnits(64, width, 256 / width.bytes(), target, 7);
        assertArrayEquals(content, Arrays.copyOfRange(target, 7, 263));
        assertEquals(0, target[6] | target[263]);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnyAccess() {
        MappedAccess access = device.access();
        MemoryAccessException beyond = assertThrows(OutOfRangeException.class,
                () -> access.read(SIZE, AccessWidth.BITS_8, LITTLE_ENDIAN));
        assertEquals("read of 1 byte at 0x" + Integer.toHexString(SIZE) + " of memfd mapped: outside of its 0x"
                + Integer.toHexString(SIZE) + " bytes", beyond.getMessage());
        assertEquals(SIZE, beyond.offset());
        assertFalse(beyond.writing());
        assertThrows(OutOfRangeException.class, () -> access.read(-8, AccessWidth.BITS_64, LITTLE_ENDIAN));
        assertThrows(OutOfRangeException.class, () -> access.write(Long.MAX_VALUE - 7, AccessWidth.BITS_64,
                LITTLE_ENDIAN, 0));
        assertThrows(OutOfRangeException.class, () -> access.readUnits(SIZE - 8, AccessWidth.BITS_32, 3,
                new byte[12], 0));
        assertThrows(OutOfRangeException.class, () -> memory.access().copyOut(SIZE - 1, new byte[2], 0, 2));
        assertThrows(OutOfRangeException.class, () -> memory.access().copyIn(-1, new byte[2], 0, 2));
        MemoryAccessException odd = assertThrows(MisalignedException.class,
                () -> access.write(2, AccessWidth.BITS_32, LITTLE_ENDIAN, 1));
        assertTrue(odd.getMessage().startsWith("write of 4 bytes at 0x2 of memfd mapped: "), odd.getMessage());
        assertEquals(4, odd.widthBytes());
        assertTrue(odd.writing());
        assertThrows(MisalignedException.class, () -> access.read(SIZE - 4, AccessWidth.BITS_64, LITTLE_ENDIAN));
        assertThrows(MisalignedException.class,
                () -> access.readUnits(1, AccessWidth.BITS_16, 1, new byte[2], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> access.readUnits(0, AccessWidth.BITS_16, 2, new byte[4], 1));
        assertThrows(IndexOutOfBoundsException.class, () -> memory.access().copyOut(0, new byte[4], 2, 3));
    }

    @Test
    void aReadOnlyMappingRefusesWrites() throws IOException {
        try (Mapping mapping = file.map(Protection.READ_ONLY, MemoryKind.MEMORY)) {
            MappedAccess access = mapping.access();
            assertFalse(access.writable());
            assertEquals(0, access.read(0, AccessWidth.BITS_64, LITTLE_ENDIAN));
            for (AccessWidth width : AccessWidth.values()) {
                assertThrows(ReadOnlyException.class, () -> access.write(0, width, LITTLE_ENDIAN, 1));
            }
            assertThrows(ReadOnlyException.class, () -> access.copyIn(0, new byte[8], 0, 8));
        }
        assertTrue(memory.access().writable());
    }

    @Test
    void deviceMemoryIsNotCopiedInBulk() {
        MappedAccess access = device.access();
        assertEquals(MemoryKind.DEVICE, access.kind());
        assertThrows(UnsupportedOperationException.class, () -> access.copyOut(0, new byte[8], 0, 8));
        assertThrows(UnsupportedOperationException.class, () -> access.copyIn(0, new byte[8], 0, 8));
    }

    @Test
    void bulkCopiesAreExactAtAnyOffsetAndLength() throws IOException {
        byte[] content = random(SIZE, 2);
        memory.access().copyIn(0, content, 0, SIZE);
        byte[] back = new byte[SIZE];
        assertEquals(SIZE, file.descriptor().pread(0, back, 0, SIZE));
        assertArrayEquals(content, back);
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            int offset = random.nextInt(SIZE);
            int length = random.nextInt(Math.min(SIZE - offset, i % 2 == 0 ? 40 : 9000) + 1);
            byte[] part = new byte[length + 2];
            memory.access().copyOut(offset, part, 1, length);
            assertArrayEquals(Arrays.copyOfRange(content, offset, offset + length),
                    Arrays.copyOfRange(part, 1, length + 1));
            byte[] change = random(length, i);
            memory.access().copyIn(offset, change, 0, length);
            System.arraycopy(change, 0, content, offset, length);
        }
        memory.access().copyOut(0, back, 0, SIZE);
        assertArrayEquals(content, back);
    }

    @Test
    void faultsNameTheirUnitAndSpareTheRest() throws IOException {
        byte[] content = random(SIZE, 4);
        memory.access().copyIn(0, content, 0, SIZE);
        int end = 2 * PAGE;
        file.resize(end);
        for (int lead : new int[] {0, 1, 7, 8, 39, 40, 63, 64, 65, 4095, 4096, PAGE + 3}) {
            for (int tail : new int[] {1, 7, 8, 40, 64, 100, PAGE}) {
                byte[] target = new byte[lead + tail];
                MemoryFaultException fault = assertThrows(MemoryFaultException.class,
                        () -> memory.access().copyOut(end - lead, target, 0, lead + tail));
                assertEquals(end, fault.offset());
                assertFalse(fault.writing());
                assertArrayEquals(Arrays.copyOfRange(content, end - lead, end), Arrays.copyOf(target, lead));
                byte[] change = random(lead + tail, lead + tail);
                fault = assertThrows(MemoryFaultException.class,
                        () -> memory.access().copyIn(end - lead, change, 0, lead + tail));
                assertEquals(end, fault.offset());
                assertTrue(fault.writing());
                System.arraycopy(change, 0, content, end - lead, lead);
            }
        }
        byte[] rest = new byte[end];
        memory.access().copyOut(0, rest, 0, end);
        assertArrayEquals(Arrays.copyOf(content, end), rest);
    }

    @Test
    void theSameMappingIsLiveAgainWhenTheMemoryComesBack() throws IOException {
        MappedAccess access = device.access();
        for (int i = 0; i < 200; i++) {
            long value = i;
            access.write(3 * PAGE, AccessWidth.BITS_32, LITTLE_ENDIAN, value);
            assertEquals(value, access.read(3 * PAGE, AccessWidth.BITS_32, LITTLE_ENDIAN));
            file.resize(PAGE);
            assertThrows(MemoryFaultException.class,
                    () -> access.read(3 * PAGE, AccessWidth.BITS_32, LITTLE_ENDIAN));
            assertThrows(MemoryFaultException.class,
                    () -> access.write(3 * PAGE, AccessWidth.BITS_32, LITTLE_ENDIAN, value));
            file.resize(SIZE);
            assertEquals(0, access.read(3 * PAGE, AccessWidth.BITS_32, LITTLE_ENDIAN));
            file.descriptor().pwrite(3L * PAGE, new byte[] {(byte) i, 1, 2, 3}, 0, 4);
            assertEquals(0x03020100L | i & 0xff, access.read(3 * PAGE, AccessWidth.BITS_32, LITTLE_ENDIAN));
        }
    }

    @Test
    void aPartHasOffsetsOfItsOwn() throws IOException {
        MappedAccess part = device.access(PAGE + 8, 16);
        part.write(8, AccessWidth.BITS_64, LITTLE_ENDIAN, 7);
        assertEquals(7, device.access().read(PAGE + 16, AccessWidth.BITS_64, LITTLE_ENDIAN));
        assertEquals(16, part.length());
        assertThrows(OutOfRangeException.class, () -> part.read(16, AccessWidth.BITS_8, LITTLE_ENDIAN));
        assertThrows(IndexOutOfBoundsException.class, () -> device.access(SIZE - 8, 16));
        assertThrows(IllegalArgumentException.class, () -> device.access(4, 8));
    }

    @Test
    void afterClosingEverythingIsRefusedAndNothingTouched() throws IOException {
        MappedAccess access = memory.access();
        MappedAccess part = memory.access(PAGE, PAGE);
        memory.close();
        memory.close();
        assertFalse(memory.isOpen());
        for (AccessWidth width : AccessWidth.values()) {
            assertThrows(MappingClosedException.class, () -> access.read(0, width, LITTLE_ENDIAN));
            assertThrows(MappingClosedException.class, () -> access.write(0, width, LITTLE_ENDIAN, 1));
            assertThrows(MappingClosedException.class, () -> part.readUnits(0, width, 2, new byte[16], 0));
        }
        List<Executable> bulk = List.of(() -> access.copyOut(0, new byte[9000], 0, 9000),
                () -> access.copyOut(0, new byte[3], 0, 3), () -> part.copyIn(0, new byte[PAGE], 0, PAGE));
        bulk.forEach(call -> assertThrows(MappingClosedException.class, call));
        assertEquals(0, device.access().read(0, AccessWidth.BITS_8, LITTLE_ENDIAN));
    }

    @Test
    void otherErrorsOfTheVirtualMachineAreNotTakenForFaults() {
        assertTrue(FaultFence.isFault(new InternalError("a fault occurred in an unsafe memory access operation")));
        assertTrue(FaultFence.isFault(new InternalError(
                "a fault occurred in a recent unsafe memory access operation in compiled Java code")));
        assertFalse(FaultFence.isFault(new InternalError("something else")));
        assertFalse(FaultFence.isFault(new InternalError()));
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
