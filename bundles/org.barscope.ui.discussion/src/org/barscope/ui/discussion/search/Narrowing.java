// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is searched: the text in the box, and what was clicked to see only a part of what it finds. The two are kept
 * apart, so that each click can be undone by itself.
 *
 * @param text    as typed
 * @param clauses each a query of its own, in the order they were added
 */
record Narrowing(String text, List<String> clauses) {

    private static final Pattern ALTERNATIVE = Pattern.compile("(^|\\s)OR(\\s|$)");

    /** Nothing typed, nothing clicked. */
    static final Narrowing NOTHING = new Narrowing("", List.of());

    Narrowing {
        clauses = List.copyOf(clauses);
    }

    /** Another text; what was clicked stays. */
    Narrowing withText(String typed) {
        return new Narrowing(typed, clauses);
    }

    /** With the clause if it is not there yet, else without it. */
    Narrowing toggled(String clause) {
        List<String> changed = new ArrayList<>(clauses);
        if (!changed.remove(clause)) {
            changed.add(clause);
        }
        return new Narrowing(text, changed);
    }

    /** The query in full. Alternatives are put in parentheses, because clauses bind stronger than OR. */
    String query() {
        String typed = text.strip();
        if (clauses.isEmpty()) {
            return typed;
        }
        String all = String.join(" ", clauses);
        if (typed.isEmpty()) {
            return all;
        }
        return (ALTERNATIVE.matcher(typed).find() ? "(" + typed + ")" : typed) + " " + all;
    }
}
