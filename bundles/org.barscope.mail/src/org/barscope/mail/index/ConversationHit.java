// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;
import org.barscope.mail.thread.MessageSummary;

/**
 * A thread with hits.
 *
 * @param root     the first message of the thread the archive has
 * @param messages how many messages the thread has
 * @param hits     those found in it, in the order of the result
 */
public record ConversationHit(MessageSummary root, int messages, List<SearchHit> hits) {

    /** Copies the hits. */
    public ConversationHit {
        hits = List.copyOf(hits);
    }
}
