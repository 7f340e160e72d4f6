// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The id {@code git patch-id --stable} gives to a diff: the same for the same change, wherever it is applied. Follows
 * the algorithm of git's {@code builtin/patch-id.c}: blanks are dropped, line numbers ignored, and the hashes of the
 * files added up so that their order does not matter.
 */
public final class PatchId {

    private final MessageDigest sha1;
    private final byte[] sum = new byte[20];
    private int length;
    private long before = -1;
    private long after = -1;
    private boolean binary;
    private String pre = "";
    private String post = "";

    private PatchId() {
        try {
            sha1 = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-1, which every one must have", e);
        }
    }

    /** The id of the first patch in a text, 40 hexadecimal digits; empty when there is no diff in it. */
    public static Optional<String> of(String text) {
        PatchId id = new PatchId();
        int at = 0;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end < 0 ? text.length() : end);
            if (!id.line(line)) {
                if (id.length > 0) {
                    break;
                }
                // Only a commit id was seen so far: the patch it announces is still to come.
                id = new PatchId();
            }
            at = end < 0 ? text.length() : end + 1;
        }
        id.flush();
        return id.length > 0 ? Optional.of(HexFormat.of().formatHex(id.sum)) : Optional.empty();
    }

    /** Takes one line; answers false where git would stop. */
    private boolean line(String line) {
        if (line.startsWith("\\ ") && line.length() > 11) {
            return true;
        }
        if (nextCommit(line)) {
            return false;
        }
        if (length == 0 && !line.startsWith("diff ")) {
            return true;
        }
        if (before == -1) {
            if (line.startsWith("GIT binary patch") || line.startsWith("Binary files")) {
                binary = true;
                before = 0;
                update(pre);
                update(post);
                flush();
                return true;
            } else if (line.startsWith("index ")) {
                blobs(line);
                return true;
            } else if (line.startsWith("--- ")) {
                before = 1;
                after = 1;
            } else if (line.isEmpty() || !letter(line.charAt(0))) {
                return false;
            }
        }
        if (binary) {
            if (!line.startsWith("diff ")) {
                return true;
            }
            binary = false;
            before = -1;
            return true;
        }
        if (before == 0 && after == 0) {
            if (line.startsWith("@@ -")) {
                hunk(line);
                return true;
            }
            if (!line.startsWith("diff ")) {
                return false;
            }
            flush();
            before = -1;
            after = -1;
        }
        char first = line.isEmpty() ? '\n' : line.charAt(0);
        before -= first == '-' || first == ' ' ? 1 : 0;
        after -= first == '+' || first == ' ' ? 1 : 0;
        String squeezed = squeeze(line);
        byte[] bytes = squeezed.getBytes(StandardCharsets.UTF_8);
        length += bytes.length;
        sha1.update(bytes);
        return true;
    }

    /** A line that starts with a full commit id, alone or after "commit " or "From ", begins another patch. */
    private static boolean nextCommit(String line) {
        int from = line.startsWith("commit ") ? 7 : line.startsWith("From ") ? 5 : 0;
        if (line.length() < from + 40) {
            return false;
        }
        for (int i = from; i < from + 40; i++) {
            if (Character.digit(line.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private void blobs(String line) {
        int dots = line.indexOf("..");
        if (dots > 0) {
            int end = line.indexOf(' ', dots);
            pre = line.substring(6, Math.max(6, dots));
            post = line.substring(dots + 2, end < 0 ? line.length() : end);
        }
    }

    private void hunk(String line) {
        int plus = line.indexOf('+', 4);
        int end = line.indexOf(" @@", 4);
        before = plus < 0 ? 1 : count(line, 4, plus);
        after = plus < 0 ? 1 : count(line, plus + 1, end < plus ? line.length() : end);
    }

    private static long count(String line, int from, int to) {
        int comma = line.indexOf(',', from);
        if (comma < 0 || comma >= to) {
            return 1;
        }
        long value = 0;
        for (int i = comma + 1; i < to && line.charAt(i) >= '0' && line.charAt(i) <= '9' && value < 1 << 30; i++) {
            value = value * 10 + line.charAt(i) - '0';
        }
        return value;
    }

    private void update(String text) {
        sha1.update(text.getBytes(StandardCharsets.UTF_8));
    }

    private void flush() {
        byte[] hash = sha1.digest();
        int carry = 0;
        for (int i = 0; i < sum.length; i++) {
            carry += (hash[i] & 0xff) + (sum[i] & 0xff);
            sum[i] = (byte) carry;
            carry >>= 8;
        }
    }

    private static boolean letter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static String squeeze(String line) {
        StringBuilder out = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!(c == ' ' || c >= '\t' && c <= '\r')) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
