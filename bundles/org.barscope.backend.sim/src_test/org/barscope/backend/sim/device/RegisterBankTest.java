// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import static org.barscope.core.memory.AccessWidth.W16;
import static org.barscope.core.memory.AccessWidth.W32;
import static org.barscope.core.memory.AccessWidth.W64;
import static org.barscope.core.memory.AccessWidth.W8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegisterBankTest {

    private final RegisterBank bank = new RegisterBank(0x100, 0xff);
    private DeviceMemory memory;
    private int reads;

    @BeforeEach
    void create() throws IOException {
        memory = DeviceMemory.create("barscope-test", 0x100);
    }

    @AfterEach
    void close() {
        memory.close();
    }

    /** What a region does for a read. */
    private long read(long offset, AccessWidth width) throws IOException {
        bank.beforeRead(memory, offset, width.bytes());
        long value = memory.load(offset, width);
        bank.afterRead(memory, offset, width);
        return value;
    }

    /** What a region does for a write. */
    private void write(long offset, AccessWidth width, long value) throws IOException {
        memory.store(offset, width, value);
        bank.afterWrite(memory, offset, width, value);
    }

    @Test
    void byteWritesChangeOneByteOfARegister() throws Exception {
        bank.add(0x10, "REG").stores(0x1122_3344L, 0xffff_00ffL);
        bank.powerOn(memory);
        write(0x12, W8, 0xaa);
        assertEquals(0x11aa_3344L, read(0x10, W32));
        write(0x11, W8, 0xaa);
        assertEquals(0x11aa_3344L, read(0x10, W32), "bits that cannot be written stay");
        write(0x10, W16, 0xbeef);
        assertEquals(0x11aa_33efL, read(0x10, W32));
        assertEquals(0x33, read(0x11, W8));
    }

    @Test
    void wideAccessesReachSeveralRegisters() throws Exception {
        Cell low = new Cell(0);
        Cell high = new Cell(0);
        bank.add(0x10, "LOW").stores(low, 0xffff_ffffL);
        bank.add(0x14, "HIGH").stores(high, 0xffff_ffffL).readEffect(() -> reads++, "counts");
        bank.powerOn(memory);
        write(0x10, W64, 0x1122_3344_5566_7788L);
        assertEquals(0x5566_7788L, low.value);
        assertEquals(0x1122_3344L, high.value);
        assertEquals(0x1122_3344_5566_7788L, read(0x10, W64));
        assertEquals(1, reads);
    }

    @Test
    void narrowAccessesReachAWideRegister() throws Exception {
        Cell wide = new Cell(0);
        bank.add(0x20, W64, "WIDE").stores(wide, -1L).readEffect(() -> reads++, "counts");
        bank.powerOn(memory);
        write(0x24, W32, 0xdead_beefL);
        assertEquals(0xdead_beef_0000_0000L, wide.value);
        assertEquals(0xdead_beefL, read(0x24, W32));
        assertEquals(1, reads);
    }

    @Test
    void gapsKeepNothingAndPlainMemoryDoes() throws Exception {
        bank.memory(0x40, 0x10);
        bank.add(0x50, "REG").stores(0);
        bank.powerOn(memory);
        assertEquals(0xffff_ffffL, read(0x3c, W32));
        write(0x3c, W32, 0);
        assertEquals(0xffff_ffffL, read(0x3c, W32));
        write(0x40, W32, 7);
        assertEquals(7, read(0x40, W32));
        write(0x50, W64, 0x0000_0001_0000_0002L);
        assertEquals(2, read(0x50, W32));
        assertEquals(0xffff_ffffL, read(0x54, W32), "the upper half hit nothing");
    }

    @Test
    void accessMapGuardsAndWidens() {
        bank.add(0x00, "PLAIN").stores(0);
        bank.add(0x04, "CLEARS").readEffect(() -> reads++, "reading clears it");
        bank.add(0x08, W64, "WIDE");
        bank.add(0x10, "WRITE").writeOnly(0, v -> reads++);
        assertEquals(2 + 1, bank.access().rules().size());
        assertEquals(ReadPolicy.GUARDED, bank.access().unitAt(0x04).policy());
        assertEquals("reading clears it", bank.access().unitAt(0x04).reason());
        assertEquals(W64, bank.access().unitAt(0x0c).width());
        assertEquals(ReadPolicy.GUARDED, bank.access().unitAt(0x10).policy());
        assertEquals(ReadPolicy.SAFE, bank.access().unitAt(0x00).policy());
    }

    @Test
    void registersHaveTheirPlaceToThemselves() {
        bank.add(0x08, W64, "WIDE");
        assertThrows(IllegalArgumentException.class, () -> bank.add(0x0c, "OVERLAPS"));
        assertThrows(IllegalArgumentException.class, () -> bank.add(0x04, W64, "MISALIGNED"));
        assertThrows(IllegalArgumentException.class, () -> bank.add(0x100, "OUTSIDE"));
    }
}
