// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;
import java.util.Optional;

/**
 * How a query was understood and why it finds what it finds.
 *
 * @param words   the query said in words
 * @param total   how many messages it finds
 * @param clauses each part that must hold, with the messages it finds alone
 * @param notes   what was guessed in reading it
 * @param advice  when nothing is found: which part is to blame and what to try
 */
public record QueryExplanation(String words, long total, List<Clause> clauses, List<String> notes,
        Optional<String> advice) {

    /**
     * A part of a query.
     *
     * @param words   said in words
     * @param alone   messages it finds by itself
     * @param without messages the query finds when this part is left out
     */
    public record Clause(String words, long alone, long without) {
    }

    /** Copies the lists. */
    public QueryExplanation {
        clauses = List.copyOf(clauses);
        notes = List.copyOf(notes);
    }
}
