// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "4096, 4096", "0x1000, 4096", "0X1_0000, 65536", "4K, 4096", "4 KiB, 4096", "16m, 16777216",
        "1GB, 1073741824", "0x10k, 16384"})
    void understandsWhatPeopleWrite(String text, long bytes) {
        assertEquals(bytes, Quantity.parse(text).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "4 pages", "0x", "1.5K", "99999999999999999999", "9999999999G"})
    void refusesTheRest(String text) {
        assertTrue(Quantity.parse(text).isEmpty());
    }

    @Test
    void saysItExactly() {
        assertEquals("1 MiB", Quantity.words(1 << 20));
        assertEquals("4100 bytes", Quantity.words(4100));
        assertEquals("0 bytes", Quantity.words(0));
        assertEquals("12 KiB", Quantity.words(12288));
    }
}
