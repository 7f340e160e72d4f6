// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.List;

/**
 * The hits of a search counted by one property.
 *
 * @param name   list, person, month, kind or state
 * @param values by count, the largest first; months in order of time
 */
public record Facet(String name, List<Value> values) {

    /**
     * One value.
     *
     * @param label what to show
     * @param count how many hits have it
     * @param query what to add to the query, after a blank, to see only these
     */
    public record Value(String label, long count, String query) {
    }

    /** Copies the values. */
    public Facet {
        values = List.copyOf(values);
    }
}
