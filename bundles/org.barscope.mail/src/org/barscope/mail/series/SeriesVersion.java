// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.series;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.thread.MessageSummary;

/**
 * One posting of a series.
 *
 * @param label         RFC, RFC v2, v1, v4, with RESEND where it was said
 * @param posted        the date of the cover letter or of the first patch
 * @param cover         the cover letter, when there is one and the archive has it
 * @param total         how many patches the subjects promise
 * @param patches       those the archive has, by number
 * @param dropped       titles of the version before that are not in this one
 * @param coverTrailers trailers given in answer to the cover letter; they count for every patch
 * @param obsolete      whether a newer version is known
 */
public record SeriesVersion(String label, Instant posted, Optional<MessageSummary> cover, int total,
        List<SeriesPatch> patches, List<String> dropped, List<Trailer> coverTrailers, boolean obsolete) {

    /** Copies the lists. */
    public SeriesVersion {
        patches = List.copyOf(patches);
        dropped = List.copyOf(dropped);
        coverTrailers = List.copyOf(coverTrailers);
    }

    /** Whether every promised patch is there. */
    public boolean isComplete() {
        return patches.size() >= total;
    }
}
