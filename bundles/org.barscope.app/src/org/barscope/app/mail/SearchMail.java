// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.Facet;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.QueryExplanation;
import org.barscope.mail.index.SearchOptions;
import org.barscope.mail.index.SearchOrder;
import org.barscope.mail.index.SearchResult;
import org.barscope.mail.query.ParsedQuery;
import org.barscope.mail.query.QueryException;

/** Searches, groups what was found, and explains when nothing was. */
public final class SearchMail {

    private static final int HITS_PER_GROUP = 20;
    private static final int MOST_HITS = 2_000;

    private SearchMail() {
    }

    /**
     * What to search.
     *
     * @param query    in the query language; empty for everything
     * @param limit    how many groups at most
     * @param order    of the hits; groups stand where their first hit would
     * @param grouping what to put together
     * @param facets   whether to count all hits by list, person, month, kind and state
     */
    public record Request(String query, int limit, SearchOrder order, Grouping grouping, boolean facets) {
    }

    /**
     * What was found.
     *
     * @param query   as it was understood
     * @param total   how many messages there are, grouped or not
     * @param groups  in the order asked for; their hits carry no snippets, see {@link ArchiveView#snippets}
     * @param facets  as asked for
     * @param nothing why nothing was found, when nothing was
     * @param time    how long it took
     */
    public record Result(ParsedQuery query, long total, List<MailGroup> groups, List<Facet> facets,
            Optional<QueryExplanation> nothing, Duration time) {
        /** Copies the lists. */
        public Result {
            groups = List.copyOf(groups);
            facets = List.copyOf(facets);
        }
    }

    /**
     * Searches. Takes some milliseconds, some more for the groups.
     *
     * @throws QueryException when the query makes no sense
     * @throws MailException  when the index cannot be read
     */
    public static Result run(ArchiveView view, Request request) throws QueryException, MailException {
        long start = System.nanoTime();
        int hits = request.grouping() == Grouping.NONE ? request.limit()
                : Math.min((int) Math.min((long) request.limit() * HITS_PER_GROUP, MOST_HITS), MOST_HITS);
        SearchOptions plain = SearchOptions.DEFAULT.withLimit(hits).withOrder(request.order());
        SearchResult found = view.search(request.query(), request.facets() ? plain.withFacets() : plain);
        List<MailGroup> groups = new HitGroups(view, request.grouping(), request.limit()).of(found.hits());
        Optional<QueryExplanation> nothing = found.total() > 0 ? Optional.empty()
                : Optional.of(view.explain(request.query()));
        return new Result(found.query(), found.total(), groups, found.facets(), nothing,
                Duration.ofNanos(System.nanoTime() - start));
    }
}
