// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.util.List;
import java.util.Optional;
import org.barscope.mail.index.SearchHit;
import org.barscope.mail.series.PatchSeries;
import org.barscope.mail.thread.MessageSummary;

/**
 * Hits that belong together.
 *
 * @param kind     what they have in common
 * @param title    the subject of the thread, the title of the series, or the subject of the message
 * @param head     the first message of the thread the archive has; of a series the cover letter or first patch of the
 *                 newest version; or the message itself
 * @param messages how many messages the thread has; of a series its cover letters and patches; 1 for a message
 * @param hits     the best first, at least one
 * @param series   the series, when that is the kind
 */
public record MailGroup(Kind kind, String title, MessageSummary head, int messages, List<SearchHit> hits,
        Optional<PatchSeries> series) {

    /** What hits have in common. */
    public enum Kind { MESSAGE, THREAD, SERIES }

    /** Copies the hits. */
    public MailGroup {
        hits = List.copyOf(hits);
    }
}
