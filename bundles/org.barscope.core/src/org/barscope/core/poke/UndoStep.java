// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.barscope.core.journal.JournalEntry;
import org.barscope.registers.layout.RegisterInstance;

/**
 * How one entry of the journal would be undone: by writing back what was there before. Immutable.
 *
 * @param entry    what is undone
 * @param register the register it wrote, where a description knows it
 * @param way      what is written; empty when it cannot be undone
 * @param limits   what this does not bring back, or does besides, each a clause for people; why it cannot be undone,
 *                 when it cannot
 */
public record UndoStep(JournalEntry entry, Optional<RegisterInstance> register, Optional<Way> way,
        List<String> limits) {

    /** What is written to undo an entry. */
    public sealed interface Way {

        /** A whole value: all accesses that were written are written again with what was there. */
        record Value(long value) implements Way {
        }

        /**
         * The fields that were changed; others keep what they have now.
         *
         * @param write the request, to be checked and previewed like any other
         */
        record Fields(RegisterWrite write) implements Way {
        }

        /**
         * Bytes of memory.
         *
         * @param hex the bytes as hexadecimal digits
         */
        record Bytes(String hex) implements Way {
        }
    }

    public UndoStep {
        Objects.requireNonNull(entry);
        Objects.requireNonNull(register);
        Objects.requireNonNull(way);
        limits = List.copyOf(limits);
    }

    /** Whether anything would be written. */
    public boolean possible() {
        return way.isPresent();
    }
}
