// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class TextDecoderTest {

    private static final int C = TextDecoder.CONTINUATION;
    private static final int NONE = TextDecoder.NO_VALUE;

    private final TextDecoder decoder = new TextDecoder();

    /** Decodes bytes {@code from} to the end of an array, of which -1 stands for one without a value. */
    private int[] decode(TextEncoding encoding, int from, int count, int... bytes) {
        int[] out = new int[count];
        decoder.decode(encoding, i -> {
            int at = from + i;
            return at < 0 || at >= bytes.length || bytes[at] < 0 ? NONE : bytes[at];
        }, count, out);
        return out;
    }

    @Test
    void asciiShowsPrintableBytes() {
        assertArrayEquals(new int[] {'A', '~', ' ', '.', '.', '.', NONE},
                decode(TextEncoding.ASCII, 0, 7, 'A', '~', ' ', 0, 0x7f, 0xe9, -1));
    }

    @Test
    void utf8ShowsACharacterOnItsFirstByte() {
        assertArrayEquals(new int[] {'a', 0xe9, C, 0x20ac, C, C, 0x1f600, C, C, C},
                decode(TextEncoding.UTF_8, 0, 10, 'a', 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80));
    }

    @Test
    void charactersCrossRows() {
        int[] bytes = {'x', 0xe2, 0x82, 0xac, 'y'};
        assertArrayEquals(new int[] {'x', 0x20ac, C}, decode(TextEncoding.UTF_8, 0, 3, bytes));
        assertArrayEquals(new int[] {C, 'y'}, decode(TextEncoding.UTF_8, 3, 2, bytes));
        assertArrayEquals(new int[] {C, C}, decode(TextEncoding.UTF_8, 2, 2, bytes));
    }

    @Test
    void malformedBytesAreFullStops() {
        assertArrayEquals(new int[] {'.', '.', '.', 'a', '.', '.', '.'},
                decode(TextEncoding.UTF_8, 0, 7, 0x80, 0xc0, 0xaf, 'a', 0xed, 0xa0, 0x80));
        assertArrayEquals(new int[] {'.', '.', '.', '.'},
                decode(TextEncoding.UTF_8, 0, 4, 0xf4, 0x90, 0x80, 0x80));
        assertArrayEquals(new int[] {'.', '.', NONE}, decode(TextEncoding.UTF_8, 0, 3, 0xe2, 0x82, -1));
    }

    @Test
    void controlAndCombiningCharactersAreNotShown() {
        assertArrayEquals(new int[] {'.', C, '.', C, '.', C, C},
                decode(TextEncoding.UTF_8, 0, 7, 0xcc, 0x81, 0xc2, 0x85, 0xe2, 0x80, 0xae));
    }

    @Test
    void agreesWithTheJdkOnWhatIsWellFormed() throws CharacterCodingException {
        for (int a = 0xc0; a <= 0xff; a++) {
            for (int b = 0x70; b <= 0xcf; b++) {
                for (int c : new int[] {0x7f, 0x80, 0xbf, 0xc0}) {
                    for (int d : new int[] {0x80, 0xbf, 'x'}) {
                        assertEquals(jdkLength(a, b, c, d), ownLength(a, b, c, d),
                                () -> "differs from the JDK");
                    }
                }
            }
        }
    }

    private static int jdkLength(int... bytes) {
        for (int n = 2; n <= 4; n++) {
            CharBuffer out = CharBuffer.allocate(4);
            var result = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(TestModel.bytes(bytes), 0, n), out, true);
            if (!result.isError() && Character.codePointCount(out.flip(), 0, out.length()) == 1) {
                return n;
            }
        }
        return 0;
    }

    private int ownLength(int... bytes) {
        int[] out = decode(TextEncoding.UTF_8, 0, 4, bytes);
        int n = 1;
        while (n < 4 && out[n] == C) {
            n++;
        }
        return n == 1 ? 0 : n;
    }
}
