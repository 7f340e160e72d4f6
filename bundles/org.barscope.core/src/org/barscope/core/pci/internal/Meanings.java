// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci.internal;

/**
 * The named ways in which a {@link Layout} turns the number of a field into words. One switch instead of a table of
 * functions: the command line decodes one function and ends, and would spend most of its time linking lambdas.
 */
final class Meanings {

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

    private static final String ZEROS = "0000000000000000";

    private Meanings() {
    }

    /** Whether the name only writes the number in another base, so that it makes no meaning of its own. */
    static boolean plain(String name) {
        return name.startsWith("hex");
    }

    /**
     * Writes a number in the way of a name.
     *
     * @throws IllegalArgumentException if there is no such name
     */
    static String apply(String name, long value) {
        return switch (name) {
            case "hex" -> Long.toHexString(value);
            case "hex2" -> hex(value, 2);
            case "hex3" -> hex(value, 3);
            case "hex4" -> hex(value, 4);
            case "hex8" -> hex(value, 8);
            case "hex16" -> hex(value, 16);
            case "plus1" -> Long.toString(value + 1);
            case "pow2" -> Long.toString(1L << value);
            case "pow2minus1" -> Long.toString((1L << value) - 1);
            case "bytes128" -> (128L << value) + " bytes";
            case "bytes512" -> Long.toString(512L << value);
            case "speed" -> linkSpeed(value);
            case "targetSpeed" -> value > 6 ? "Unknown" : linkSpeed(Math.max(value, 1));
            case "speeds" -> linkSpeeds(value);
            case "width" -> "x" + value;
            case "l0s" -> l0s((int) value);
            case "l1" -> l1((int) value);
            case "preset" -> value < EQUALIZATION_PRESET.length ? EQUALIZATION_PRESET[(int) value] : "Unknown";
            case "ltr" -> scaledTime(value & 0x3ff, (int) (value >> 10 & 7));
            case "readinessTime" -> scaledTime(value & 0x1ff, (int) (value >> 9 & 7));
            case "routingId" -> routingId(value);
            case "serial" -> serialNumber(value);
            default -> throw new IllegalArgumentException("no meaning is called %" + name);
        };
    }

    /** At least so many hexadecimal digits. */
    static String hex(long value, int digits) {
        String text = Long.toHexString(value);
        return text.length() >= digits ? text : ZEROS.substring(text.length() + ZEROS.length() - digits) + text;
    }

    static String l0s(int code) {
        return L0S_LATENCY[code];
    }

    static String l1(int code) {
        return L1_LATENCY[code];
    }

    static String serialNumber(long value) {
        StringBuilder text = new StringBuilder(23);
        for (int shift = 56; shift >= 0; shift -= 8) {
            text.append(hex(value >> shift & 0xff, 2)).append(shift == 0 ? "" : "-");
        }
        return text.toString();
    }

    /** PCIe Base 5.0 section 7.5.3.6, Max Link Speed; 64 GT/s is of revision 6.0. */
    private static String linkSpeed(long code) {
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

    /** PCIe Base 5.0 sections 6.18 and 7.9.17: a value and a scale in steps of 32, in nanoseconds. */
    private static String scaledTime(long value, int scale) {
        return scale > 5 ? "<error>" : (value << 5 * scale) + "ns";
    }

    private static String routingId(long id) {
        return hex(id >> 8 & 0xff, 2) + ":" + hex(id >> 3 & 0x1f, 2) + "." + (id & 7);
    }
}
