// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.barscope.mail.index.QueryMarks;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.thread.MailThread;
import org.barscope.mail.thread.MessageSummary;

/**
 * A message as read from the archive, with what stands around it.
 *
 * @param input   what was asked for
 * @param summary what the index knows of it
 * @param message the message
 * @param thread  where it stands
 * @param series  the patch series it belongs to
 * @param known   ids in its text that can be opened
 * @param marks   what to highlight
 */
record Reading(MessageInput input, MessageSummary summary, MailMessage message, MailThread thread,
        Optional<PatchSeries> series, Set<String> known, QueryMarks marks) {

    Reading {
        known = Set.copyOf(known);
    }

    /** The messages of the thread that can be read, in reading order. */
    List<MessageSummary> order() {
        return thread.messages();
    }

    /** The message so many places further on in the thread. */
    Optional<MessageSummary> neighbour(int steps) {
        List<MessageSummary> order = order();
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).key().equals(summary.key())) {
                int at = i + steps;
                return at >= 0 && at < order.size() ? Optional.of(order.get(at)) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
