// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceParserTest {

    @Test
    void everyStepIsRead() throws Exception {
        Sequence sequence = SequenceParser.parse("all.seq", """
                # a comment
                read STATUS     # another
                WRITE FACTORIAL 5
                write CTRL EN=1 SPEED=fast base 0x10 override verify
                write CTRL.EN 1 base read
                write @0x10:32 0x55
                modify CTRL 0x30 mask 0xf0
                expect STATUS & 0xff == 0x12
                poll STATUS.BUSY!=1 timeout 100 ms every 10us

                delay 2s
                loop 3
                  loop 2
                    read @8:64
                  end
                end
                print "half # way"
                """);
        List<Step> steps = sequence.steps();
        assertEquals(11, steps.size());
        assertTrue(sequence.writes());
        assertEquals("FACTORIAL", assertInstanceOf(Step.Write.class, steps.get(1)).place().word().text());
        Step.Write fields = assertInstanceOf(Step.Write.class, steps.get(2));
        assertEquals(List.of("EN", "SPEED"), fields.fields().stream().map(a -> a.field().text()).toList());
        assertEquals("fast", fields.fields().get(1).value().text());
        assertEquals("0x10", fields.base().orElseThrow().text());
        assertTrue(fields.override() && fields.verify());
        assertEquals("read", assertInstanceOf(Step.Write.class, steps.get(3)).base().orElseThrow().text());
        Step.Place.Unit unit = assertInstanceOf(Step.Place.Unit.class, ((Step.Write) steps.get(4)).place());
        assertEquals(0x10, unit.offset());
        assertEquals(32, unit.bits());
        Step.Condition masked = assertInstanceOf(Step.Expect.class, steps.get(6)).condition();
        assertEquals("0xff", masked.mask().orElseThrow().text());
        Step.Poll poll = assertInstanceOf(Step.Poll.class, steps.get(7));
        assertEquals(Relation.DIFFERENT, poll.condition().relation());
        assertEquals(Duration.ofMillis(100), poll.timeout());
        assertEquals(Duration.ofNanos(10_000), poll.every());
        assertEquals(Duration.ofSeconds(2), assertInstanceOf(Step.Delay.class, steps.get(8)).time());
        Step.Loop outer = assertInstanceOf(Step.Loop.class, steps.get(9));
        assertEquals(2, assertInstanceOf(Step.Loop.class, outer.body().getFirst()).times());
        assertEquals("half # way", assertInstanceOf(Step.Print.class, steps.get(10)).text());
        assertEquals("read @8:64", sequence.text(((Step.Loop) outer.body().getFirst()).body().getFirst()));
        assertFalse(SequenceParser.parse("r", "loop 2\nread A\nend").writes());
        assertTrue(SequenceParser.parse("w", "loop 2\nmodify A 1 mask 1\nend").writes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "frobnicate X | 1:1: 'frobnicate' is no step; expected read, write, modify, expect, poll, delay, loop, end or "
                + "print",
        "read | 1:5: the line ends here; expected a register or @OFFSET:BITS",
        "read A B | 1:8: 'B' is too much here",
        "write A | 1:8: the line ends here; expected a value, or FIELD=VALUE",
        "write A EN=1 SPEED= | 1:20: the line ends here; expected a value",
        "read @0x10 | 1:6: the width is missing; expected @OFFSET:BITS, such as @0x10:32",
        "read @0x10:31 | 1:6: '31' is no width of an access; expected 8, 16, 32 or 64",
        "read @0x11:32 | 1:6: the offset is not a multiple of the 32 bits of the access",
        "read @zz:32 | 1:6: 'zz' is not a number; expected 0x1F, 0b1010 or 31",
        "modify A 1 musk 1 | 1:12: 'musk' instead of 'mask'",
        "expect A = 1 | 1:10: '=' is no comparison; expected ==, !=, <, <=, > or >=",
        "poll A == 1 | 1:12: the line ends here; expected 'timeout'",
        "poll A == 1 timeout 5 | 1:21: the unit is missing; expected us, ms or s",
        "delay soon | 1:7: 'soon' is no time; expected 10us, 10ms or 10s",
        "loop 0 | 1:6: a loop turns 1 to 1000000000 times",
        "loop 2 | 1:1: this loop has no 'end'",
        "end | 1:1: there is no loop to end",
        "print hello | 1:7: expected a text in quotation marks",
        "read A! | 1:7: '!' makes no sense here",
        "print \"x | 1:7: a text that does not end"})
    void whatMakesNoSenseIsNamedWithLineAndColumn(String text, String message) {
        SequenceException faulty = assertThrows(SequenceException.class, () -> SequenceParser.parse("bad.seq", text));
        assertEquals(message, faulty.faults().getFirst().toString());
        assertEquals("bad.seq:" + message, faulty.getMessage());
    }

    @Test
    void everyFaultIsFoundAtATime() {
        SequenceException faulty = assertThrows(SequenceException.class,
                () -> SequenceParser.parse("bad.seq", "read\nread A\n  nonsense\nend\n"));
        assertEquals(List.of(1, 3, 4), faulty.faults().stream().map(SequenceFault::line).toList());
        assertEquals(3, faulty.faults().get(1).column());
    }

    @Test
    void nothingButAFaultComesOfAnyText() {
        Random random = new Random(7);
        String[] pieces = {"read", "write", "loop", "end", "poll", "A", "@8:32", "==", "&", "0x1", "=", "\"", "#", "\n",
            " ", "timeout", "9ms", "mask", "base", "99999999999999999999", "é", "\t"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            Optional<SequenceException> faulty = Optional.empty();
            try {
                SequenceParser.parse("any", text.toString());
            } catch (SequenceException expected) {
                faulty = Optional.of(expected);
            }
            faulty.ifPresent(problem -> assertFalse(problem.faults().isEmpty()));
        }
    }
}
