// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

/** Turns bytes of unknown honesty into text. */
final class TextDecoding {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Map<String, String> MISNAMED = Map.of(
            "utf8", "UTF-8", "utf-8mb4", "UTF-8", "x-unknown", "UTF-8", "unknown-8bit", "UTF-8", "default", "UTF-8",
            "ansi", "windows-1252", "iso-8859-8-i", "ISO-8859-8", "cp-850", "IBM850", "latin", "ISO-8859-1",
            "binary", "UTF-8");

    private TextDecoding() {
    }

    /** The charset of that name as mailers mean it, or null when nobody knows it. */
    static Charset charset(String name) {
        if (name == null || name.isBlank()) {
            return null;
        }
        String plain = name.strip().toLowerCase(Locale.ROOT);
        try {
            return Charset.forName(MISNAMED.getOrDefault(plain, plain));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /** Decodes with the declared charset when the bytes allow it, else as UTF-8, else as windows-1252. */
    static String decode(byte[] bytes, int from, int to, Charset declared) {
        if (ascii(bytes, from, to) && asciiCompatible(declared)) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        if (declared != null && !declared.equals(StandardCharsets.US_ASCII)) {
            String strict = strict(bytes, from, to, declared);
            if (strict != null) {
                return strict;
            }
        }
        String utf8 = strict(bytes, from, to, StandardCharsets.UTF_8);
        return utf8 != null ? utf8 : new String(bytes, from, to - from, WINDOWS);
    }

    private static boolean ascii(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            // ESC starts the shifts of ISO-2022, which is 7-bit and yet not ASCII.
            if (bytes[i] < 0 || bytes[i] == 0x1b) {
                return false;
            }
        }
        return true;
    }

    private static boolean asciiCompatible(Charset charset) {
        return charset == null || !charset.name().startsWith("UTF-16") && !charset.name().startsWith("UTF-32")
                && !charset.name().equals("UTF-7");
    }

    private static String strict(byte[] bytes, int from, int to, Charset charset) {
        try {
            return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
