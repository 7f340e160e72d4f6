// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Cuts text into what driver developers search for. A stretch such as {@code vdev->vfio_pci_core_mmap} or
 * {@code drivers/gpu/drm/ttm/ttm_bo.c} is given as a whole and then as its parts, runs of letters and digits: the parts
 * one position after the other, the whole at the position of its first part. So a phrase of parts finds any sub-word
 * sequence, and a scan over the wholes finds any infix.
 *
 * <p>All is lower case, accents are taken off. Not thread-safe.
 */
final class CodeTokenizer {

    /** Wholes longer than this are given in overlapping pieces; nothing anyone types is longer than the overlap. */
    static final int LONGEST = 240;
    private static final int OVERLAP = 120;
    private static final byte PART = 1;
    private static final byte JOINT = 2;
    private static final byte[] CLASSES = new byte[128];

    static {
        for (char c = '0'; c < 128; c++) {
            if (Character.isLetterOrDigit(c)) {
                CLASSES[c] = PART;
            }
        }
        for (char c : "_./->+@#$%~:".toCharArray()) {
            CLASSES[c] = JOINT;
        }
    }

    private char[] text = new char[0];
    private int length;
    private int chunkStart;
    private int chunkEnd;
    private int piece;
    private int cursor;
    private boolean firstPart;
    private int partsGiven;
    private int start;
    private int end;
    private boolean whole;
    private int increment;

    /** Starts on new text; the array is not copied. */
    void reset(char[] characters, int count) {
        text = characters;
        length = count;
        chunkEnd = 0;
        cursor = 0;
        piece = -1;
        firstPart = true;
    }

    /** Goes to the next token; false at the end. */
    boolean next() {
        while (true) {
            if (piece >= 0) {
                wholePiece();
                return true;
            }
            if (cursor < chunkEnd && nextPart()) {
                return true;
            }
            if (!nextChunk()) {
                return false;
            }
        }
    }

    private void wholePiece() {
        start = piece;
        end = Math.min(chunkEnd, piece + LONGEST);
        whole = true;
        increment = piece == chunkStart ? 1 : 0;
        piece = end == chunkEnd ? -1 : piece + LONGEST - OVERLAP;
        firstPart = false;
    }

    private boolean nextPart() {
        int at = cursor;
        while (at < chunkEnd && !part(text[at])) {
            at++;
        }
        if (at == chunkEnd) {
            cursor = at;
            return false;
        }
        int from = at;
        while (at < chunkEnd && part(text[at]) && at - from < LONGEST) {
            at++;
        }
        cursor = at;
        start = from;
        end = at;
        whole = false;
        increment = partsGiven > 0 || firstPart ? 1 : 0;
        partsGiven++;
        return true;
    }

    private boolean nextChunk() {
        int at = chunkEnd;
        while (at < length && !chunk(at)) {
            at++;
        }
        if (at >= length) {
            return false;
        }
        int from = at;
        boolean parts = false;
        boolean joints = false;
        while (at < length && chunk(at)) {
            if (part(text[at])) {
                parts = true;
            } else {
                joints = true;
            }
            at++;
        }
        int to = at;
        chunkStart = from;
        chunkEnd = to;
        cursor = from;
        partsGiven = 0;
        firstPart = true;
        piece = -1;
        if (!parts) {
            cursor = to;
            return true;
        }
        if (joints) {
            trim();
            cursor = chunkStart;
            piece = onePart() ? -1 : chunkStart;
        }
        return true;
    }

    /** Takes off the punctuation of prose and diffs at both ends; "->" and "." in front belong to what is typed. */
    private void trim() {
        while (!part(text[chunkStart]) && text[chunkStart] != '_' && text[chunkStart] != '.' && text[chunkStart] != '/'
                && !(text[chunkStart] == '-' && chunkStart + 1 < chunkEnd && text[chunkStart + 1] == '>')) {
            chunkStart++;
        }
        while (!part(text[chunkEnd - 1]) && text[chunkEnd - 1] != '_') {
            chunkEnd--;
        }
    }

    private boolean onePart() {
        for (int i = chunkStart; i < chunkEnd; i++) {
            if (!part(text[i])) {
                return false;
            }
        }
        return chunkEnd - chunkStart <= LONGEST;
    }

    private boolean chunk(int at) {
        char c = text[at];
        if (c == ':') {
            // Joins file.c:123 and 0000:01:00.0, but ends "note:".
            return at + 1 < length && part(text[at + 1]);
        }
        return c < 128 ? CLASSES[c] != 0 : part(c);
    }

    static boolean part(char c) {
        return c < 128 ? CLASSES[c] == PART : Character.isLetterOrDigit(c) || Character.isSurrogate(c)
                || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /** The token in the form it is searched by. */
    String term() {
        return fold(text, start, end);
    }

    /** Where the token starts in the text. */
    int start() {
        return start;
    }

    /** Where it ends. */
    int end() {
        return end;
    }

    /** Whether it is a whole, not a part; words that are both are given as parts. */
    boolean isWhole() {
        return whole;
    }

    /** How many positions it is after the token before, 0 or 1. */
    int increment() {
        return increment;
    }

    /** Writes the folded token into an array that is large enough, or answers -1 when it is not plain ASCII. */
    int foldAscii(char[] target) {
        for (int i = start; i < end; i++) {
            char c = text[i];
            if (c >= 128) {
                return -1;
            }
            target[i - start] = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
        }
        return end - start;
    }

    private static String fold(char[] text, int from, int to) {
        return fold(new String(text, from, to - from));
    }

    /** Lower case without accents: what terms and queries are compared in. */
    static String fold(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) >= 128) {
                String bare = Normalizer.normalize(lower, Normalizer.Form.NFKD);
                StringBuilder kept = new StringBuilder(bare.length());
                bare.chars().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                        .forEach(c -> kept.append((char) c));
                return kept.toString();
            }
        }
        return lower;
    }
}
