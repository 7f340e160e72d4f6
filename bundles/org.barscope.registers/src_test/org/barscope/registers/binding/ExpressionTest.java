// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
    private static final Expression.Values VALUES = new Expression.Values() {
        private final Map<String, Long> registers = Map.of("CAP.LEN", 0x20L, "CAP.P[3].X", 7L);

        @Override
        public long register(String path) throws ExpressionException {
            Long value = registers.get(path);
            if (value == null) {
                throw new ExpressionException("no register is named " + path);
            }
            return value;
        }

        @Override
        public ConfigSpace config() {
            return new ConfigSpace(ConfigSpaceTest.space());
        }

        @Override
        public long index() {
            return 5;
        }
    };

    private static long evaluate(String text) throws ExpressionException {
        return Expression.parse(text).evaluate(VALUES);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"1+2*3;7", "(1+2)*3;9", "1<<4+1;32", "0xF0>>4&3;3",
        "1|2&3;3", "~0;-1", "-1;-1", "10-3-2;5",
        "1 << 64;0", "0x8000_0000_0000_0000>>63;1", "0b1_01;5", "CAP.LEN + 0x400;1056", "CAP.P[3].X*2;14", "index*8;40",
        "cfg16(0);32902", "cfg32(cap(9,3,1)+8);12288", "cap(9);64", "cap(0x11);96", "cfg8(cap(9,3,4)+4)&7;2",
        "ecap(3);256", "~~5;5", "18446744073709551615;-1"})
    void values(String text, long expected) throws ExpressionException {
        assertEquals(expected, evaluate(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1+", "(1", "1)", "1 2", "CAP", "CAP.", "CAP..X", "1<2", "cfg8()", "cfg8(1,2)",
        "cap(1,2)", "foo(1)", "0x", "1k", "$", "CAP.P[.X", "CAP.P[].X", "99999999999999999999", "1++"})
    void malformed(String text) {
        String message = assertThrows(ExpressionException.class, () -> Expression.parse(text)).getMessage();
        assertTrue(message.contains("expected"), message);
    }

    @Test
    void messageNamesPlaceAndExpectation() {
        assertEquals("'CAP.LEN + ', character 11: expected a number, a register or (",
                assertThrows(ExpressionException.class, () -> Expression.parse("CAP.LEN + ")).getMessage());
    }

    @Test
    void hostileInputEnds() {
        assertThrows(ExpressionException.class, () -> Expression.parse("(".repeat(900)));
        assertThrows(ExpressionException.class, () -> Expression.parse("~".repeat(900)));
        assertThrows(ExpressionException.class, () -> Expression.parse("1+".repeat(400) + "1"));
        assertThrows(ExpressionException.class, () -> Expression.parse("1".repeat(5000)));
    }

    @Test
    void missingThingsAreNamed() {
        assertEquals("the device has no capability 0x5",
                assertThrows(ExpressionException.class, () -> evaluate("cap(5)")).getMessage());
        assertEquals("configuration space is known up to byte 0x200, not at 0x1000",
                assertThrows(ExpressionException.class, () -> evaluate("cfg8(4096)")).getMessage());
        assertThrows(ExpressionException.class, () -> evaluate("cfg32(0-1)"));
    }
}
