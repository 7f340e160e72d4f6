// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header block of a message, read without failing: lines that are no header are counted and skipped, 8-bit bytes
 * are decoded by guess, and a missing empty line before the body is noticed.
 */
public final class HeaderBlock {

    private static final int MOST_JUNK = 5;

    private record Field(String name, String raw) {
    }

    private final List<Field> fields;
    private final int bodyStart;
    private final int junkLines;

    private HeaderBlock(List<Field> fields, int bodyStart, int junkLines) {
        this.fields = fields;
        this.bodyStart = bodyStart;
        this.junkLines = junkLines;
    }

    /** Reads the block at the start of a message. A leading mbox "From " line is skipped. */
    public static HeaderBlock parse(byte[] message) {
        List<Field> fields = new ArrayList<>(32);
        int junk = 0;
        int at = 0;
        StringBuilder value = null;
        String name = null;
        while (at < message.length) {
            int end = lineEnd(message, at);
            int stop = end > at && message[end - 1] == '\r' ? end - 1 : end;
            int next = Math.min(end + 1, message.length);
            if (stop == at) {
                at = next;
                break;
            }
            if (message[at] == ' ' || message[at] == '\t') {
                if (value != null) {
                    value.append(' ').append(TextDecoding.decode(message, at, stop, null).strip());
                }
            } else {
                int colon = colon(message, at, stop);
                if (colon < 0) {
                    junk += at == 0 && startsWithFrom(message) ? 0 : 1;
                    boolean hopeless = name == null && junk > MOST_JUNK;
                    if (hopeless || name != null && looksLikeBody(message, at, stop)) {
                        break;
                    }
                } else {
                    store(fields, name, value);
                    name = TextDecoding.decode(message, at, colon, null).strip();
                    value = new StringBuilder(TextDecoding.decode(message, colon + 1, stop, null).strip());
                }
            }
            at = next;
        }
        store(fields, name, value);
        return new HeaderBlock(List.copyOf(fields), at, junk);
    }

    private static void store(List<Field> fields, String name, StringBuilder value) {
        if (name != null) {
            fields.add(new Field(name, value.toString()));
        }
    }

    private static boolean startsWithFrom(byte[] message) {
        return message.length > 5 && message[0] == 'F' && message[1] == 'r' && message[2] == 'o' && message[3] == 'm'
                && message[4] == ' ';
    }

    /** A line with several words and no colon after real headers: the empty line was lost and the body has begun. */
    private static boolean looksLikeBody(byte[] message, int from, int to) {
        int spaces = 0;
        for (int i = from; i < to; i++) {
            spaces += message[i] == ' ' ? 1 : 0;
        }
        return spaces >= 3;
    }

    private static int lineEnd(byte[] message, int from) {
        int i = from;
        while (i < message.length && message[i] != '\n') {
            i++;
        }
        return i;
    }

    /** The colon that ends a field name: printable ASCII without spaces in between (RFC 5322 section 2.2). */
    private static int colon(byte[] message, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = message[i];
            if (b == ':') {
                return i > from ? i : -1;
            }
            if (b <= ' ' || b == 0x7f) {
                // A blank before the colon is obsolete syntax, still met in the wild.
                return i > from && i + 1 < to && b == ' ' && message[i + 1] == ':' ? i + 1 : -1;
            }
        }
        return -1;
    }

    /** The offset of the first byte of the body; the message's length when there is none. */
    public int bodyStart() {
        return bodyStart;
    }

    /** How many lines among the headers were no headers. */
    public int junkLines() {
        return junkLines;
    }

    /** Whether there is not one field. */
    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** The first field of that name, decoded. */
    public Optional<String> first(String name) {
        return raw(name).map(EncodedWords::decode);
    }

    /** Every field of that name, decoded, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                values.add(EncodedWords.decode(field.raw));
            }
        }
        return values;
    }

    /** All fields in order, decoded. */
    public List<Header> headers() {
        return fields.stream().map(f -> new Header(f.name, EncodedWords.decode(f.raw))).toList();
    }

    /** The addresses of every field of that name. */
    public List<Address> addresses(String name) {
        List<Address> found = new ArrayList<>();
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                found.addAll(Address.parseList(field.raw));
            }
        }
        return found;
    }

    /** The first field of that name, unfolded but with its encoded words left alone. */
    Optional<String> raw(String name) {
        for (Field field : fields) {
            if (field.name.equalsIgnoreCase(name)) {
                return Optional.of(field.raw);
            }
        }
        return Optional.empty();
    }
}
