// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.barscope.mail.parse.Segment;

/**
 * What of a message is folded away.
 *
 * @param headers  whether all header fields are shown, not only the few that matter
 * @param depth    quotes deeper than this are folded
 * @param quotes   exceptions: by the line a quote begins at, whether it is shown
 * @param all      whether a long message is shown to its end
 */
record Folding(boolean headers, int depth, Map<Integer, Boolean> quotes, boolean all) {

    /** Deeper than any quote. */
    static final int EVERYTHING = Integer.MAX_VALUE;

    /** Header fields folded, quotes shown, long messages cut. */
    static final Folding INITIAL = new Folding(false, EVERYTHING, Map.of(), false);

    Folding {
        quotes = Map.copyOf(quotes);
    }

    /** Whether a quote is shown. */
    boolean shows(Segment quote) {
        return quotes.getOrDefault(quote.line(), quote.depth() <= depth);
    }

    Folding withHeaders(boolean shown) {
        return new Folding(shown, depth, quotes, all);
    }

    /** Another depth; exceptions are forgotten. */
    Folding withDepth(int deepest) {
        return new Folding(headers, deepest, Map.of(), all);
    }

    /** With quotes shown or folded, given by the lines they begin at. */
    Folding withQuotes(List<Integer> lines, boolean shown) {
        Map<Integer, Boolean> changed = new HashMap<>(quotes);
        lines.forEach(line -> changed.put(line, shown));
        return new Folding(headers, depth, changed, all);
    }

    Folding withAll() {
        return new Folding(headers, depth, quotes, true);
    }

    /** The next of: all quotes, those of the nearest message only, none. */
    Folding nextDepth() {
        return withDepth(depth == EVERYTHING ? 1 : depth == 1 ? 0 : EVERYTHING);
    }
}
