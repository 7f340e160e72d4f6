// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Dates of RFC 5322, its obsolete forms, and what mailers make of them. */
public final class MailDates {

    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final Map<String, Integer> ZONES = Map.of("gmt", 0, "ut", 0, "utc", 0, "z", 0, "est", -5, "edt", -4,
            "cst", -6, "cdt", -5, "pst", -8, "pdt", -7);
    private static final Map<String, Integer> MORE_ZONES = Map.of("mst", -7, "mdt", -6, "cet", 1, "cest", 2, "bst", 1,
            "jst", 9, "msk", 3);

    private MailDates() {
    }

    /**
     * Reads a Date field by looking for its parts in any order.
     *
     * @return the moment, or empty when there is no day, month and year in it or they make no date
     */
    public static Optional<Instant> parse(String field) {
        int day = -1;
        int month = -1;
        int year = -1;
        int[] time = {0, 0, 0};
        int offset = 0;
        int comment = field.indexOf('(');
        String text = comment < 0 ? field : field.substring(0, comment);
        for (String token : text.replace(',', ' ').strip().split("[\\s-](?![0-9]{4}$)|\\s+")) {
            if (token.isEmpty()) {
                continue;
            }
            if (token.indexOf(':') > 0) {
                time = time(token);
                if (time == null) {
                    return Optional.empty();
                }
            } else if ((token.charAt(0) == '+' || token.charAt(0) == '-') && digits(token, 1)) {
                offset = offset(token);
            } else if (digits(token, 0)) {
                if (day < 0 && token.length() <= 2) {
                    day = Integer.parseInt(token);
                } else if (year < 0 && token.length() <= 4) {
                    year = year(token);
                }
            } else if (month < 0 && month(token) > 0) {
                month = month(token);
            } else {
                String zone = token.toLowerCase(Locale.ROOT);
                offset = 3600 * ZONES.getOrDefault(zone, MORE_ZONES.getOrDefault(zone, offset / 3600));
            }
        }
        return moment(day, month, year, time, offset);
    }

    private static Optional<Instant> moment(int day, int month, int year, int[] time, int offset) {
        if (day < 1 || month < 1 || year < 1970 || year > 2200) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.of(year, month, day, time[0], time[1], Math.min(time[2], 59))
                    .toInstant(ZoneOffset.UTC).minusSeconds(offset));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int month(String token) {
        if (token.length() < 3) {
            return -1;
        }
        int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
        return at < 0 || at % 3 != 0 ? -1 : at / 3 + 1;
    }

    private static int year(String token) {
        int value = Integer.parseInt(token);
        if (token.length() > 2) {
            return token.length() == 3 ? 1900 + value : value;
        }
        return value < 50 ? 2000 + value : 1900 + value;
    }

    private static int[] time(String token) {
        String[] parts = token.split(":");
        int[] time = new int[3];
        for (int i = 0; i < Math.min(3, parts.length); i++) {
            String digits = parts[i].indexOf('.') < 0 ? parts[i] : parts[i].substring(0, parts[i].indexOf('.'));
            if (digits.isEmpty() || digits.length() > 2 || !digits(digits, 0)) {
                return null;
            }
            time[i] = Integer.parseInt(digits);
        }
        return time;
    }

    private static int offset(String token) {
        if (token.length() != 5) {
            return 0;
        }
        int hours = Integer.parseInt(token.substring(1, 3));
        int minutes = Integer.parseInt(token.substring(3, 5));
        int seconds = hours * 3600 + minutes * 60;
        // No place on Earth is further away than this; the rest are broken clocks.
        return hours > 14 || minutes > 59 ? 0 : token.charAt(0) == '-' ? -seconds : seconds;
    }

    private static boolean digits(String token, int from) {
        if (token.length() == from || token.length() > from + 9) {
            return false;
        }
        for (int i = from; i < token.length(); i++) {
            if (token.charAt(i) < '0' || token.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
