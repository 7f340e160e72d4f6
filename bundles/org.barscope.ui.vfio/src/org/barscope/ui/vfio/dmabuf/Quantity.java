// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 0x1000}, {@code 4096}, {@code 4K}, {@code 16 MiB}, {@code 16_384}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("(0x[0-9a-f_]+|[0-9][0-9_]*) *(|[kmg](i?b)?)");

    private Quantity() {
    }

    /** The number that a text means, not negative; empty when it means none. Units are powers of 1024. */
    static OptionalLong parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return OptionalLong.empty();
        }
        String digits = matcher.group(1).replace("_", "");
        try {
            long number = digits.startsWith("0x") ? Long.parseLong(digits.substring(2), 16) : Long.parseLong(digits);
            int shift = matcher.group(2).isEmpty() ? 0 : 10 * ("kmg".indexOf(matcher.group(2).charAt(0)) + 1);
            return number > Long.MAX_VALUE >> shift ? OptionalLong.empty() : OptionalLong.of(number << shift);
        } catch (NumberFormatException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** The shortest exact way to say it: "1 MiB", "4 KiB", "0x180 bytes". */
    static String words(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        int unit = 0;
        long rest = bytes;
        while (unit < units.length - 1 && rest > 0 && rest % 1024 == 0) {
            rest /= 1024;
            unit++;
        }
        return rest + " " + units[unit];
    }
}
