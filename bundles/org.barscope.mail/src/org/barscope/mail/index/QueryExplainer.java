// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.mail.query.ParsedQuery;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.query.QueryField;
import org.barscope.mail.query.QueryNode;

/** Finds out why a query finds what it finds, by asking its parts one by one. */
final class QueryExplainer {

    /** Counts what a query finds. */
    interface Counter {
        long count(QueryNode root) throws IOException, QueryException;
    }

    private static final int MOST_SPELLINGS = 3;

    private final Counter counter;
    private final Spelling spelling;

    QueryExplainer(Counter counter, Spelling spelling) {
        this.counter = counter;
        this.spelling = spelling;
    }

    QueryExplanation explain(ParsedQuery query) throws IOException, QueryException {
        QueryNode root = query.root();
        long total = counter.count(root);
        List<QueryNode> parts = root instanceof QueryNode.And and ? and.parts() : List.of(root);
        List<QueryExplanation.Clause> clauses = new ArrayList<>();
        for (QueryNode part : parts) {
            long alone = parts.size() == 1 ? total : counter.count(part);
            long without = parts.size() == 1 ? counter.count(new QueryNode.All()) : counter.count(without(parts, part));
            clauses.add(new QueryExplanation.Clause(words(part), alone, without));
        }
        if (total > 0) {
            return new QueryExplanation(query.words(), total, clauses, query.notes(), Optional.empty(), List.of());
        }
        List<QueryExplanation.Suggestion> suggestions = suggestions(query, parts, clauses);
        return new QueryExplanation(query.words(), total, clauses, query.notes(),
                Optional.of(advice(parts, clauses, suggestions)), suggestions);
    }

    private static QueryNode without(List<QueryNode> parts, QueryNode left) {
        List<QueryNode> rest = new ArrayList<>(parts);
        rest.remove(left);
        return rest.size() == 1 ? rest.getFirst() : new QueryNode.And(rest);
    }

    private static String words(QueryNode node) {
        return new ParsedQuery("", node, List.of()).words();
    }

    private String advice(List<QueryNode> parts, List<QueryExplanation.Clause> clauses,
            List<QueryExplanation.Suggestion> suggestions) {
        String first = suggestions.isEmpty() ? "" : " " + suggestions.getFirst().why() + ".";
        for (QueryExplanation.Clause clause : clauses) {
            if (clause.alone() == 0) {
                // Words are had; that the date is in a range is not.
                String had = clause.words().startsWith("\"") ? "No message has " : "No message fits this: ";
                return had + clause.words() + "." + first;
            }
        }
        for (QueryExplanation.Clause clause : clauses) {
            if (clause.without() > 0) {
                return "Each part is found, but not all in one message. Without " + clause.words() + " there are "
                        + clause.without() + ".";
            }
        }
        return parts.size() == 1 ? "Nothing is found."
                : "Each part is found, but no two of them in one message. Leave parts out, or join them with OR.";
    }

    /** Queries like this one that find something, made by a small change to a part that finds nothing. */
    private List<QueryExplanation.Suggestion> suggestions(ParsedQuery query, List<QueryNode> parts,
            List<QueryExplanation.Clause> clauses) throws IOException, QueryException {
        List<QueryExplanation.Suggestion> found = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (clauses.get(i).alone() == 0 && parts.get(i) instanceof QueryNode.Text text) {
                change(query, text, found);
            }
        }
        return found;
    }

    private void change(ParsedQuery query, QueryNode.Text text, List<QueryExplanation.Suggestion> found)
            throws IOException, QueryException {
        String words = text.words();
        if (words.indexOf(' ') < 0) {
            String inside = "*" + words + "*";
            long part = counter.count(new QueryNode.Wildcard(text.field(), inside));
            if (part > 0) {
                suggest(query, words, inside, "As a part of longer words it is in " + part + ": try " + inside, found);
            }
            for (String like : spelling.like(text.field(), words, MOST_SPELLINGS)) {
                long alike = counter.count(new QueryNode.Text(text.field(), like, 0));
                if (alike > 0) {
                    suggest(query, words, like, "Did you mean " + like + "? It is in " + alike, found);
                }
            }
        }
        if (text.field() != QueryField.ANY) {
            long anywhere = counter.count(new QueryNode.Text(QueryField.ANY, words, 0));
            if (anywhere > 0) {
                for (String prefix : text.field().prefixes()) {
                    suggest(query, prefix + ":" + words, words, "Elsewhere it is in " + anywhere
                            + ": leave out the prefix", found);
                    suggest(query, prefix + ":\"" + words + '"', '"' + words + '"', "Elsewhere it is in " + anywhere
                            + ": leave out the prefix", found);
                }
            }
        }
    }

    /** Adds the query with a piece of its text exchanged, when that piece is in it. */
    private static void suggest(ParsedQuery query, String piece, String other, String why,
            List<QueryExplanation.Suggestion> found) {
        int at = query.text().indexOf(piece);
        if (at >= 0) {
            String changed = query.text().substring(0, at) + other + query.text().substring(at + piece.length());
            if (found.stream().noneMatch(s -> s.query().equals(changed))) {
                found.add(new QueryExplanation.Suggestion(changed, why));
            }
        }
    }
}
