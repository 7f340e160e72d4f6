// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One step of a sequence as it is written, its names not looked up yet. Immutable. */
public sealed interface Step {

    /** Its first word: where it stands. */
    Word at();

    /**
     * Reads and shows.
     *
     * @param place what
     */
    record Read(Word at, Place place) implements Step {
    }

    /**
     * Writes.
     *
     * @param place    what
     * @param value    the value; empty when fields are assigned
     * @param fields   the fields and their values; empty when a value is given
     * @param base     what stands for the other fields: {@code read} or a number; empty for reading now
     * @param override whether objections of the description that may be overruled are
     * @param verify   whether the sequence stops when what is read back is not what was written
     */
    record Write(Word at, Place place, Optional<Word> value, List<Assignment> fields, Optional<Word> base,
            boolean override, boolean verify) implements Step {
        public Write {
            fields = List.copyOf(fields);
        }
    }

    /**
     * Reads, replaces some bits, writes.
     *
     * @param place a whole register or a unit
     * @param value the bits to write
     * @param mask  the bits to replace
     */
    record Modify(Word at, Place place, Word value, Word mask) implements Step {
    }

    /**
     * Reads and compares; the sequence stops when it is not so.
     *
     * @param condition what is to hold
     */
    record Expect(Word at, Condition condition) implements Step {
    }

    /**
     * Reads until something holds.
     *
     * @param condition what is waited for
     * @param timeout   for how long; the sequence stops when it is over
     * @param every     from one read to the next
     */
    record Poll(Word at, Condition condition, Duration timeout, Duration every) implements Step {
    }

    /**
     * Waits.
     *
     * @param time how long
     */
    record Delay(Word at, Duration time) implements Step {
    }

    /**
     * Repeats some steps.
     *
     * @param times how often
     * @param body  what
     */
    record Loop(Word at, int times, List<Step> body) implements Step {
        public Loop {
            body = List.copyOf(body);
        }
    }

    /**
     * Says something.
     *
     * @param text what
     */
    record Print(Word at, String text) implements Step {
    }

    /** What is accessed. */
    sealed interface Place {

        /** Where it stands. */
        Word word();

        /** A register or field by its name. */
        record Named(Word word) implements Place {
        }

        /**
         * A unit.
         *
         * @param offset its first byte
         * @param bits   width of the access: 8, 16, 32 or 64
         */
        record Unit(Word word, long offset, int bits) implements Place {
        }
    }

    /**
     * A value for a field.
     *
     * @param field its name
     * @param value the value: a number or the name of one
     */
    record Assignment(Word field, Word value) {
    }

    /**
     * Something that may hold.
     *
     * @param place    what is read
     * @param mask     the bits that count; empty for all
     * @param relation how it is compared
     * @param value    with what
     */
    record Condition(Place place, Optional<Word> mask, Relation relation, Word value) {
        public Condition {
            Objects.requireNonNull(mask);
        }
    }
}
