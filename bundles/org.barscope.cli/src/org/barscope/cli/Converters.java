// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    /** A number from 0 up that fits a region: decimal, 0x or 0b, with {@code _} between digits. */
    static final class Number implements ITypeConverter<Long> {

        private static final Pattern NUMBER = Pattern.compile("0[xX](?<hex>[0-9a-fA-F]+(_[0-9a-fA-F]+)*)"
                + "|0[bB](?<binary>[01]+(_[01]+)*)|[0-9]+(_[0-9]+)*");

        @Override
        public Long convert(String text) {
            Matcher number = NUMBER.matcher(text);
            if (!number.matches()) {
                throw new TypeConversionException("'" + text + "' is not a number from 0 up: use decimal, 0x or 0b");
            }
            int radix = number.group("hex") != null ? 16 : number.group("binary") != null ? 2 : 10;
            String digits = (radix == 10 ? text : text.substring(2)).replace("_", "");
            BigInteger value = new BigInteger(digits, radix);
            if (value.bitLength() >= Long.SIZE) {
                throw new TypeConversionException("'" + text + "' is out of range: no region is that large");
            }
            return value.longValue();
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
