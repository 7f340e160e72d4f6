// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Map;
import org.barscope.core.pci.ConfigRegister;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciCapability;

/**
 * Reads of a configuration space what its capabilities define, and nothing else: the header, both lists, and the
 * registers that are known to be there. Some devices crash when undefined registers are read, and one register reaches
 * into a BAR (see {@link #skipWindow}). What was not read stays 0, which decodes the same.
 */
final class ConfigReader {

    /** Where the bytes come from: each call becomes accesses of configuration space, of at most 32 bits each. */
    interface Source {
        /** How large configuration space is: 256 or 4096, whether or not all of it may be read. */
        int size() throws IOException;

        /** @return how many bytes were read; less than asked for at the end of what this user may read */
        int read(int offset, byte[] into, int at, int length) throws IOException;
    }

    private static final int EXTENDED_START = 0x100;
    private static final int CARDBUS_SIZE = 0x48;
    private static final int STATUS_CAPABILITIES = 0x10;
    private static final int ID_VENDOR_SPECIFIC = 0x09;
    private static final int ID_PCI_X = 0x07;
    private static final int ID_EXPRESS = 0x10;
    private static final int VENDOR_VIRTIO = 0x1af4;
    private static final int VIRTIO_PCI_CFG = 5;

    /**
     * Bytes to read of extended capabilities besides what their registers say, because how many registers there are is
     * only known from these: SR-IOV has a fixed size, resizable BARs have their count in the first entry.
     */
    private static final Map<Integer, Integer> FIXED = Map.of(0x10, 0x40, 0x15, 0x0c, 0x24, 0x0c);

    private final Source source;
    private final BitSet done = new BitSet();
    private byte[] image;

    private ConfigReader(Source source) {
        this.source = source;
    }

    /** Reads a file of sysfs. Wakes the device. */
    static byte[] read(Path config, Path proc) throws IOException {
        try (FileChannel channel = FileChannel.open(config, StandardOpenOption.READ)) {
            return read(new Source() {
                @Override
                public int size() throws IOException {
                    return (int) visible(channel.size(), proc);
                }

                @Override
                public int read(int offset, byte[] into, int at, int length) throws IOException {
                    return Math.max(0, channel.read(ByteBuffer.wrap(into, at, length), offset));
                }
            });
        }
    }

    /** @return as many bytes as there are, or as this user may read */
    static byte[] read(Source source) throws IOException {
        return new ConfigReader(source).read();
    }

    /** How much of a configuration space this user may read. */
    static long visible(long size, Path proc) throws IOException {
        return size > ConfigSpace.HEADER_SIZE && hidden(proc) ? ConfigSpace.HEADER_SIZE : size;
    }

    /**
     * The kernel shows the rest to those with CAP_SYS_ADMIN only (pci_read_config, drivers/pci/pci-sysfs.c). Asking the
     * file instead would be a read of a byte that may be undefined.
     */
    private static boolean hidden(Path proc) throws IOException {
        Path status = proc.resolve("self/status");
        if (Files.notExists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith("CapEff:"))
                .map(line -> Long.parseUnsignedLong(line.substring("CapEff:".length()).strip(), 16))
                .anyMatch(rights -> (rights >>> 21 & 1) == 0);
    }

    private byte[] read() throws IOException {
        byte[] header = new byte[ConfigSpace.HEADER_SIZE];
        int got = source.read(0, header, 0, header.length);
        int size = source.size();
        if (got < header.length || size <= header.length) {
            return Arrays.copyOf(header, got);
        }
        image = Arrays.copyOf(header, size);
        done.set(0, header.length);
        boolean more = true;
        if (headerType() == 2) {
            more = fetch(range(header.length, CARDBUS_SIZE));
        }
        boolean ones = u32(0) == 0xffff_ffffL && u32(4) == 0xffff_ffffL;
        if (more && !ones && (u16(6) & STATUS_CAPABILITIES) != 0) {
            more = lists();
        }
        return more ? image : Arrays.copyOf(image, header.length);
    }

    /** @return false when this user may not read beyond the header */
    private boolean lists() throws IOException {
        BitSet seen = new BitSet();
        boolean extended = false;
        int offset = u8(headerType() == 2 ? 0x14 : 0x34) & ~3;
        while (offset >= ConfigSpace.HEADER_SIZE && !seen.get(offset)) {
            seen.set(offset);
            if (!fetch(range(offset, offset + 4))) {
                return false;
            }
            int id = u8(offset);
            if (id == 0xff) {
                break;
            }
            extended |= id == ID_EXPRESS || id == ID_PCI_X;
            if (id == ID_EXPRESS && (u16(offset + 2) & 0xf) >= 2) {
                // The link's width decides how long other capabilities are; the first version may end before it.
                fetch(range(offset, offset + 0x10));
            }
            offset = u8(offset + 1) & ~3;
        }
        offset = extended && image.length > EXTENDED_START ? EXTENDED_START : 0;
        while (offset >= EXTENDED_START && !seen.get(offset) && fetch(range(offset, offset + 4))) {
            seen.set(offset);
            long head = u32(offset);
            if (head == 0 || head == 0xffff_ffffL) {
                break;
            }
            fetch(range(offset, offset + FIXED.getOrDefault((int) head & 0xffff, 4)));
            offset = (int) (head >>> 20) & ~3;
        }
        BitSet missing = missing(registers());
        while (!missing.isEmpty()) {
            if (!fetch(missing)) {
                return false;
            }
            // What was read may say that there are more registers.
            missing = missing(registers());
        }
        return true;
    }

    /** What the capabilities, as far as they are known, define. */
    private BitSet registers() {
        BitSet wanted = new BitSet();
        for (PciCapability capability : ConfigSpace.decode(image).capabilities()) {
            for (ConfigRegister register : capability.registers()) {
                wanted.set(register.offset(), register.offset() + register.width() / 8);
            }
            skipWindow(capability, wanted);
        }
        return wanted;
    }

    /**
     * Reading {@code pci_cfg_data} of virtio makes the device access a BAR, at the place that a driver has chosen
     * (Virtual I/O Device 1.2, section 4.1.4.9), so whatever that register does on reading would happen.
     */
    private void skipWindow(PciCapability capability, BitSet wanted) {
        int offset = capability.offset();
        if (!capability.extended() && capability.id() == ID_VENDOR_SPECIFIC && u16(0) == VENDOR_VIRTIO
                && u8(offset + 3) == VIRTIO_PCI_CFG) {
            wanted.clear(offset + 0x10, offset + 0x14);
        }
    }

    private BitSet missing(BitSet wanted) {
        BitSet missing = wanted.get(0, image.length);
        missing.andNot(done);
        return missing;
    }

    /** @return false when not all of it may be read */
    private boolean fetch(BitSet wanted) throws IOException {
        BitSet missing = missing(wanted);
        for (int from = missing.nextSetBit(0); from >= 0; from = missing.nextSetBit(from)) {
            int to = missing.nextClearBit(from);
            if (source.read(from, image, from, to - from) < to - from) {
                return false;
            }
            done.set(from, to);
            from = to;
        }
        return true;
    }

    private static BitSet range(int from, int to) {
        BitSet range = new BitSet();
        range.set(from, to);
        return range;
    }

    private int headerType() {
        return u8(0x0e) & 0x7f;
    }

    private int u8(int offset) {
        return Byte.toUnsignedInt(image[offset]);
    }

    private int u16(int offset) {
        return u8(offset) | u8(offset + 1) << 8;
    }

    private long u32(int offset) {
        return u16(offset) | (long) u16(offset + 2) << 16;
    }
}
