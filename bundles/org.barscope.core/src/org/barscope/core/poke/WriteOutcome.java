// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.barscope.core.journal.EntryId;
import org.barscope.core.journal.FieldChange;
import org.barscope.registers.decode.Objection;

/**
 * What came of a write: old → written → read back. Immutable.
 *
 * @param entry    the journal's entry
 * @param old      the value just before; empty when reading it is not safe
 * @param written  the value that was sent
 * @param readBack the value just after; empty when it was not read
 * @param mismatch bits that were read back and are not what the description lets expect after this write; 0 when all is
 *                 well or nothing was read back
 * @param fields   what it meant
 * @param accepted objections that the user had accepted and that came true
 * @param note     why nothing was read back although that was wanted, one clause; else empty
 */
public record WriteOutcome(EntryId entry, OptionalLong old, long written, OptionalLong readBack, long mismatch,
        List<FieldChange> fields, List<Objection> accepted, String note) {

    public WriteOutcome {
        Objects.requireNonNull(entry);
        Objects.requireNonNull(old);
        Objects.requireNonNull(readBack);
        fields = List.copyOf(fields);
        accepted = List.copyOf(accepted);
        Objects.requireNonNull(note);
    }
}
