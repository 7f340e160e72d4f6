// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Reads an mbox as a stream of messages. A message begins at a line that looks like {@code From someone Mon Jan  1
 * 00:00:00 2026}, at the start of the file or after an empty line; anything less strict cuts mails in two whose text
 * has a line that starts with "From ".
 */
final class MboxReader {

    /** A message longer than this is told as unreadable: it would not fit the memory of a desktop comfortably. */
    static final int LONGEST = 256 << 20;
    private static final Pattern SEPARATOR = Pattern.compile(
            "From \\S.{0,300}?\\s*(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} +\\d{1,2} "
            + "+\\d{1,2}:\\d{2}(?::\\d{2})?(?: +[A-Za-z+\\-0-9]{1,6}){0,2} +\\d{4}(?: +[A-Za-z+\\-0-9]{1,6})?\\s*");

    /** One message with the place of its separator line, and the CRC-32C of all bytes before that. */
    record Entry(long offset, long length, long checksumBefore, byte[] raw, boolean tooLong) {
    }

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private final CRC32C checksum = new CRC32C();
    private int position;
    private int limit;
    private long offset;
    private byte[] separator;
    private long separatorOffset;

    MboxReader(InputStream in) {
        this.in = in;
    }

    static boolean isSeparator(String line) {
        return line.length() < 500 && line.startsWith("From ") && SEPARATOR.matcher(line).matches();
    }

    /** How far the stream has been read, in bytes. */
    long offset() {
        return offset;
    }

    /** The CRC-32C of every byte read or skipped, less a separator line that was read ahead. */
    long checksum() {
        return checksum.getValue();
    }

    /** Passes over bytes without looking at them, but into the checksum. Answers how many there were. */
    long skip(long bytes) throws IOException {
        long left = bytes;
        while (left > 0 && fill()) {
            int n = (int) Math.min(left, limit - position);
            checksum.update(buffer, position, n);
            position += n;
            offset += n;
            left -= n;
        }
        return bytes - left;
    }

    /**
     * The next message, or null at the end. What stands before the first separator comes as an entry of its own, with
     * no separator in front; it is up to the caller to call it unreadable.
     */
    Entry next() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream(1 << 13);
        long start = separator == null ? offset : separatorOffset;
        boolean open = separator != null;
        long before = checksum.getValue();
        if (open) {
            checksum.update(separator);
        }
        separator = null;
        boolean blank = !open;
        boolean tooLong = false;
        while (readLine()) {
            byte[] text = line.toByteArray();
            if (blank && text.length > 5 && text[0] == 'F' && text[4] == ' ' && isSeparator(latin(text))) {
                separator = text;
                separatorOffset = offset - text.length;
                if (open) {
                    return entry(start, separatorOffset, before, message, tooLong);
                }
                if (message.size() > 0 && !latin(message.toByteArray()).isBlank()) {
                    return new Entry(start, separatorOffset - start, before, null, false);
                }
                start = separatorOffset;
                before = checksum.getValue();
                open = true;
                checksum.update(separator);
                separator = null;
                message.reset();
                blank = false;
                continue;
            }
            checksum.update(text);
            blank = text.length == 1 || text.length == 2 && text[0] == '\r';
            if (message.size() + text.length > LONGEST) {
                tooLong = true;
            } else {
                int from = escaped(text) ? 1 : 0;
                message.write(text, from, text.length - from);
            }
        }
        if (open) {
            return entry(start, offset, before, message, tooLong);
        }
        return message.size() == 0 || latin(message.toByteArray()).isBlank() ? null
                : new Entry(start, offset - start, before, null, false);
    }

    private static Entry entry(long start, long end, long before, ByteArrayOutputStream message, boolean tooLong) {
        byte[] raw = message.toByteArray();
        // The empty line before a separator, or at the end, belongs to the mbox, not to the message.
        boolean padded = raw.length > 1 && raw[raw.length - 1] == '\n' && raw[raw.length - 2] == '\n';
        byte[] exact = padded ? Arrays.copyOf(raw, raw.length - 1) : raw;
        return new Entry(start, end - start, before, tooLong ? null : exact, tooLong);
    }

    /** One ">" is taken off, as mboxrd wants it; for the single marks of mboxo that is the same. */
    private static boolean escaped(byte[] text) {
        int marks = 0;
        while (marks < text.length && text[marks] == '>') {
            marks++;
        }
        return marks > 0 && text.length >= marks + 5 && text[marks] == 'F' && text[marks + 1] == 'r'
                && text[marks + 2] == 'o' && text[marks + 3] == 'm' && text[marks + 4] == ' ';
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Reads a line with its newline; the last may lack one. Lines beyond the longest message come in pieces. */
    private boolean readLine() throws IOException {
        line.reset();
        while (fill()) {
            int end = position;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            int stop = Math.min(end + 1, limit);
            line.write(buffer, position, stop - position);
            offset += stop - position;
            position = stop;
            if (end < limit || line.size() > LONGEST) {
                return true;
            }
        }
        return line.size() > 0;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }
}
