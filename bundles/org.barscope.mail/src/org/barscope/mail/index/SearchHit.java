// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;
import org.barscope.mail.thread.MessageSummary;

/**
 * A message found.
 *
 * @param message  what is known of it
 * @param score    comparable within one result only; 0 when not ordered by relevance
 * @param snippets as asked for; empty when the message can no longer be read
 */
public record SearchHit(MessageSummary message, float score, List<Snippet> snippets) {

    /** Copies the snippets. */
    public SearchHit {
        snippets = List.copyOf(snippets);
    }
}
