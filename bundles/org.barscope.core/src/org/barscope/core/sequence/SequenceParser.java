// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.core.sequence.LineReader.Faulty;
import org.barscope.registers.naming.ValueText;

/** Reads sequences; the format is in the description of this package. Not safe for use by several threads. */
public final class SequenceParser {

    private static final Pattern TIME = Pattern.compile("(?<number>[0-9]+)(?<unit>us|ms|s)?");
    private static final Pattern UNIT = Pattern.compile("@(?<offset>[^:]+)(:(?<bits>.*))?");
    private static final String STEPS = "read, write, modify, expect, poll, delay, loop, end or print";
    private static final Duration SHORTEST_POLL = Duration.ofNanos(10_000);
    private static final int MOST_TURNS = 1_000_000_000;

    private final String name;
    private final List<SequenceFault> faults = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();

    /** A loop whose end was not read yet; the outermost is the sequence itself. */
    private record Open(Word at, int times, List<Step> steps) {
    }

    private SequenceParser(String name) {
        this.name = name;
        open.push(new Open(new Word("", 0, 0), 1, new ArrayList<>()));
    }

    /**
     * Reads a sequence.
     *
     * @param name for messages: the file's name
     * @throws SequenceException with every fault that was found
     */
    public static Sequence parse(String name, String text) throws SequenceException {
        return new SequenceParser(name).run(text);
    }

    private Sequence run(String text) throws SequenceException {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                LineReader line = new LineReader(i + 1, lines.get(i));
                if (line.hasNext()) {
                    step(line);
                    line.end();
                }
            } catch (Faulty faulty) {
                faults.add(faulty.fault());
            }
        }
        while (open.size() > 1) {
            faults.add(open.pop().at().fault("this loop has no 'end'"));
        }
        if (!faults.isEmpty()) {
            throw new SequenceException(name, faults);
        }
        return new Sequence(name, lines, open.pop().steps());
    }

    private void step(LineReader line) throws Faulty {
        Word word = line.next(STEPS);
        switch (word.text().toLowerCase(Locale.ROOT)) {
            case "read" -> add(new Step.Read(word, place(line)));
            case "write" -> add(write(word, line));
            case "modify" -> {
                Step.Place place = place(line);
                Word value = line.next("a value");
                keyword(line, "mask");
                add(new Step.Modify(word, place, value, line.next("a mask")));
            }
            case "expect" -> add(new Step.Expect(word, condition(line)));
            case "poll" -> add(poll(word, line));
            case "delay" -> add(new Step.Delay(word, time(line)));
            case "print" -> add(new Step.Print(word, print(line)));
            case "loop" -> open.push(new Open(word, times(line), new ArrayList<>()));
            case "end" -> {
                if (open.size() == 1) {
                    throw new Faulty(word.fault("there is no loop to end"));
                }
                Open loop = open.pop();
                add(new Step.Loop(loop.at(), loop.times(), loop.steps()));
            }
            default -> throw new Faulty(word.fault("'" + word.text() + "' is no step; expected " + STEPS));
        }
    }

    private void add(Step step) {
        open.peek().steps().add(step);
    }

    private static void keyword(LineReader line, String keyword) throws Faulty {
        Word word = line.next("'" + keyword + "'");
        if (!word.text().equalsIgnoreCase(keyword)) {
            throw new Faulty(word.fault("'" + word.text() + "' instead of '" + keyword + "'"));
        }
    }

    private static Step.Place place(LineReader line) throws Faulty {
        Word word = line.next("a register or @OFFSET:BITS");
        if (!word.text().startsWith("@")) {
            return new Step.Place.Named(word);
        }
        Matcher unit = UNIT.matcher(word.text());
        if (!unit.matches()) {
            throw new Faulty(word.fault("'" + word.text() + "' is no unit; expected @OFFSET:BITS"));
        }
        long offset = number(word, unit.group("offset"), 63);
        int bits = switch (unit.group("bits")) {
            case "8" -> 8;
            case "16" -> 16;
            case "32" -> 32;
            case "64" -> 64;
            case null -> throw new Faulty(word.fault("the width is missing; expected @OFFSET:BITS, such as "
                    + word.text() + ":32"));
            default -> throw new Faulty(word.fault("'" + unit.group("bits")
                    + "' is no width of an access; expected 8, 16, 32 or 64"));
        };
        if (offset % (bits / 8) != 0) {
            throw new Faulty(word.fault("the offset is not a multiple of the " + bits + " bits of the access"));
        }
        return new Step.Place.Unit(word, offset, bits);
    }

    private static long number(Word at, String text, int bits) throws Faulty {
        try {
            return ValueText.parse(text, bits);
        } catch (IllegalArgumentException malformed) {
            throw new Faulty(at.fault(malformed.getMessage()));
        }
    }

    private static Step.Write write(Word at, LineReader line) throws Faulty {
        Step.Place place = place(line);
        List<Step.Assignment> fields = new ArrayList<>();
        Optional<Word> value = Optional.empty();
        if (line.thenComes("=")) {
            while (line.thenComes("=")) {
                Word field = line.next("a field");
                keyword(line, "=");
                fields.add(new Step.Assignment(field, line.next("a value")));
            }
        } else {
            value = Optional.of(line.next("a value, or FIELD=VALUE"));
        }
        Optional<Word> base = line.take("base") ? Optional.of(line.next("'read' or a number")) : Optional.empty();
        boolean override = line.take("override");
        boolean verify = line.take("verify");
        return new Step.Write(at, place, value, fields, base, override || line.take("override"), verify);
    }

    private static Step.Condition condition(LineReader line) throws Faulty {
        Step.Place place = place(line);
        Optional<Word> mask = line.take("&") ? Optional.of(line.next("a mask")) : Optional.empty();
        Word sign = line.next("==, !=, <, <=, > or >=");
        Relation relation = Relation.of(sign.text()).orElseThrow(() -> new Faulty(sign.fault("'" + sign.text()
                + "' is no comparison; expected ==, !=, <, <=, > or >=")));
        return new Step.Condition(place, mask, relation, line.next("a value"));
    }

    private static Step.Poll poll(Word at, LineReader line) throws Faulty {
        Step.Condition condition = condition(line);
        keyword(line, "timeout");
        Duration timeout = time(line);
        Duration every = line.take("every") ? time(line) : Duration.ofMillis(1);
        return new Step.Poll(at, condition, timeout, every.compareTo(SHORTEST_POLL) < 0 ? SHORTEST_POLL : every);
    }

    private static Duration time(LineReader line) throws Faulty {
        Word word = line.next("a time such as 10ms");
        Matcher time = TIME.matcher(word.text().toLowerCase(Locale.ROOT));
        if (!time.matches() || time.group("number").length() > 9) {
            throw new Faulty(word.fault("'" + word.text() + "' is no time; expected 10us, 10ms or 10s"));
        }
        long number = Long.parseLong(time.group("number"));
        String unit = time.group("unit") != null ? time.group("unit")
                : line.take("us") ? "us" : line.take("ms") ? "ms" : line.take("s") ? "s" : "";
        return switch (unit) {
            case "us" -> Duration.ofNanos(1000 * number);
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> throw new Faulty(word.fault("the unit is missing; expected us, ms or s"));
        };
    }

    private static int times(LineReader line) throws Faulty {
        Word word = line.next("how often");
        long times = number(word, word.text(), 32);
        if (times < 1 || times > MOST_TURNS) {
            throw new Faulty(word.fault("a loop turns 1 to " + MOST_TURNS + " times"));
        }
        return (int) times;
    }

    private static String print(LineReader line) throws Faulty {
        Word word = line.next("a text in quotation marks");
        if (!word.text().startsWith("\"")) {
            throw new Faulty(word.fault("expected a text in quotation marks"));
        }
        return word.text().substring(1, word.text().length() - 1);
    }
}
