// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;
import java.util.Optional;

/**
 * How a query was understood and why it finds what it finds.
 *
 * @param words       the query said in words
 * @param total       how many messages it finds
 * @param clauses     each part that must hold, with the messages it finds alone
 * @param notes       what was guessed in reading it
 * @param advice      when nothing is found: which part is to blame and what to try
 * @param suggestions when nothing is found: queries like this one, the likeliest first
 */
public record QueryExplanation(String words, long total, List<Clause> clauses, List<String> notes,
        Optional<String> advice, List<Suggestion> suggestions) {

    /**
     * A part of a query.
     *
     * @param words   said in words
     * @param alone   messages it finds by itself
     * @param without messages the query finds when this part is left out
     */
    public record Clause(String words, long alone, long without) {
    }

    /**
     * Another query to try instead.
     *
     * @param query the whole of it
     * @param why   what it would bring, as a sentence without its full stop
     */
    public record Suggestion(String query, String why) {
    }

    /** Copies the lists. */
    public QueryExplanation {
        clauses = List.copyOf(clauses);
        notes = List.copyOf(notes);
        suggestions = List.copyOf(suggestions);
    }
}
