// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.query;

import java.util.List;

/**
 * A query after reading.
 *
 * @param text  as typed
 * @param root  the tree
 * @param notes what was guessed, one sentence each: a quote that was not closed, a prefix nobody knows
 */
public record ParsedQuery(String text, QueryNode root, List<String> notes) {

    /** Copies the notes. */
    public ParsedQuery {
        notes = List.copyOf(notes);
    }

    /** The query said in words. */
    public String words() {
        return QueryWords.of(root);
    }
}
