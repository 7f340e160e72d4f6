// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellFormatterTest {

    private static String write(CellFormat format, int size, long value) {
        CellFormatter formatter = new CellFormatter(format, size, false);
        char[] out = "#".repeat(formatter.width() + 2).toCharArray();
        formatter.write(value, out, 1);
        assertEquals('#', out[0], "wrote before its cell");
        assertEquals('#', out[out.length - 1], "wrote behind its cell");
        return new String(out, 1, formatter.width());
    }

    @Test
    void hexIsZeroPadded() {
        assertEquals("0a", write(CellFormat.HEX, 1, 10));
        assertEquals("00c0ffee", write(CellFormat.HEX, 4, 0xc0ffee));
        assertEquals("ffffffffffffffff", write(CellFormat.HEX, 8, -1));
        assertEquals("C0FFEE", new CellFormatter(CellFormat.HEX, 4, true).text(0xc0ffee).substring(2));
    }

    @Test
    void binaryShowsEveryBit() {
        assertEquals("10000001", write(CellFormat.BINARY, 1, 0x81));
        assertEquals("1000000000000000", write(CellFormat.BINARY, 2, 0x8000));
        assertEquals(64, write(CellFormat.BINARY, 8, 5).length());
    }

    @ParameterizedTest
    @CsvSource({"1, 255, 255, -1", "2, 32768, 32768, -32768", "4, 4294967295, 4294967295, -1", "4, 7, 7, 7",
        "8, -1, 18446744073709551615, -1", "8, -9223372036854775808, 9223372036854775808, -9223372036854775808"})
    void decimals(int size, long value, String unsigned, String signed) {
        assertEquals(unsigned, write(CellFormat.UNSIGNED, size, value).trim());
        assertEquals(signed, write(CellFormat.SIGNED, size, value).trim());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void decimalsAgreeWithBigInteger(int size) {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            long value = random.nextLong() >>> 64 - 8 * size >>> random.nextInt(8 * size);
            BigInteger unsigned = new BigInteger(Long.toUnsignedString(value));
            BigInteger limit = BigInteger.ONE.shiftLeft(8 * size);
            BigInteger signed = unsigned.testBit(8 * size - 1) ? unsigned.subtract(limit) : unsigned;
            assertEquals(unsigned.toString(), write(CellFormat.UNSIGNED, size, value).trim());
            assertEquals(signed.toString(), write(CellFormat.SIGNED, size, value).trim());
        }
    }

    @Test
    void extremesFitTheirCells() {
        for (int size = 1; size <= 8; size *= 2) {
            assertEquals(CellFormat.UNSIGNED.width(size), write(CellFormat.UNSIGNED, size,
                    -1L >>> 64 - 8 * size).trim().length());
            assertEquals(CellFormat.SIGNED.width(size), write(CellFormat.SIGNED, size,
                    1L << 8 * size - 1).trim().length());
        }
    }

    @Test
    void floatsOfThreeSizes() {
        assertEquals("1.5", write(CellFormat.FLOAT, 2, 0x3e00).trim());
        assertEquals("-0.15625", write(CellFormat.FLOAT, 4, Integer.toUnsignedLong(0xbe200000)).trim());
        assertEquals("NaN", write(CellFormat.FLOAT, 4, 0x7fc00000).trim());
        assertEquals("-Infinity", write(CellFormat.FLOAT, 8, 0xfff0000000000000L).trim());
        assertThrows(IllegalArgumentException.class, () -> new CellFormatter(CellFormat.FLOAT, 1, false));
    }

    @Test
    void longestFloatsFit() {
        Random random = new Random(11);
        for (int i = 0; i < 20000; i++) {
            assertTrue(Float.toString(Float.intBitsToFloat(random.nextInt())).length() <= CellFormat.FLOAT.width(4));
            assertTrue(Double.toString(Double.longBitsToDouble(random.nextLong())).length()
                    <= CellFormat.FLOAT.width(8));
        }
        for (int bits = 0; bits <= 0xffff; bits++) {
            String text = Float.toString(Float.float16ToFloat((short) bits));
            assertTrue(text.length() <= CellFormat.FLOAT.width(2), text);
        }
        assertEquals(24, Double.toString(-Double.MIN_NORMAL).length());
    }
}
