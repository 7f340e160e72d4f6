// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How words of the command line become values. */
final class Converters {

    private Converters() {
    }

    /** A region URI. */
    static final class Region implements ITypeConverter<RegionUri> {
        @Override
        public RegionUri convert(String text) {
            try {
                return RegionUri.parse(text);
            } catch (IllegalArgumentException malformed) {
                throw new TypeConversionException(malformed.getMessage());
            }
        }
    }

    /** A number that is not negative: decimal, 0x or 0b, with {@code _} between digits. */
    static final class Number implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            String digits = text.replace("_", "").toLowerCase(java.util.Locale.ROOT);
            try {
                if (digits.startsWith("0x")) {
                    return nonNegative(Long.parseUnsignedLong(digits.substring(2), 16), text);
                }
                if (digits.startsWith("0b")) {
                    return nonNegative(Long.parseUnsignedLong(digits.substring(2), 2), text);
                }
                return nonNegative(Long.parseLong(digits), text);
            } catch (NumberFormatException malformed) {
                throw new TypeConversionException("'" + text + "' is not a number: use decimal, 0x or 0b");
            }
        }

        private static Long nonNegative(long value, String text) {
            if (value < 0) {
                throw new TypeConversionException("'" + text + "' is out of range");
            }
            return value;
        }
    }

    /** A width in bits. */
    static final class Width implements ITypeConverter<AccessWidth> {
        @Override
        public AccessWidth convert(String text) {
            return switch (text) {
                case "8" -> AccessWidth.W8;
                case "16" -> AccessWidth.W16;
                case "32" -> AccessWidth.W32;
                case "64" -> AccessWidth.W64;
                default -> throw new TypeConversionException("'" + text + "' is not a width: use 8, 16, 32 or 64");
            };
        }
    }
}
