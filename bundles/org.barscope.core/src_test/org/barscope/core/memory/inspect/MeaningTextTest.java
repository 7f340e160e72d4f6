// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MeaningTextTest {

    private static Meaning meaning(String name) {
        return new Meaning(name, 0, "", Optional.empty());
    }

    private static String bytes(String name, String text, ByteOrder order) {
        return HexFormat.of().formatHex(MeaningText.bytes(meaning(name), text, order));
    }

    private static void refused(String part, String name, String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> bytes(name, text, ByteOrder.BIG_ENDIAN), text)
                .getMessage();
        assertTrue(said.contains(part), said);
    }

    @Test
    void whateverIsShownOfANumberCanBeTyped() {
        byte[] source = HexFormat.of().parseHex("85f1a20341c09e77");
        List<Meaning> all = new Inspector(ZoneOffset.UTC).inspect(source);
        int tried = 0;
        for (Meaning meaning : all) {
            if (MeaningText.editable(meaning)) {
                byte[] expected = Arrays.copyOf(source, meaning.bytes());
                assertArrayEquals(expected, MeaningText.bytes(meaning, meaning.little(), ByteOrder.LITTLE_ENDIAN),
                        meaning::toString);
                meaning.big().ifPresent(big -> assertArrayEquals(expected,
                        MeaningText.bytes(meaning, big, ByteOrder.BIG_ENDIAN), meaning::toString));
                tried++;
            }
        }
        assertEquals(18, tried);
        assertFalse(MeaningText.editable(meaning("UUID")));
        assertFalse(MeaningText.editable(meaning("Unix time 32")));
    }

    @Test
    void integersAreTakenInAnyRadix() {
        assertEquals("1f00", bytes("Unsigned 16", "0x1f", ByteOrder.LITTLE_ENDIAN));
        assertEquals("001f", bytes("Hex 16", "1f", ByteOrder.BIG_ENDIAN));
        assertEquals("a5", bytes("Bits 8", "1010 0101", ByteOrder.BIG_ENDIAN));
        assertEquals("fffe", bytes("Signed 16", "-2", ByteOrder.BIG_ENDIAN));
        assertEquals("fffe", bytes("Signed 16", "0xfffe", ByteOrder.BIG_ENDIAN));
        assertEquals("ffffffffffffffff", bytes("Unsigned 64", "18_446_744_073_709_551_615", ByteOrder.BIG_ENDIAN));
        assertEquals("3fc00000", bytes("Float 32", "1.5", ByteOrder.BIG_ENDIAN));
        assertEquals("3e00", bytes("Float 16", "1.5", ByteOrder.BIG_ENDIAN));
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheReason() {
        refused("does not fit in 8 bits", "Unsigned 8", "256");
        refused("without a sign", "Unsigned 8", "-1");
        refused("does not fit in 8 bits with a sign", "Signed 8", "128");
        refused("'12g' is no hexadecimal number", "Hex 32", "12g");
        refused("'2' is no binary number", "Bits 8", "2");
        refused("too large", "Float 16", "1e9");
        refused("too small", "Float 32", "1e-99");
        refused("no number with a fraction", "Float 32", "one");
        refused("type a number", "Unsigned 8", " ");
        refused("not a number that can be typed", "UUID", "1");
    }
}
