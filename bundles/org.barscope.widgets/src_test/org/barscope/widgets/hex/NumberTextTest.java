// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberTextTest {

    @ParameterizedTest
    @CsvSource({"UNSIGNED, 1, 255, 255", "UNSIGNED, 8, 18446744073709551615, -1", "SIGNED, 1, -128, -128",
        "SIGNED, 8, -9223372036854775808, -9223372036854775808", "UNSIGNED, 4, 4294967295, 4294967295",
        "FLOAT, 4, 1.5, 1069547520", "FLOAT, 2, 1.5, 15872", "FLOAT, 8, -0, -9223372036854775808",
        "FLOAT, 4, -Infinity, 4286578688", "FLOAT, 4, 1e3, 1148846080", "FLOAT, 4, .5, 1056964608"})
    void numbers(CellFormat format, int size, String text, long bits) {
        assertEquals(new NumberText.Value(bits), NumberText.parse(text, format, size));
    }

    @ParameterizedTest
    @CsvSource({"UNSIGNED, 1, 256", "UNSIGNED, 1, -1", "SIGNED, 1, 128", "SIGNED, 2, -32769",
        "UNSIGNED, 8, 18446744073709551616", "SIGNED, 8, 9223372036854775808", "UNSIGNED, 2, -", "FLOAT, 4, 1..",
        "FLOAT, 4, 1e5.", "FLOAT, 4, Nb", "FLOAT, 4, 1f"})
    void notNumbers(CellFormat format, int size, String text) {
        assertInstanceOf(NumberText.Invalid.class, NumberText.parse(text, format, size));
    }

    @Test
    void aSignIsOnlyABeginning() {
        assertEquals(new NumberText.Unfinished(), NumberText.parse("-", CellFormat.SIGNED, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", ".", "-.", "1e", "1.5E-", "N", "Na", "-Inf", "Infinit"})
    void beginningsOfFloats(String text) {
        assertEquals(new NumberText.Unfinished(), NumberText.parse(text, CellFormat.FLOAT, 4));
    }
}
