// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
    @ParameterizedTest
    @CsvSource({"0x1F,8,31", "0X1f,8,31", "0b1010,4,10", "31,8,31", "1_000,16,1000", "0xFFFF_FFFF,32,4294967295",
        "0xFFFF_FFFF_FFFF_FFFF,64,-1", "18446744073709551615,64,-1", "-1,8,255", "-0x80,8,128", "-1,64,-1", "010,8,10",
        "1,1,1", "0b0000000000000001,1,1"})
    void numbers(String text, int bits, long expected) {
        assertEquals(expected, ValueText.parse(text, bits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x", "0b", "0b2", "1f", "_1", "1_", "0x_1", "1 2", "--1", "256", "-129", "١",
        "0x10000000000000000"})
    void refused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ValueText.parse(text, 8));
    }

    @Test
    void messagesSayWhatWasExpected() {
        assertEquals("'1f' is not a number; expected 0x1F, 0b1010 or 31",
                assertThrows(IllegalArgumentException.class, () -> ValueText.parse("1f", 8)).getMessage());
        assertEquals("'2' does not fit in 1 bit",
                assertThrows(IllegalArgumentException.class, () -> ValueText.parse("2", 1)).getMessage());
    }

    @Test
    void namesOfValuesStandForTheirNumber() {
        Field field = Field.builder("F", new BitRange(4, 6)).enumeratedValues(List.of(EnumeratedValues.of(List.of(
                EnumeratedValue.of("FAST", 5, "Fast"),
                new EnumeratedValue("ODD", Optional.empty(), Optional.of(new BitPattern(1, ~6L))))))).build();
        assertEquals(5, ValueText.parse("fast", field));
        assertEquals(7, ValueText.parse("0b111", field));
        assertEquals("ODD stands for several values of F; give a number",
                assertThrows(IllegalArgumentException.class, () -> ValueText.parse("ODD", field)).getMessage());
        assertThrows(IllegalArgumentException.class, () -> ValueText.parse("SLOW", field));
    }

    @Test
    void output() {
        assertEquals("0x001f", ValueText.hex(31, 16));
        assertEquals("0xffffffffffffffff", ValueText.hex(-1, 64));
        assertEquals("0x1", ValueText.hex(1, 1));
        assertEquals("0b1_0110", ValueText.binary(0x16, 5));
        assertEquals("0b0000_0001", ValueText.binary(1, 8));
    }
}
