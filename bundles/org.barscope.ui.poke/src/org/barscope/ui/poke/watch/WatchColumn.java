// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchState;
import org.barscope.core.watch.Watched;
import org.barscope.model.ValueFormat;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.naming.ValueText;

/** The columns of the Watch view. */
enum WatchColumn {
    NAME("Name", 5) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            return watch.what().name();
        }
    },
    REGION("Region", 5) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            return watch.uri().toString();
        }
    },
    VALUE("Value", 4) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            if (!state.problem().isEmpty()) {
                return "✗ " + state.problem();
            }
            return state.value().isEmpty() ? "…" : number(state.value(), watch, form) + meaning(watch, state);
        }
    },
    TREND("Trend", 4) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            return "";
        }
    },
    MINIMUM("Min", 3) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            return number(state.minimum(), watch, form);
        }
    },
    MAXIMUM("Max", 3) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            return number(state.maximum(), watch, form);
        }
    },
    CHANGES("Changes", 2) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            return Long.toString(state.changes()) + state.lastChange().map(t -> ", " + CLOCK.format(t)).orElse("");
        }
    },
    RATE("Per second", 2) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            OptionalDouble rate = state.perSecond();
            return rate.isEmpty() ? "" : String.format(Locale.ROOT, "%,.1f", rate.getAsDouble());
        }
    },
    TIMING("Interval", 4) {
        @Override
        String of(Watch watch, WatchState state, ValueFormat form) {
            if (!state.running()) {
                return "paused (" + words(watch.interval()) + ")";
            }
            return (state.timing().kept() ? "" : "⚠ not kept: ") + state.timing().label();
        }
    };

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss")
            .withZone(ZoneId.systemDefault());

    private final String title;
    private final int weight;

    WatchColumn(String title, int weight) {
        this.title = title;
        this.weight = weight;
    }

    String title() {
        return title;
    }

    int weight() {
        return weight;
    }

    abstract String of(Watch watch, WatchState state, ValueFormat form);

    /** The text of a line; of one that waits for its region what it is, and what it waits for. */
    String of(WatchRow row, Optional<WatchState> state) {
        if (row.watch().isPresent() && state.isPresent()) {
            return of(row.watch().get(), state.get(), row.form());
        }
        return switch (this) {
            case NAME -> row.name();
            case REGION -> row.uri().toString();
            case VALUE -> row.opening() ? "…" : "⏳ waiting: " + row.waiting();
            case TIMING -> words(row.interval());
            default -> "";
        };
    }

    private static String number(OptionalLong value, Watch watch, ValueFormat form) {
        if (value.isEmpty()) {
            return "";
        }
        int bits = Math.max(1, watch.what().bits());
        long number = value.getAsLong();
        return switch (form) {
            case BINARY -> ValueText.binary(number, bits);
            case DECIMAL -> Long.toUnsignedString(number);
            case SIGNED -> Long.toString(bits >= 64 ? number : number << 64 - bits >> 64 - bits);
            default -> ValueText.hex(number, bits);
        };
    }

    /** The names of enumerated values: of a field its own, of a register those of its fields that have one. */
    private static String meaning(Watch watch, WatchState state) {
        if (!(watch.what() instanceof Watched.Named named)) {
            return "";
        }
        long word = state.value().orElseThrow();
        String text = named.target().field().isPresent()
                ? named.target().field().get().valuesForReading().flatMap(v -> v.meaningOf(word))
                        .map(EnumeratedValue::name).orElse("")
                : named.decode(word).fields().stream().filter(f -> f.meaning().isPresent()).limit(3)
                        .map(WatchColumn::word).collect(Collectors.joining(", "));
        return text.isEmpty() ? "" : "  " + text;
    }

    private static String word(DecodedField field) {
        return field.field().name() + "=" + field.meaning().orElseThrow().name();
    }

    /** An interval for people. */
    static String words(Duration interval) {
        return interval.toMillis() >= 1000 && interval.toMillis() % 1000 == 0 ? interval.toSeconds() + " s"
                : interval.toMillis() > 0 ? interval.toMillis() + " ms" : interval.toNanos() / 1000 + " µs";
    }
}
