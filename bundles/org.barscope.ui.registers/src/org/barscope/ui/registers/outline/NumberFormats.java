// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.outline;

import java.util.Map;
import java.util.TreeMap;

/** Which number format the user has given to which rows: a row without one has that of the row it is under. */
public final class NumberFormats {

    private final Map<String, NumberFormat> given = new TreeMap<>();
    private NumberFormat standard = NumberFormat.HEXADECIMAL;

    /** The format of rows that were given none, and are under none that was. */
    public void standard(NumberFormat format) {
        standard = format;
    }

    /** The format of a row. */
    public NumberFormat of(Row row) {
        for (Row at = row; at != null; at = at.parent()) {
            NumberFormat format = given.get(at.path());
            if (format != null) {
                return format;
            }
        }
        return standard;
    }

    /** Gives a format to a row and to all below it that have none of their own. */
    public void set(Row row, NumberFormat format) {
        given.put(row.path(), format);
    }

    /** All that were given, by path. */
    public Map<String, NumberFormat> all() {
        return Map.copyOf(given);
    }

    /** One line for each, for {@link #restore}. */
    public String save() {
        StringBuilder text = new StringBuilder();
        given.forEach((path, format) -> text.append(format.name()).append(' ').append(path).append('\n'));
        return text.toString();
    }

    /** Takes what {@link #save} wrote; what is not known any more is left out. */
    public void restore(String text) {
        text.lines().forEach(line -> {
            int blank = line.indexOf(' ');
            if (blank > 0) {
                NumberFormat.named(line.substring(0, blank))
                        .ifPresent(format -> given.put(line.substring(blank + 1), format));
            }
        });
    }
}
