// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The C-style quoting git applies to unusual path names (core.quotePath in git-config(1)). */
final class GitQuoting {

    private GitQuoting() {
    }

    /** Undoes the quoting of what stood between the double quotes. */
    static String unquote(String quoted) {
        if (quoted.indexOf('\\') < 0) {
            return quoted;
        }
        byte[] bytes = quoted.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            if (bytes[i] != '\\' || i + 1 == bytes.length) {
                out.write(bytes[i++]);
            } else if (octal(bytes, i + 1)) {
                out.write((bytes[i + 1] - '0') << 6 | (bytes[i + 2] - '0') << 3 | bytes[i + 3] - '0');
                i += 4;
            } else {
                int known = "abtnvfr".indexOf(bytes[i + 1]);
                out.write(known < 0 ? bytes[i + 1] : 7 + known);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static boolean octal(byte[] bytes, int at) {
        for (int i = at; i < at + 3; i++) {
            if (i >= bytes.length || bytes[i] < '0' || bytes[i] > '7') {
                return false;
            }
        }
        return true;
    }
}
