// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an import did.
 *
 * @param added      messages that were not in the archive before
 * @param duplicates further copies of messages that were; each is remembered as another location
 * @param unreadable places that hold no message that could be read; see {@link MailArchive#unreadable()}
 * @param removed    messages or unreadable places that are no longer in any source
 * @param cancelled  whether it was stopped before the end
 * @param problems   sources that could not be read at all, a sentence each; their messages stay in the archive
 * @param time       how long it took
 */
public record ImportReport(long added, long duplicates, long unreadable, long removed, boolean cancelled,
        List<String> problems, Duration time) {

    /** Copies the problems. */
    public ImportReport {
        problems = List.copyOf(problems);
    }

    /** Both together; for the summary of several sources. */
    public ImportReport plus(ImportReport other) {
        return new ImportReport(added + other.added, duplicates + other.duplicates, unreadable + other.unreadable,
                removed + other.removed, cancelled || other.cancelled,
                Stream.concat(problems.stream(), other.problems.stream()).toList(), time.plus(other.time));
    }
}
