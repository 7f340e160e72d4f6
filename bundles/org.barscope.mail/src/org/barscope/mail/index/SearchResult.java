// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.time.Duration;
import java.util.List;
import org.barscope.mail.query.ParsedQuery;

/**
 * What a search found.
 *
 * @param query  as it was understood
 * @param total  how many messages were found
 * @param hits   the first of them, as many as asked for
 * @param facets as asked for
 * @param time   how long it took
 */
public record SearchResult(ParsedQuery query, long total, List<SearchHit> hits, List<Facet> facets, Duration time) {

    /** Copies the lists. */
    public SearchResult {
        hits = List.copyOf(hits);
        facets = List.copyOf(facets);
    }
}
