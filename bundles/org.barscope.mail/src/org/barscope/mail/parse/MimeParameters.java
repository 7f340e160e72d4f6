// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File names in Content-Disposition and Content-Type, with the continuations and charsets of RFC 2231. */
final class MimeParameters {

    private static final Pattern NAME = Pattern.compile(
            ";\\s*(?:file)?name(\\*?)(?:(\\d+)(\\*?))?\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,2000}+)\"|([^;\\s]+))",
            Pattern.CASE_INSENSITIVE);

    private MimeParameters() {
    }

    /** The first file name in the parameters, without any directory; empty when there is none. */
    static String fileName(String parameters) {
        StringBuilder joined = new StringBuilder();
        boolean extended = false;
        Matcher matcher = NAME.matcher(parameters);
        while (matcher.find()) {
            boolean continued = matcher.group(2) != null;
            if (!joined.isEmpty() && !(continued && !matcher.group(2).equals("0"))) {
                break;
            }
            extended |= continued ? !matcher.group(3).isEmpty() : !matcher.group(1).isEmpty();
            joined.append(matcher.group(4) == null ? matcher.group(5) : matcher.group(4).replaceAll("\\\\(.)", "$1"));
            if (!continued) {
                break;
            }
        }
        String name = extended ? percent(joined.toString()) : EncodedWords.decode(joined.toString());
        int slash = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
        return name.substring(slash + 1).strip();
    }

    private static String percent(String value) {
        String[] parts = value.split("'", 3);
        Charset charset = parts.length == 3 ? TextDecoding.charset(parts[0]) : null;
        String encoded = parts.length == 3 ? parts[2] : value;
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int high = c == '%' && i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] bytes = out.toByteArray();
        return TextDecoding.decode(bytes, 0, bytes.length, charset);
    }
}
