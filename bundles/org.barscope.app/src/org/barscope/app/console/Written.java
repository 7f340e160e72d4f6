// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.util.OptionalLong;
import org.barscope.core.journal.FieldChange;
import org.barscope.core.poke.WriteOutcome;
import org.barscope.registers.naming.ValueText;

/**
 * What came of a write.
 *
 * @param place    what was written
 * @param bits     how many bits the values have
 * @param old      the value before; empty where reading it is not safe
 * @param value    the value that was sent
 * @param readBack the value after; empty where it was not read
 * @param mismatch the bits that were read back and are not as they should be
 * @param entry    the number of the entry in the journal
 * @param note     what else is to be said; may be empty
 */
public record Written(String place, int bits, OptionalLong old, long value, OptionalLong readBack, long mismatch,
        String entry, String note) {

    static Written of(String place, int bits, WriteOutcome outcome) {
        String note = String.join(", ", outcome.fields().stream().map(FieldChange::label).toList());
        if (!outcome.note().isEmpty()) {
            note += (note.isEmpty() ? "" : "; ") + "not read back: " + outcome.note();
        }
        return new Written(place, bits, outcome.old(), outcome.written(), outcome.readBack(), outcome.mismatch(),
                outcome.entry().toString(), note);
    }

    /** Whether nothing else was read back than the description lets expect. */
    public boolean asExpected() {
        return mismatch == 0;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(place).append("  ");
        old.ifPresent(was -> text.append(ValueText.hex(was, bits)).append(" → "));
        text.append(ValueText.hex(value, bits));
        readBack.ifPresent(read -> text.append(", read back ").append(ValueText.hex(read, bits)));
        if (mismatch != 0) {
            text.append(", not as written in bits ").append(ValueText.hex(mismatch, bits));
        }
        return note.isEmpty() ? text.toString() : text.append("  (").append(note).append(')').toString();
    }
}
