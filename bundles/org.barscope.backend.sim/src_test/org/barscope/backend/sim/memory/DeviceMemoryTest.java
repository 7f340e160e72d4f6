// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import org.barscope.core.memory.AccessWidth;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryFaultException;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMemoryTest {

    private static final int PAGE = HostSystem.pageSize();
    private static final long SIZE = 64L * PAGE;

    private static DeviceMemory memory(boolean sealed) throws IOException {
        DeviceMemory memory = DeviceMemory.create("barscope-test", SIZE);
        if (sealed) {
            memory.seal();
        }
        return memory;
    }

    private static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void usersFaultBehindTheCutAndTheDeviceDoesNot(boolean sealed) throws Exception {
        try (DeviceMemory memory = memory(sealed);
                MappedView view = MappedView.memfd(memory, Protection.READ_WRITE, MemoryKind.MEMORY)) {
            byte[] content = pattern((int) SIZE);
            memory.write(0, content, 0, content.length);
            memory.cut(10L * PAGE + 5);
            assertEquals(10L * PAGE, memory.reach());
            assertEquals(memory.load(10L * PAGE - 8, AccessWidth.W64), view.read(10L * PAGE - 8, AccessWidth.W64));
            assertThrows(MemoryFaultException.class, () -> view.read(10L * PAGE, AccessWidth.W32));
            assertThrows(MemoryFaultException.class, () -> view.write(11L * PAGE + 4, AccessWidth.W32, 1));
            byte[] target = new byte[3 * PAGE];
            assertEquals(2 * PAGE, view.copyOut(8L * PAGE, target, 0, 3 * PAGE));
            assertArrayEquals(Arrays.copyOfRange(content, 8 * PAGE, 10 * PAGE), Arrays.copyOf(target, 2 * PAGE));
            assertThrows(MemoryFaultException.class, () -> view.copyOut(10L * PAGE, target, 0, 16));

            // The device sees and changes what users cannot reach, also across the cut.
            byte[] across = new byte[2 * PAGE];
            memory.read(9L * PAGE, across, 0, across.length);
            assertArrayEquals(Arrays.copyOfRange(content, 9 * PAGE, 11 * PAGE), across);
            Arrays.fill(across, (byte) 0x77);
            memory.write(9L * PAGE, across, 0, across.length);
            memory.store(20L * PAGE, AccessWidth.W32, 0x1234_5678L);
            assertEquals(0x1234_5678L, memory.load(20L * PAGE, AccessWidth.W32));

            memory.cut(2L * PAGE);
            assertThrows(MemoryFaultException.class, () -> view.read(2L * PAGE, AccessWidth.W8));
            memory.restore();
            assertEquals(SIZE, memory.reach());
            Arrays.fill(content, 9 * PAGE, 11 * PAGE, (byte) 0x77);
            content[20 * PAGE] = 0x78;
            content[20 * PAGE + 1] = 0x56;
            content[20 * PAGE + 2] = 0x34;
            content[20 * PAGE + 3] = 0x12;
            byte[] all = new byte[(int) SIZE];
            assertEquals(all.length, view.copyOut(0, all, 0, all.length));
            assertArrayEquals(content, all);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cutAndRestoreAgainAndAgain(boolean sealed) throws Exception {
        try (DeviceMemory memory = memory(sealed);
                MappedView view = MappedView.memfd(memory, Protection.READ_WRITE, MemoryKind.DEVICE)) {
            for (int i = 1; i <= 200; i++) {
                view.write(5L * PAGE, AccessWidth.W32, i);
                memory.cut(0);
                memory.cut(0);
                assertThrows(MemoryFaultException.class, () -> view.read(5L * PAGE, AccessWidth.W32));
                memory.restore();
                memory.restore();
                assertEquals(i, view.read(5L * PAGE, AccessWidth.W32));
            }
        }
    }

    @Test
    void viewOpenedWhileCutWorksAfterwards() throws Exception {
        try (DeviceMemory memory = memory(false)) {
            memory.store(0, AccessWidth.W64, 0x0102_0304_0506_0708L);
            memory.cut(0);
            try (MappedView view = MappedView.memfd(memory, Protection.READ_ONLY, MemoryKind.DEVICE)) {
                assertThrows(MemoryFaultException.class, () -> view.read(0, AccessWidth.W64));
                memory.restore();
                assertEquals(0x0102_0304_0506_0708L, view.read(0, AccessWidth.W64));
            }
            assertThrows(IllegalStateException.class, () -> {
                memory.cut(0);
                memory.seal();
            });
        }
    }

    @Test
    void holesReadAsZerosNextToContent() throws Exception {
        long size = 1L << 30;
        try (DeviceMemory memory = DeviceMemory.create("barscope-test", size);
                MappedView view = MappedView.memfd(memory, Protection.READ_WRITE, MemoryKind.MEMORY)) {
            byte[] content = pattern(1000);
            memory.write((1 << 20) - 500, content, 0, 1000);
            view.write(size - 8, AccessWidth.W64, -1L);
            byte[] around = new byte[1 << 21];
            assertEquals(around.length, view.copyOut(0, around, 0, around.length));
            byte[] expected = new byte[1 << 21];
            System.arraycopy(content, 0, expected, (1 << 20) - 500, 1000);
            assertArrayEquals(expected, around);
            assertEquals(16, view.copyOut(size - 16, around, 0, 16));
            assertEquals(0, around[7]);
            assertEquals(-1, around[8]);
        }
    }

    @Test
    void sealedMemoryCannotReallyShrink() throws Exception {
        try (DeviceMemory memory = memory(true)) {
            assertTrue(memory.file().seals().contains(MemFile.Seal.SHRINK));
            memory.cut(0);
            assertEquals(SIZE, memory.file().size());
        }
    }

    @Test
    void dmabufSharesTheMemory() throws Exception {
        Assumptions.assumeTrue(Files.isWritable(Udmabuf.DEVICE), "this kernel has no udmabuf, or not for this user");
        try (DeviceMemory memory = memory(false);
                MappedView view = MappedView.dmabuf(memory, Protection.READ_WRITE, MemoryKind.MEMORY)) {
            assertTrue(view.isDmabuf());
            view.write(PAGE, AccessWidth.W32, 0xcafe_f00dL);
            assertEquals(0xcafe_f00dL, memory.load(PAGE, AccessWidth.W32));
            byte[] bytes = new byte[4];
            assertEquals(4, view.copyOut(PAGE, bytes, 0, 4));
            assertEquals(0x0d, bytes[0]);
            memory.cut(0);
            assertThrows(MemoryFaultException.class, () -> view.read(PAGE, AccessWidth.W32));
            memory.restore();
            assertEquals(0xcafe_f00dL, view.read(PAGE, AccessWidth.W32));
        }
    }

    @Test
    void sizesAreWholePages() throws Exception {
        try (DeviceMemory memory = DeviceMemory.create("barscope-test", 1);
                MappedView view = MappedView.memfd(memory, Protection.READ_ONLY, MemoryKind.DEVICE)) {
            assertEquals(PAGE, memory.size());
            assertFalse(view.isDmabuf());
            assertEquals(0, view.read(0, AccessWidth.W8));
        }
    }
}
