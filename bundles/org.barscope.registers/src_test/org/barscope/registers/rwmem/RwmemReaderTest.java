// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.rwmem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;

class RwmemReaderTest {
    private static DeviceDescription read(byte[] content) {
        try {
            return new RwmemReader().read(Path.of("x.regdb"), content, ReadMonitor.NONE).description();
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    private static List<String> faults(byte[] content) {
        return assertThrows(DescriptionException.class, () -> new RwmemReader().read(Path.of("x.regdb"), content,
                ReadMonitor.NONE)).faults().stream().map(Fault::toString).toList();
    }

    private static final String POOL = "\0FILE\0BLK\0REG\0FLD\0text\0";
    private static final int FILE = 1;
    private static final int BLK = 6;
    private static final int REG = 10;
    private static final int FLD = 14;
    private static final int TEXT = 18;

    /** Format 2: one block at 0x1000 with 4-byte registers, two registers, one field [7:4] in the second. */
    private static byte[] second() {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.BIG_ENDIAN);
        out.putInt(0x00e11554).putInt(2).putInt(FILE).putInt(1).putInt(2).putInt(1);
        out.putInt(BLK).putLong(0x1000).putLong(0x100).putInt(2).putInt(0);
        out.put((byte) 0).put((byte) 4).put((byte) 2).put((byte) 4);
        out.putInt(REG).putLong(0).putInt(0).putInt(0);
        out.putInt(FLD).putLong(8).putInt(1).putInt(0);
        out.putInt(FLD).put((byte) 7).put((byte) 4);
        return finish(out);
    }

    /** Format 3: one block of 2-byte registers; its only register has 8 bytes of its own and a field. */
    private static byte[] third() {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(0x00e11555).putInt(3).putInt(FILE).putInt(1).putInt(1).putInt(1).putInt(1).putInt(1);
        out.putInt(BLK).putInt(TEXT).putLong(0x2000).putLong(0x10).putInt(1).putInt(0);
        out.put((byte) 0).put((byte) 4).put((byte) 1).put((byte) 2);
        out.putInt(REG).putInt(TEXT).putLong(8).putLong(0x1234).putInt(1).putInt(0).put((byte) 0).put((byte) 8);
        out.putInt(FLD).putInt(0).put((byte) 63).put((byte) 0);
        out.putInt(0).putInt(0);
        return finish(out);
    }

    private static byte[] finish(ByteBuffer out) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(out.array(), 0, out.position());
        all.writeBytes(POOL.getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }

    @Test
    void formatTwo() {
        DeviceDescription device = read(second());
        assertEquals("FILE", device.name());
        assertEquals(0x1000, device.blocks().getFirst().baseAddress());
        assertEquals(0x100, device.blocks().getFirst().addressBlocks().getFirst().size());
        Register register = (Register) device.blocks().getFirst().registers().get(1);
        assertEquals(8, register.offset());
        assertEquals(32, register.size());
        Field field = register.fields().getFirst();
        assertEquals("FLD [7:4]", field.name() + " " + field.bits());
        assertTrue(RwmemReader.recognises(second()));
    }

    @Test
    void formatThree() {
        DeviceDescription device = read(third());
        assertEquals(Optional.of("text"), device.blocks().getFirst().description());
        Register register = (Register) device.blocks().getFirst().registers().getFirst();
        assertEquals(64, register.size());
        assertEquals(0x1234, register.reset().orElseThrow().value());
        assertEquals(Optional.of("text"), register.description());
        assertEquals("[63:0]", register.fields().getFirst().bits().toString());
        assertEquals(Optional.empty(), register.fields().getFirst().description());
        assertTrue(RwmemReader.recognises(third()));
    }

    @Test
    void brokenFilesAreNamed() {
        assertTrue(faults(new byte[0]).getFirst().contains("ends in the middle"));
        assertTrue(faults(new byte[64]).getFirst().contains("no register database"));
        assertTrue(faults(Arrays.copyOf(second(), 40)).getFirst().contains("the counts in the header"));
        byte[] version = second();
        version[7] = 9;
        assertTrue(faults(version).getFirst().contains("version 9 of the format; expected 2 or 3"));
        byte[] count = second();
        count[12] = (byte) 0xFF;
        assertTrue(faults(count).getFirst().contains("blocks; expected fewer"));
        byte[] width = second();
        width[24 + 31] = 9;
        assertTrue(faults(width).getFirst().contains("9 bytes of data; expected 1 to 8"));
        byte[] bits = second();
        bits[24 + 32 + 40 + 4] = 32;
        assertTrue(faults(bits).getFirst().contains("bits [32:4]; expected bits below 32"));
        byte[] name = second();
        name[24 + 32] = 1;
        assertTrue(faults(name).getFirst().contains("outside the file"));
    }

    @Test
    void damagedFilesNeverDoMoreThanFail() {
        Random random = new Random(1);
        for (byte[] good : List.of(second(), third())) {
            for (int i = 0; i < 20_000; i++) {
                byte[] bad = good.clone();
                for (int j = 0; j <= random.nextInt(3); j++) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt();
                }
                try {
                    new RwmemReader().read(Path.of("x.regdb"), bad, ReadMonitor.NONE);
                } catch (DescriptionException e) {
                    assertTrue(!e.faults().isEmpty());
                }
            }
        }
    }
}
