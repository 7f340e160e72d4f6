// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetExpressionTest {

    private static final Map<String, Long> NAMES = Map.of("GEN.CTRL", 0x100L, "PORT[1].PORTSC", 0x440L, "my mark",
            0x77L, "end", 5L);

    private static final class Cursor implements Scope {

        private final boolean named;

        Cursor(boolean named) {
            this.named = named;
        }

        @Override
        public long here() {
            return 0x40;
        }

        @Override
        public long end() {
            return 0x1000;
        }

        @Override
        public OptionalLong bus() {
            return OptionalLong.of(0xfea00000L);
        }

        @Override
        public OptionalLong named(String name) {
            return named && NAMES.containsKey(name) ? OptionalLong.of(NAMES.get(name)) : OptionalLong.empty();
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {"0x1040,1040", "1040,410", "0b1010_0000,a0", "4k,1000",
        "0x2M,200000", "+0x10,50",
            "-16,30", "+4*4,50", "-(8+8)*2,20", "GEN.CTRL,100", "PORT[1].PORTSC+4,444", "'my mark',77",
            "@0xfea00010,10", "@ (0xfea00000 + 8) * 2,10", "1<<12 | 0x10,1010", "0xff & ~0xf,f0", "7-2-1,4",
            "100/7%4,2", "2+3*4,e", "0xffffffffffffffff,ffffffffffffffff", "  12 ,c", "here+1,41", "+1 | 1,41"})
    void means(String text, String offset) throws ExpressionException {
        assertEquals(Long.parseUnsignedLong(offset, 16), OffsetExpression.evaluate(text, new Cursor(true)), text);
    }

    @Test
    void aNameComesBeforeAWord() throws ExpressionException {
        assertEquals(5, OffsetExpression.evaluate("end", new Cursor(true)));
        assertEquals(0x0ffc, OffsetExpression.evaluate("end - 4", new Cursor(false)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', delimiter = ';', value = {"``;0;Type an offset", "fea0;0;begin with 0x",
        "0x;0;digits are missing", "12z;0;no number",
            "(1;0;not closed", "1/0;1;divided", "GEN.NOPE;0;there is no register or bookmark 'GEN.NOPE'",
            "4+;2;missing at the end", "0x1ffffffffffffffff;0;64 bits", "1 $;2;not expected", "'x;0;quote",
            "12ab;0;begin with 0x"})
    void saysWhatIsWrong(String text, int position, String part) {
        ExpressionException wrong = assertThrows(ExpressionException.class,
                () -> OffsetExpression.evaluate(text, new Cursor(true)));
        assertTrue(wrong.getMessage().contains(part), wrong.getMessage());
        assertEquals(position, wrong.position());
    }

    @Test
    void endsWithWhateverIsTyped() {
        Random random = new Random(4);
        String alphabet = "0x1fb+-*/%&|^<>()@~ k'\"._[]eHn";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(12); c >= 0; c--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                OffsetExpression.evaluate(text.toString(), new Cursor(true));
            } catch (ExpressionException refused) {
                assertTrue(refused.position() >= 0 && refused.position() <= text.length(), text::toString);
            }
        }
        assertThrows(ExpressionException.class, () -> OffsetExpression.evaluate("(".repeat(5000), new Cursor(true)));
    }
}
