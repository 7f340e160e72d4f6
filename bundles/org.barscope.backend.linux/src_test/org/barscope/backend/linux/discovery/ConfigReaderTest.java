// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciCapability;
import org.junit.jupiter.api.Test;

class ConfigReaderTest {

    /** A configuration space that notes which of its bytes were read; those that nobody put there are 5a. */
    private static final class Function implements ConfigReader.Source {
        private final byte[] content;
        private final BitSet read = new BitSet();
        private int readable;

        Function(int size, int vendor) {
            content = new byte[size];
            readable = size;
            Arrays.fill(content, ConfigSpace.HEADER_SIZE, size, (byte) 0x5a);
            put(0, vendor, vendor >> 8, 0x41, 0x10, 7, 0, 0x10, 0);
        }

        Function put(int offset, int... bytes) {
            for (int i = 0; i < bytes.length; i++) {
                content[offset + i] = (byte) bytes[i];
            }
            return this;
        }

        @Override
        public int size() {
            return content.length;
        }

        @Override
        public int read(int offset, byte[] into, int at, int length) {
            int got = Math.max(0, Math.min(length, readable - offset));
            System.arraycopy(content, offset, into, at, got);
            assertFalse(read.intersects(range(offset, got)), "read twice");
            read.set(offset, offset + got);
            return got;
        }

        private static BitSet range(int offset, int length) {
            BitSet range = new BitSet();
            range.set(offset, offset + length);
            return range;
        }

        /** The bytes that were read beyond the header. */
        String beyondHeader() {
            BitSet beyond = (BitSet) read.clone();
            beyond.clear(0, ConfigSpace.HEADER_SIZE);
            StringBuilder text = new StringBuilder();
            for (int from = beyond.nextSetBit(0); from >= 0; from = beyond.nextSetBit(beyond.nextClearBit(from))) {
                text.append(text.isEmpty() ? "" : " ").append(Integer.toHexString(from)).append('-')
                        .append(Integer.toHexString(beyond.nextClearBit(from) - 1));
            }
            return text.toString();
        }
    }

    /** Decodes the same as if everything had been read. */
    private static ConfigSpace same(Function function) throws IOException {
        byte[] image = ConfigReader.read(function);
        assertEquals(function.content.length, image.length);
        ConfigSpace decoded = ConfigSpace.decode(image);
        ConfigSpace full = ConfigSpace.decode(function.content);
        assertEquals(full.capabilities(), decoded.capabilities());
        assertEquals(full.findings(), decoded.findings());
        for (int i = 0; i < image.length; i++) {
            assertEquals(function.read.get(i) ? function.content[i] : 0, image[i], "byte " + i);
        }
        return decoded;
    }

    @Test
    void withoutAListOnlyTheHeaderIsRead() throws Exception {
        Function function = new Function(256, 0x8086).put(6, 0).put(0x34, 0x40);
        assertEquals(List.of(), same(function).capabilities());
        assertEquals("", function.beyondHeader());
    }

    @Test
    void theWindowOfVirtioIsNotTouched() throws Exception {
        Function function = new Function(256, 0x1af4).put(0x34, 0x40)
                .put(0x40, 0x09, 0x60, 0x14, 5, 4, 0, 0, 0, 0x10, 0, 0, 0, 4, 0, 0, 0, 0xde, 0xad, 0xbe, 0xef)
                .put(0x60, 0x09, 0, 0x14, 2, 4, 0, 0, 0, 0, 0x30, 0, 0, 0, 0x10, 0, 0, 4, 0, 0, 0);
        byte[] image = ConfigReader.read(function);
        ConfigSpace decoded = ConfigSpace.decode(image);
        assertEquals(List.of(0x40, 0x60), decoded.capabilities().stream().map(PciCapability::offset).toList());
        assertEquals("40-45 48-4f 60-65 68-73", function.beyondHeader());
        assertArrayEquals(new byte[4], Arrays.copyOfRange(image, 0x50, 0x54));
    }

    @Test
    void ofUnknownCapabilitiesOnlyTheHeadIsRead() throws Exception {
        Function function = new Function(4096, 0x8086).put(0x34, 0x40)
                // A vendor's own, 0x20 long; one that nobody knows; PCI Express version 2 of an endpoint.
                .put(0x40, 0x09, 0x70, 0x20, 0x33).put(0x70, 0x7f, 0x80, 0, 0).put(0x80, 0x10, 0, 2, 0)
                // An extended one that nobody knows, and a serial number.
                .put(0x100, 0xee, 0x7f, 0x01, 0x20).put(0x200, 3, 0, 1, 0);
        same(function);
        assertEquals("40-43 70-73 80-93 a4-b3 100-103 200-20b", function.beyondHeader());
    }

    @Test
    void countsThatLieInTheCapabilityAreFollowed() throws Exception {
        Function function = new Function(4096, 0x8086).put(0x34, 0x40).put(0x40, 0x10, 0, 2, 0)
                // Two resizable BARs, then SR-IOV.
                .put(0x100, 0x15, 0, 1, 0x20).put(0x108, 0x40, 0, 0, 0).put(0x200, 0x10, 0, 1, 0);
        same(function);
        assertEquals("40-53 64-73 100-113 200-23f", function.beyondHeader());
    }

    @Test
    void listsThatLoopOrLeadNowhereEnd() throws Exception {
        same(new Function(256, 0x8086).put(0x34, 0x40).put(0x40, 1, 0x40));
        same(new Function(256, 0x8086).put(0x34, 0x40).put(0x40, 0xff, 0x50));
        same(new Function(256, 0x8086).put(0x34, 0xfc).put(0xfc, 0x10, 0x20, 2, 0));
        same(new Function(4096, 0x8086).put(0x34, 0x40).put(0x40, 0x10, 0, 2, 0).put(0x100, 3, 0, 1, 0x10));
        same(new Function(4096, 0x8086).put(0x34, 0x40).put(0x40, 0x10, 0, 2, 0).put(0x100, 3, 0, 0xc1, 0xff)
                .put(0xffc, 0x10, 0, 1, 0));
        same(new Function(4096, 0x8086).put(0x34, 0x40).put(0x40, 0x10, 0, 2, 0).put(0x100, 0, 0, 0, 0));
    }

    @Test
    void aVirtualFunctionHasCapabilitiesThoughItHasNoIds() throws Exception {
        Function function = new Function(256, 0xffff).put(2, 0xff, 0xff).put(0x34, 0x40).put(0x40, 0x11, 0, 3, 0);
        assertEquals(1, same(function).capabilities().size());
        assertEquals("40-4b", function.beyondHeader());
    }

    @Test
    void onesAreNotFollowed() throws Exception {
        Function function = new Function(256, 0xffff);
        Arrays.fill(function.content, (byte) 0xff);
        byte[] image = ConfigReader.read(function);
        assertEquals(256, image.length);
        assertEquals("", function.beyondHeader());
    }

    @Test
    void whatMayNotBeReadIsNotMadeUp() throws Exception {
        Function function = new Function(256, 0x8086).put(0x34, 0x40).put(0x40, 1, 0, 3, 0);
        function.readable = 64;
        assertArrayEquals(Arrays.copyOf(function.content, 64), ConfigReader.read(function));
        Function cut = new Function(256, 0x8086);
        cut.readable = 10;
        assertEquals(10, ConfigReader.read(cut).length);
    }
}
