// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/** The named ways in which a {@link Layout} turns the number of a field into words. */
final class Meanings {

    /** Names whose result only repeats the number, so that it makes no meaning of its own. */
    private static final Set<String> PLAIN = Set.of("hex", "hex1", "hex2", "hex3", "hex4", "hex8", "hex16");

    private static final String[] L0S_LATENCY = {
        "<64ns", "<128ns", "<256ns", "<512ns", "<1us", "<2us", "<4us", "unlimited"
    };

    private static final String[] L1_LATENCY = {
        "<1us", "<2us", "<4us", "<8us", "<16us", "<32us", "<64us", "unlimited"
    };

    private static final String[] EQUALIZATION_PRESET = {
        "-6dB de-emphasis, 0dB preshoot", "-3.5dB de-emphasis, 0dB preshoot", "-4.4dB de-emphasis, 0dB preshoot",
        "-2.5dB de-emphasis, 0dB preshoot", "0dB de-emphasis, 0dB preshoot", "0dB de-emphasis, 1.9dB preshoot",
        "0dB de-emphasis, 2.5dB preshoot", "-6.0dB de-emphasis, 3.5dB preshoot",
        "-3.5dB de-emphasis, 3.5dB preshoot", "0dB de-emphasis, 3.5dB preshoot"
    };

    private static final Map<String, LongFunction<String>> NAMED = Map.ofEntries(
            Map.entry("hex", Long::toHexString),
            Map.entry("hex1", Long::toHexString),
            Map.entry("hex2", value -> hex(value, 2)),
            Map.entry("hex3", value -> hex(value, 3)),
            Map.entry("hex4", value -> hex(value, 4)),
            Map.entry("hex8", value -> hex(value, 8)),
            Map.entry("hex16", value -> hex(value, 16)),
            Map.entry("plus1", value -> Long.toString(value + 1)),
            Map.entry("pow2", value -> Long.toString(1L << value)),
            Map.entry("pow2minus1", value -> Long.toString((1L << value) - 1)),
            Map.entry("bytes128", value -> (128L << value) + " bytes"),
            Map.entry("bytes512", value -> Long.toString(512L << value)),
            Map.entry("speed", Meanings::linkSpeed),
            Map.entry("targetSpeed", value -> value == 0 ? "2.5GT/s" : linkSpeed(value)),
            Map.entry("speeds", Meanings::linkSpeeds),
            Map.entry("width", value -> "x" + value),
            Map.entry("l0s", value -> L0S_LATENCY[(int) value]),
            Map.entry("l1", value -> L1_LATENCY[(int) value]),
            Map.entry("preset", value -> value < EQUALIZATION_PRESET.length
                    ? EQUALIZATION_PRESET[(int) value] : "Unknown"),
            Map.entry("ltr", Meanings::latencyTolerance),
            Map.entry("granularity", value -> value == 0xff ? "Greater than 254ns" : value + "ns"),
            Map.entry("routingId", Meanings::routingId),
            Map.entry("readinessTime", Meanings::readinessTime),
            Map.entry("serial", Meanings::serialNumber));

    private Meanings() {
    }

    /** Whether the meaning only repeats the number. */
    static boolean plain(String name) {
        return PLAIN.contains(name);
    }

    /**
     * The function behind a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static LongFunction<String> named(String name) {
        LongFunction<String> meaning = NAMED.get(name);
        if (meaning == null) {
            throw new IllegalArgumentException("no meaning is called %" + name);
        }
        return meaning;
    }

    static String hex(long value, int digits) {
        String text = Long.toHexString(value);
        return text.length() >= digits ? text : "0".repeat(digits - text.length()) + text;
    }

    /** PCIe Base 6.0 section 7.5.3.6, Max Link Speed. */
    static String linkSpeed(long code) {
        return switch ((int) code) {
            case 1 -> "2.5GT/s";
            case 2 -> "5GT/s";
            case 3 -> "8GT/s";
            case 4 -> "16GT/s";
            case 5 -> "32GT/s";
            case 6 -> "64GT/s";
            default -> "unknown";
        };
    }

    /** A link has to support every speed below its highest one (PCIe Base 5.0 section 8.2.1). */
    private static String linkSpeeds(long vector) {
        if (vector == 0) {
            return "Unknown";
        }
        int highest = 64 - Long.numberOfLeadingZeros(vector);
        return highest == 1 ? "2.5GT/s" : highest <= 6 ? "2.5-" + linkSpeed(highest) : "RsvdP";
    }

    /** PCIe Base 5.0 section 6.18: ten bits of value, three bits of scale in steps of 32. */
    private static String latencyTolerance(long value) {
        long scale = value >> 10 & 7;
        return scale > 5 ? "<error>" : ((value & 0x3ff) << 5 * scale) + "ns";
    }

    private static String routingId(long id) {
        return String.format("%02x:%02x.%d", id >> 8 & 0xff, id >> 3 & 0x1f, id & 7);
    }

    /** PCIe Base 5.0 section 7.9.17: nine bits of value, three bits of scale, in nanoseconds. */
    private static String readinessTime(long value) {
        long scale = value >> 9 & 7;
        return scale > 5 ? "<error>" : ((value & 0x1ff) << 5 * scale) + "ns";
    }

    private static String serialNumber(long value) {
        StringBuilder text = new StringBuilder(23);
        for (int shift = 56; shift >= 0; shift -= 8) {
            text.append(hex(value >> shift & 0xff, 2)).append(shift == 0 ? "" : "-");
        }
        return text.toString();
    }
}
