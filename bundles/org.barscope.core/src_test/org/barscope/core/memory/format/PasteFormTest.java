// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.junit.jupiter.api.Test;

class PasteFormTest {

    private static final ByteOrder LITTLE = ByteOrder.LITTLE_ENDIAN;
    private static final ByteOrder BIG = ByteOrder.BIG_ENDIAN;

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static void guessed(PasteForm form, String expected, String text) {
        assertEquals(form, PasteForm.guess(text), text);
        assertArrayEquals(hex(expected), form.parse(text, LITTLE), text);
    }

    private static String refusal(PasteForm form, String text) {
        return assertThrows(IllegalArgumentException.class, () -> form.parse(text, LITTLE), text).getMessage();
    }

    @Test
    void hexTextIsTakenHoweverItIsSetApart() {
        guessed(PasteForm.HEX, "ed 00 00 01", "ed 00 00 01");
        guessed(PasteForm.HEX, "ed 00 00 01", "ED000001\n");
        guessed(PasteForm.HEX, "ed 00 00 01", "0xed, 0x00,\n0x0, 0x1");
        guessed(PasteForm.HEX, "ed 00 00 01", "\\xed\\x00\\x00\\x01");
        guessed(PasteForm.HEX, "ed 00 00 01", "ed:00-00_01");
        guessed(PasteForm.HEX, "ed 00 00 01", "data = bytes.fromhex(\n    \"ed00\"\n    \"0001\"\n)\n");
    }

    @Test
    void whatIsNoHexTextIsNamed() {
        assertTrue(refusal(PasteForm.HEX, "ed 001").contains("'001' one is missing"));
        assertTrue(refusal(PasteForm.HEX, "ed 0g").contains("'g' is no hexadecimal digit"));
        assertTrue(refusal(PasteForm.HEX, "ed ?? 00").contains("no value"));
        assertTrue(refusal(PasteForm.HEX, "  \n").contains("no bytes"));
    }

    @Test
    void arraysOfEachLanguageAreTaken() {
        guessed(PasteForm.ARRAY, "ed 00 ff 01", "static const uint8_t bytes[4] = {\n    0xed, 0, 255, 1\n};\n");
        guessed(PasteForm.ARRAY, "ed 7f ff", "static final byte[] BYTES = {\n    (byte) 0xed, 0x7f, -1\n};");
        guessed(PasteForm.ARRAY, "ed 00", "const BYTES: [u8; 2] = [\n    0xed, 0x00,\n];\n");
        guessed(PasteForm.ARRAY, "0a 08 05 41", "{ 10, 010, 0b101, 'A' /* a letter, } */ } // end }");
        guessed(PasteForm.ARRAY, "ed 00 00 01 02 00 00 00", "u32 words[] = { 0x010000edU, 2 };");
        guessed(PasteForm.ARRAY, "34 12", "unsigned short one[] = {0x1234};");
    }

    @Test
    void numbersOfAnArrayHaveTheByteOrderThatIsWanted() {
        assertArrayEquals(hex("01 00 00 ed"), PasteForm.ARRAY.parse("uint32_t a[] = {0x010000ed};", BIG));
        assertArrayEquals(hex("00 00 00 00 00 00 00 02"), PasteForm.ARRAY.parse("u64 a[] = {2ULL};", BIG));
        assertArrayEquals(hex("ff ff ff fe"), PasteForm.ARRAY.parse("const A: [i32; 1] = [-2i32];", BIG));
    }

    @Test
    void numbersThatDoNotFitAndWordsThatAreNoneAreNamed() {
        assertTrue(refusal(PasteForm.ARRAY, "{ 1, 256 }").contains("256 does not fit in 8 bits"));
        assertTrue(refusal(PasteForm.ARRAY, "{ -129 }").contains("does not fit"));
        assertTrue(refusal(PasteForm.ARRAY, "{ 1, SIZE }").contains("'SIZE' is no number"));
        assertTrue(refusal(PasteForm.ARRAY, "{ }").contains("no bytes"));
    }

    @Test
    void base64IsTakenWithLineBreaksAndOfEitherAlphabet() {
        guessed(PasteForm.BASE64, "ed 00 00 01", "7QAAAQ==");
        guessed(PasteForm.BASE64, "ed 00 00 01", "7QA\nAAQ");
        assertArrayEquals(hex("fb ff"), PasteForm.BASE64.parse("-_8", LITTLE));
        assertTrue(refusal(PasteForm.BASE64, "no way!").contains("no Base64"));
    }

    @Test
    void aMistypedDigitDoesNotMakeItAnotherForm() {
        assertEquals(PasteForm.HEX, PasteForm.guess("c0 ff eeg"));
        assertEquals(PasteForm.HEX, PasteForm.guess("c0ff eeg0"));
    }

    @Test
    void whateverIsCopiedCanBePasted() {
        byte[] bytes = new byte[37];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 29 + 0x85);
        }
        UnitState[] states = new UnitState[bytes.length];
        Arrays.fill(states, UnitState.VALUE);
        CopySource source = new CopySource(RegionSnapshot.of(RegionUri.parse("file:x"), Instant.EPOCH, 0, bytes,
                states), new Span(0, bytes.length), LITTLE, OptionalLong.empty(), "x");
        for (CopyFormat format : EnumSet.complementOf(EnumSet.of(CopyFormat.U32_LIST, CopyFormat.DEVMEM,
                CopyFormat.BUSYBOX))) {
            String text = format.of(source);
            assertArrayEquals(bytes, PasteForm.guess(text).parse(text, LITTLE), format + ": " + text);
        }
    }

    @Test
    void aPatternRepeatsAndACounterGoesOn() {
        assertArrayEquals(hex("de ad"), new Filling.Pattern(hex("de ad")).repeated(1000));
        assertArrayEquals(hex("fe 00 ff 00 00 01 01 01"), new Filling.Counter(2, LITTLE, 0xfe, 1).repeated(8));
        assertArrayEquals(hex("00 00 00 10 00 00 00 14 00"), new Filling.Counter(4, BIG, 0x10, 4).repeated(9));
        byte[] period = new Filling.Counter(1, LITTLE, 3, 5).repeated(1L << 40);
        assertEquals(256, period.length);
        assertEquals(3 + 5 * 255 & 0xff, period[255] & 0xff);
        assertThrows(IllegalArgumentException.class, () -> new Filling.Counter(4, BIG, 0, 1).repeated(1L << 40));
        assertThrows(IllegalArgumentException.class, () -> new Filling.Pattern(new byte[0]));
    }
}
