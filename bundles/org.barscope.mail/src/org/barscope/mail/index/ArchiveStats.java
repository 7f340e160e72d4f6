// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An archive in numbers.
 *
 * @param messages   in the index, each once
 * @param unreadable places that hold no message that could be read
 * @param patches    patches without cover letters
 * @param covers     cover letters
 * @param people     senders, told apart by address
 * @param lists      the mailing lists with their messages, the largest first
 * @param oldest     date of the oldest message with a date
 * @param newest     date of the newest
 * @param indexBytes size of the index on disk
 */
public record ArchiveStats(long messages, long unreadable, long patches, long covers, long people,
        List<Facet.Value> lists,
        Optional<Instant> oldest, Optional<Instant> newest, long indexBytes) {

    /** Copies the lists. */
    public ArchiveStats {
        lists = List.copyOf(lists);
    }
}
