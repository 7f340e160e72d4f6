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

    private final Counter counter;

    QueryExplainer(Counter counter) {
        this.counter = counter;
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
        Optional<String> advice = total > 0 ? Optional.empty() : Optional.of(advice(parts, clauses));
        return new QueryExplanation(query.words(), total, clauses, query.notes(), advice);
    }

    private static QueryNode without(List<QueryNode> parts, QueryNode left) {
        List<QueryNode> rest = new ArrayList<>(parts);
        rest.remove(left);
        return rest.size() == 1 ? rest.getFirst() : new QueryNode.And(rest);
    }

    private static String words(QueryNode node) {
        return new ParsedQuery("", node, List.of()).words();
    }

    private String advice(List<QueryNode> parts, List<QueryExplanation.Clause> clauses) throws IOException,
            QueryException {
        for (int i = 0; i < parts.size(); i++) {
            if (clauses.get(i).alone() == 0) {
                String wider = wider(parts.get(i));
                return "No message has " + clauses.get(i).words() + "." + wider;
            }
        }
        for (QueryExplanation.Clause clause : clauses) {
            if (clause.without() > 0) {
                return "Each part is found, but not all in one message. Without " + clause.words() + " there are "
                        + clause.without() + ".";
            }
        }
        return "Each part is found, but no two of them in one message. Leave parts out, or join them with OR.";
    }

    /** What a small change to a part would find. */
    private String wider(QueryNode part) throws IOException, QueryException {
        if (!(part instanceof QueryNode.Text text)) {
            return "";
        }
        if (text.words().indexOf(' ') < 0) {
            String pattern = "*" + text.words() + "*";
            long inside = counter.count(new QueryNode.Wildcard(text.field(), pattern));
            if (inside > 0) {
                return " As a part of longer words it is in " + inside + ": try " + pattern + ".";
            }
            long alike = counter.count(new QueryNode.Fuzzy(text.field(), text.words(), 2));
            if (alike > 0) {
                return " Words like it are in " + alike + ": try " + text.words() + "~.";
            }
        }
        if (text.field() != QueryField.ANY) {
            long anywhere = counter.count(new QueryNode.Text(QueryField.ANY, text.words(), 0));
            if (anywhere > 0) {
                return " Elsewhere it is in " + anywhere + ": leave out the prefix.";
            }
        }
        return "";
    }
}
