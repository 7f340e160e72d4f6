// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * RFC 2047 encoded words. mime4j decodes each word alone; real mailers split one character over two words, so here the
 * bytes of neighbours in the same charset are joined before they are decoded.
 */
final class EncodedWords {

    private static final Pattern WORD = Pattern.compile("=\\?([^?\\s]+)\\?([bBqQ])\\?([^?]*)\\?=");

    private EncodedWords() {
    }

    /** The text with every well-formed encoded word decoded; what is not well-formed stays as it was. */
    static String decode(String text) {
        if (text.indexOf("=?") < 0) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        ByteArrayOutputStream pending = new ByteArrayOutputStream();
        Charset charset = null;
        int last = 0;
        Matcher words = WORD.matcher(text);
        while (words.find()) {
            Charset next = TextDecoding.charset(language(words.group(1)));
            byte[] bytes = next == null ? null : bytes(words.group(2), words.group(3));
            if (bytes == null) {
                continue;
            }
            String between = text.substring(last, words.start());
            boolean adjacent = last > 0 && between.isBlank();
            if (!adjacent || !next.equals(charset)) {
                flush(pending, charset, out);
            }
            if (!adjacent) {
                out.append(between);
            }
            pending.writeBytes(bytes);
            charset = next;
            last = words.end();
        }
        flush(pending, charset, out);
        return out.append(text, last, text.length()).toString();
    }

    /** RFC 2231 lets a language follow the charset, after an asterisk. */
    private static String language(String charset) {
        int star = charset.indexOf('*');
        return star < 0 ? charset : charset.substring(0, star);
    }

    private static void flush(ByteArrayOutputStream pending, Charset charset, StringBuilder out) {
        if (pending.size() > 0) {
            out.append(new String(pending.toByteArray(), charset));
            pending.reset();
        }
    }

    private static byte[] bytes(String encoding, String text) {
        if (encoding.equalsIgnoreCase("b")) {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else if (c < 0x80) {
                out.write(c == '_' ? ' ' : c);
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
