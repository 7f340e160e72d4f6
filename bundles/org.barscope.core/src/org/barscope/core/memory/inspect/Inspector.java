// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;

/** Finds out what bytes may mean. Immutable; any thread. */
public final class Inspector {

    /** As many bytes as the longest meaning needs. */
    public static final int LONGEST = 16;

    private static final HexFormat HEX = HexFormat.of();
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");
    private static final int[] WIDTHS = {1, 2, 4, 8};
    private static final long NANOS = 1_000_000_000;
    /** Between 1601-01-01, where Windows begins to count, and 1970-01-01, in seconds. */
    private static final long WINDOWS_EPOCH = 11_644_473_600L;
    private static final long WINDOWS_TICKS = 10_000_000;

    private final DateTimeFormatter time;

    /** @param zone in which times are shown */
    public Inspector(ZoneId zone) {
        time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS xxx", Locale.ROOT).withZone(zone);
    }

    /**
     * All meanings for which there are enough bytes.
     *
     * @param bytes what begins at the place, in the order of their addresses; up to {@link #LONGEST} are looked at
     */
    public List<Meaning> inspect(byte[] bytes) {
        List<Meaning> found = new ArrayList<>();
        for (int width : WIDTHS) {
            int bits = 8 * width;
            number(found, "Unsigned " + bits, bytes, width, Long::toUnsignedString);
            number(found, "Signed " + bits, bytes, width, value -> Long.toString(signed(value, bits)));
            number(found, "Hex " + bits, bytes, width, value -> "0x" + HEX.toHexDigits(value, 2 * width));
        }
        number(found, "Float 16", bytes, 2, value -> Float.toString(Float.float16ToFloat((short) value)));
        number(found, "Float 32", bytes, 4, value -> Float.toString(Float.intBitsToFloat((int) value)));
        number(found, "Float 64", bytes, 8, value -> Double.toString(Double.longBitsToDouble(value)));
        number(found, "Bits 8", bytes, 1, value -> bits(value, 8));
        number(found, "Bits 16", bytes, 2, value -> bits(value, 16));
        number(found, "Bits 32", bytes, 4, value -> bits(value, 32));
        same(found, "Character", bytes, 1, character(bytes));
        number(found, "Unix time 32", bytes, 4, value -> at(value, 0));
        number(found, "Unix time 64", bytes, 8, value -> at(value, 0));
        number(found, "Nanoseconds since 1970", bytes, 8, value -> at(Math.floorDiv(value, NANOS),
                Math.floorMod(value, NANOS)));
        number(found, "Windows file time", bytes, 8, value -> value < 0 ? "–"
                : at(value / WINDOWS_TICKS - WINDOWS_EPOCH, value % WINDOWS_TICKS * (NANOS / WINDOWS_TICKS)));
        number(found, "PCI address (requester)", bytes, 2, value -> String.format(Locale.ROOT, "%02x:%02x.%x",
                value >>> 8, value >>> 3 & 0x1f, value & 7));
        if (bytes.length >= 6) {
            same(found, "MAC address", bytes, 6, COLONS.formatHex(bytes, 0, 6));
        }
        if (bytes.length >= 16) {
            found.add(new Meaning("UUID", 16, uuid(bytes, ByteOrder.LITTLE_ENDIAN),
                    Optional.of(uuid(bytes, ByteOrder.BIG_ENDIAN))));
        }
        return List.copyOf(found);
    }

    private static void number(List<Meaning> found, String name, byte[] bytes, int width, LongFunction<String> text) {
        if (bytes.length >= width) {
            String little = text.apply(value(bytes, width, ByteOrder.LITTLE_ENDIAN));
            Optional<String> big = width == 1 ? Optional.empty()
                    : Optional.of(text.apply(value(bytes, width, ByteOrder.BIG_ENDIAN)));
            found.add(new Meaning(name, width, little, big));
        }
    }

    private static void same(List<Meaning> found, String name, byte[] bytes, int width, String text) {
        if (bytes.length >= width) {
            found.add(new Meaning(name, width, text, Optional.empty()));
        }
    }

    /**
     * The number that the first bytes make.
     *
     * @param width 1 to 8
     * @return zero-extended
     * @throws ArrayIndexOutOfBoundsException when there are fewer bytes
     */
    public static long value(byte[] bytes, int width, ByteOrder order) {
        long value = 0;
        for (int i = 0; i < width; i++) {
            int at = order == ByteOrder.LITTLE_ENDIAN ? width - 1 - i : i;
            value = value << 8 | bytes[at] & 0xff;
        }
        return value;
    }

    private static long signed(long value, int bits) {
        return value << 64 - bits >> 64 - bits;
    }

    /** In groups of four, the highest first. */
    private static String bits(long value, int bits) {
        StringBuilder text = new StringBuilder();
        for (int bit = bits - 1; bit >= 0; bit--) {
            text.append(value >>> bit & 1);
            if (bit % 4 == 0 && bit > 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private String at(long seconds, long nanos) {
        try {
            return time.format(Instant.ofEpochSecond(seconds, nanos));
        } catch (DateTimeException | ArithmeticException outOfTime) {
            return "–";
        }
    }

    /** The character that begins with the first byte, as UTF-8. */
    private static String character(byte[] bytes) {
        for (int length = 1; length <= Math.min(4, bytes.length); length++) {
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length));
                int code = Character.codePointAt(text, 0);
                String name = String.format(Locale.ROOT, "U+%04X", code);
                return Character.isISOControl(code) ? name + " " + Character.getName(code) : "'" + text + "' " + name;
            } catch (CharacterCodingException unfinished) {
                // More bytes may make it one.
                continue;
            }
        }
        return "–";
    }

    /** RFC 9562 writes the bytes in order; what is stored as a GUID has its first three numbers little-endian. */
    private static String uuid(byte[] bytes, ByteOrder order) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, 16).order(order);
        long first = (buffer.getInt() & 0xffffffffL) << 32 | (buffer.getShort() & 0xffffL) << 16
                | buffer.getShort() & 0xffffL;
        return new UUID(first, buffer.order(ByteOrder.BIG_ENDIAN).getLong()).toString();
    }
}
