// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as git and its users write them: {@code 20260301}, {@code 2026-03}, {@code 3.weeks.ago}, {@code yesterday},
 * {@code last.friday}, {@code @1780000000}. All in UTC.
 *
 * @param start the first moment meant
 * @param end   the first moment after it: a day later for a day, a month later for a month, the same for a moment
 */
record Approxidate(Instant start, Instant end) {

    private static final Pattern AGO = Pattern.compile("(\\d{1,6}|an?|one|two|three)[. _-]+([a-z]+?)s?(?:[. _-]+ago)?");
    private static final Pattern DAY = Pattern.compile(
            "(\\d{4})-(\\d{1,2})(?:-(\\d{1,2}))?(?:[t_. ](\\d{1,2}):(\\d{2})(?::(\\d{2}))?z?)?");
    private static final Pattern DIGITS = Pattern.compile("(\\d{4})(\\d{2})?(\\d{2})?(?:(\\d{2})(\\d{2})(\\d{2})?)?");
    private static final Map<String, Integer> NUMBERS = Map.of("a", 1, "an", 1, "one", 1, "two", 2, "three", 3);
    private static final Map<String, ChronoUnit> UNITS = Map.of("second", ChronoUnit.SECONDS, "minute",
            ChronoUnit.MINUTES,
            "hour", ChronoUnit.HOURS, "day", ChronoUnit.DAYS, "week", ChronoUnit.WEEKS, "month", ChronoUnit.MONTHS,
            "year", ChronoUnit.YEARS);

    /** Reads a date; empty when it is none. */
    static Optional<Approxidate> parse(String typed, Instant now) {
        String text = typed.strip().toLowerCase(Locale.ROOT);
        try {
            if (text.matches("@\\d{1,12}")) {
                return moment(Instant.ofEpochSecond(Long.parseLong(text.substring(1))));
            }
            Optional<Approxidate> found = numeric(text);
            return found.isPresent() ? found : relative(text, now.atZone(ZoneOffset.UTC));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Optional<Approxidate> numeric(String text) {
        Matcher dashed = DAY.matcher(text);
        Matcher m = dashed.matches() ? dashed : DIGITS.matcher(text);
        if (!m.matches()) {
            return Optional.empty();
        }
        int year = Integer.parseInt(m.group(1));
        int month = m.group(2) == null ? 1 : Integer.parseInt(m.group(2));
        int day = m.group(3) == null ? 1 : Integer.parseInt(m.group(3));
        if (m.group(4) != null) {
            int second = m.group(6) == null ? 0 : Integer.parseInt(m.group(6));
            return moment(LocalDateTime.of(year, month, day, Integer.parseInt(m.group(4)), Integer.parseInt(m.group(5)),
                    second).toInstant(ZoneOffset.UTC));
        }
        LocalDate start = LocalDate.of(year, month, day);
        LocalDate end = m.group(2) == null ? start.plusYears(1) : m.group(3) == null ? start.plusMonths(1)
                : start.plusDays(1);
        return Optional.of(new Approxidate(start.atStartOfDay().toInstant(ZoneOffset.UTC),
                end.atStartOfDay().toInstant(ZoneOffset.UTC)));
    }

    private static Optional<Approxidate> relative(String text, ZonedDateTime now) {
        switch (text) {
            case "now":
                return moment(now.toInstant());
            case "today":
                return day(now.toLocalDate());
            case "yesterday":
                return day(now.toLocalDate().minusDays(1));
            default:
                break;
        }
        Matcher last = Pattern.compile("last[. _-]+([a-z]+)").matcher(text);
        if (last.matches()) {
            ChronoUnit unit = UNITS.get(last.group(1));
            if (unit != null) {
                return moment(now.minus(1, unit).toInstant());
            }
            return weekday(last.group(1)).flatMap(d -> day(now.toLocalDate().with(TemporalAdjusters.previous(d))));
        }
        Matcher ago = AGO.matcher(text);
        if (ago.matches() && UNITS.containsKey(ago.group(2))) {
            int number = NUMBERS.containsKey(ago.group(1)) ? NUMBERS.get(ago.group(1)) : Integer.parseInt(ago.group(1));
            return moment(now.minus(number, UNITS.get(ago.group(2))).toInstant());
        }
        return weekday(text).flatMap(d -> day(now.toLocalDate().with(TemporalAdjusters.previousOrSame(d))));
    }

    private static Optional<DayOfWeek> weekday(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (name.length() >= 3 && day.name().toLowerCase(Locale.ROOT).startsWith(name)) {
                return Optional.of(day);
            }
        }
        return Optional.empty();
    }

    private static Optional<Approxidate> day(LocalDate day) {
        return Optional.of(new Approxidate(day.atStartOfDay().toInstant(ZoneOffset.UTC),
                day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)));
    }

    private static Optional<Approxidate> moment(Instant instant) {
        return Optional.of(new Approxidate(instant, instant));
    }
}
