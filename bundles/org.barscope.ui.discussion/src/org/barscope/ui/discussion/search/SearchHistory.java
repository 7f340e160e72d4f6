// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.ArrayList;
import java.util.List;

/** The queries asked before, the newest first, and a way to walk through them as in a shell. UI thread only. */
final class SearchHistory {

    private static final int MOST = 50;

    private final List<String> queries = new ArrayList<>();
    /** Where the walk is; -1 at what is being typed. */
    private int at = -1;
    private String draft = "";

    /** Takes over what was remembered, the newest first. */
    void restore(List<String> remembered) {
        queries.clear();
        remembered.stream().filter(query -> !query.isBlank()).distinct().limit(MOST).forEach(queries::add);
        at = -1;
    }

    /** All, the newest first. */
    List<String> queries() {
        return List.copyOf(queries);
    }

    /** Remembers a query that was meant; ends the walk. */
    void add(String query) {
        String clean = query.strip();
        at = -1;
        if (!clean.isEmpty()) {
            queries.remove(clean);
            queries.addFirst(clean);
            while (queries.size() > MOST) {
                queries.removeLast();
            }
        }
    }

    /** The next older one; what is in the box now comes back at the end of the way down. */
    String older(String now) {
        if (at == -1) {
            draft = now;
        }
        int next = at + 1;
        while (next < queries.size() && queries.get(next).equals(now)) {
            next++;
        }
        if (next >= queries.size()) {
            return now;
        }
        at = next;
        return queries.get(at);
    }

    /** The next newer one, and in the end what was being typed. */
    String newer(String now) {
        if (at < 0) {
            return now;
        }
        at--;
        return at < 0 ? draft : queries.get(at);
    }
}
