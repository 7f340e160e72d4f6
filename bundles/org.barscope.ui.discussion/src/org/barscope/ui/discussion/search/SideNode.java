// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.List;

import org.barscope.app.mail.SavedSearches.SavedSearch;
import org.barscope.mail.index.Facet;

/** A row beside the results: a heading with saved searches or values of a facet below it. */
sealed interface SideNode {

    /** A heading. Equal to the heading of the same title, so that it stays expanded or not. */
    record Heading(String title, List<SideNode> children) implements SideNode {

        public Heading {
            children = List.copyOf(children);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Heading that && title.equals(that.title);
        }

        @Override
        public int hashCode() {
            return title.hashCode();
        }
    }

    /**
     * A saved search.
     *
     * @param search what was saved
     * @param news   how many of its hits came since it was last looked at
     */
    record Saved(SavedSearch search, long news) implements SideNode {

        @Override
        public boolean equals(Object other) {
            return other instanceof Saved that && search.name().equals(that.search.name());
        }

        @Override
        public int hashCode() {
            return search.name().hashCode();
        }
    }

    /**
     * A value of a facet.
     *
     * @param value  what is counted
     * @param part   its share of the largest value of the facet, up to 1
     * @param chosen whether only its hits are shown
     */
    record Value(Facet.Value value, double part, boolean chosen) implements SideNode {

        @Override
        public boolean equals(Object other) {
            return other instanceof Value that && value.query().equals(that.value.query());
        }

        @Override
        public int hashCode() {
            return value.query().hashCode();
        }
    }
}
