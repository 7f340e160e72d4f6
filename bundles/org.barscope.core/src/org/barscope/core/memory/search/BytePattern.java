// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Locale;

/** Bytes, of which some bits may be anything. */
public final class BytePattern implements SearchPattern {

    private static final int NIBBLE = 4;

    private final byte[] value;
    private final byte[] mask;
    /** The longest run of bytes that are wholly given: looking for its ends first is fast. */
    private final int runStart;
    /** Null when no byte is wholly given. */
    private final TwoBytes run;
    private final int alignment;

    private BytePattern(byte[] value, byte[] mask, int alignment) {
        if (value.length == 0) {
            throw new IllegalArgumentException("type what to look for");
        }
        this.value = value;
        this.mask = mask;
        this.alignment = alignment;
        int best = 0;
        int bestLength = 0;
        int start = 0;
        for (int i = 0; i <= mask.length; i++) {
            if (i == mask.length || mask[i] != -1) {
                if (i - start > bestLength) {
                    best = start;
                    bestLength = i - start;
                }
                start = i + 1;
            }
        }
        runStart = best;
        run = bestLength == 0 ? null : new TwoBytes(value[best], value[best + bestLength - 1], bestLength - 1);
    }

    /**
     * Bytes in hexadecimal, with or without blanks, {@code ?} for four bits that may be anything: {@code 4d 5a ?? 9?}.
     *
     * @throws IllegalArgumentException when that is not what the text is; the message is for the user
     */
    public static BytePattern hex(String text) {
        String plain = text.replaceAll("[\\s,]+|0[xX]", "");
        if (plain.length() % 2 != 0) {
            throw new IllegalArgumentException("two digits make a byte; one is missing");
        }
        byte[] value = new byte[plain.length() / 2];
        byte[] mask = new byte[value.length];
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            int digit = Character.digit(c, 16);
            if (digit < 0 && c != '?') {
                throw new IllegalArgumentException("'" + c + "' is no hexadecimal digit; use ? for any");
            }
            int shift = i % 2 == 0 ? NIBBLE : 0;
            value[i / 2] |= (byte) (c == '?' ? 0 : digit << shift);
            mask[i / 2] |= (byte) (c == '?' ? 0 : 0xf << shift);
        }
        return new BytePattern(value, mask, 1);
    }

    /**
     * A text.
     *
     * @param charset    how it is stored
     * @param ignoreCase whether Latin letters of either case match
     */
    public static SearchPattern text(String text, Charset charset, boolean ignoreCase) {
        if (ignoreCase && !text.toLowerCase(Locale.ROOT).equals(text.toUpperCase(Locale.ROOT))) {
            return RegexPattern.ignoringCase(text, charset);
        }
        return of(text.getBytes(charset));
    }

    /** Exactly these bytes. */
    public static BytePattern of(byte[] bytes) {
        byte[] mask = new byte[bytes.length];
        Arrays.fill(mask, (byte) -1);
        return new BytePattern(bytes.clone(), mask, 1);
    }

    /** The same at offsets that are a multiple of a number only. */
    BytePattern alignedTo(int bytes) {
        return new BytePattern(value, mask, bytes);
    }

    @Override
    public int longest() {
        return value.length;
    }

    @Override
    public boolean scan(byte[] data, int from, int to, long offset, Sink sink) {
        if (run == null) {
            return scanAll(data, from, to, offset, sink);
        }
        int last = to - value.length + runStart;
        int at = run.next(data, from + runStart, last);
        while (at >= 0) {
            int start = at - runStart;
            if (matches(data, start, offset) && !sink.found(start, value.length)) {
                return false;
            }
            at = run.next(data, at + 1, last);
        }
        return true;
    }

    private boolean scanAll(byte[] data, int from, int to, long offset, Sink sink) {
        for (int start = from; start <= to - value.length; start++) {
            if (matches(data, start, offset) && !sink.found(start, value.length)) {
                return false;
            }
        }
        return true;
    }

    private boolean matches(byte[] data, int start, long offset) {
        if (alignment > 1 && (offset + start) % alignment != 0) {
            return false;
        }
        for (int i = 0; i < value.length; i++) {
            if ((data[start + i] & mask[i]) != value[i]) {
                return false;
            }
        }
        return true;
    }
}
