// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

/**
 * How to search.
 *
 * @param limit    how many hits to return at most; all are counted nevertheless
 * @param order    how to order them
 * @param facets   whether to count the hits by list, person, month and kind; costs some milliseconds a million hits
 * @param snippets how many excerpts to make of each hit returned; each hit is read again for it
 */
public record SearchOptions(int limit, SearchOrder order, boolean facets, int snippets) {

    /** The 25 best, without facets and snippets. */
    public static final SearchOptions DEFAULT = new SearchOptions(25, SearchOrder.RELEVANCE, false, 0);

    /** Checks the numbers. */
    public SearchOptions {
        if (limit < 0 || snippets < 0) {
            throw new IllegalArgumentException("limit and snippets are not negative");
        }
    }

    /** The same with another limit. */
    public SearchOptions withLimit(int hits) {
        return new SearchOptions(hits, order, facets, snippets);
    }

    /** The same in another order. */
    public SearchOptions withOrder(SearchOrder other) {
        return new SearchOptions(limit, other, facets, snippets);
    }

    /** The same with facets. */
    public SearchOptions withFacets() {
        return new SearchOptions(limit, order, true, snippets);
    }

    /** The same with snippets. */
    public SearchOptions withSnippets(int each) {
        return new SearchOptions(limit, order, facets, each);
    }
}
