// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.xml;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks whether a file is in the encoding that it is to be read in, before it is parsed: the parser of the JDK writes
 * to standard error when it is not, and names no place.
 */
final class Utf8 {

    private static final int DECLARATION = 256;
    private static final int CHUNK = 8192;
    private static final Pattern ENCODING = Pattern.compile("^\\s*<\\?xml[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");

    private Utf8() {
    }

    /**
     * Where an XML file that is in UTF-8 by its declaration, or for want of one (Extensible Markup Language 1.0,
     * section 4.3.3), is not.
     *
     * @return index of the first byte that does not fit; empty when all do, or when the file is in another encoding
     */
    static OptionalInt malformed(byte[] xml) {
        if (isUtf16(xml)) {
            return OptionalInt.empty();
        }
        Matcher declared = ENCODING.matcher(new String(xml, 0, Math.min(DECLARATION, xml.length),
                StandardCharsets.ISO_8859_1).replaceFirst("^\u00ef\u00bb\u00bf", ""));
        if (declared.find() && !declared.group(1).equalsIgnoreCase("UTF-8")) {
            return OptionalInt.empty();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(xml);
        CharBuffer out = CharBuffer.allocate(CHUNK);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return result.isError() ? OptionalInt.of(in.position()) : OptionalInt.empty();
    }

    /** By the mark, or by the zero beside the first character (appendix F.1). */
    private static boolean isUtf16(byte[] xml) {
        return xml.length > 1 && (xml[0] == 0 || xml[1] == 0 || xml[0] == (byte) 0xfe && xml[1] == (byte) 0xff
                || xml[0] == (byte) 0xff && xml[1] == (byte) 0xfe);
    }
}
