// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.barscope.mail.query.ParsedQuery;
import org.barscope.mail.query.QueryNode;

/** Marks in a text what a query looks for. Reads nothing; any thread. */
public final class QueryMarks {

    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_PATTERNS = 40;

    private final List<Pattern> patterns = new ArrayList<>();

    private QueryMarks(QueryNode root) {
        collect(root);
    }

    /** The marks of a query; parts that must not be found, dates and the like mark nothing. */
    public static QueryMarks of(ParsedQuery query) {
        return new QueryMarks(query.root());
    }

    /** Whether the query has nothing to mark. */
    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    private void collect(QueryNode node) {
        if (patterns.size() >= MOST_PATTERNS) {
            return;
        }
        switch (node) {
            case QueryNode.And and -> and.parts().forEach(this::collect);
            case QueryNode.Or or -> or.parts().forEach(this::collect);
            case QueryNode.Text text -> words(text.words());
            case QueryNode.Wildcard wildcard -> glob(wildcard.pattern());
            case QueryNode.Regex regex -> regex(regex.pattern());
            case QueryNode.Fuzzy fuzzy -> words(fuzzy.word());
            case QueryNode.Name name -> words(name.value());
            case QueryNode.All all -> {
            }
            case QueryNode.Not not -> {
            }
            case QueryNode.Range range -> {
            }
            case QueryNode.Version version -> {
            }
            case QueryNode.Flag flag -> {
            }
        }
    }

    private void words(String words) {
        CodeTokenizer tokens = new CodeTokenizer();
        tokens.reset(words.toCharArray(), words.length());
        List<String> parts = new ArrayList<>();
        while (tokens.next()) {
            if (!tokens.isWhole()) {
                parts.add(Pattern.quote(words.substring(tokens.start(), tokens.end())));
            }
        }
        if (!parts.isEmpty()) {
            compile("(?<![\\p{L}\\p{N}])" + String.join("[^\\p{L}\\p{N}]{1,4}", parts) + "(?![\\p{L}\\p{N}])");
        }
    }

    private void glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String piece : pattern.split("\\*+")) {
            if (!piece.isEmpty()) {
                regex.append(regex.isEmpty() ? "" : "\\S{0,80}?").append(Pattern.quote(piece));
            }
        }
        if (!regex.isEmpty()) {
            compile(regex.toString());
        }
    }

    private void regex(String pattern) {
        // Backtracking could take for ever on a pattern the index answers at once; only simple ones are marked.
        if (pattern.length() <= 60 && pattern.chars().filter(c -> c == '*' || c == '+' || c == '{').count() <= 1) {
            compile(pattern.replace(".*", "\\S{0,80}"));
        }
    }

    private void compile(String regex) {
        try {
            patterns.add(Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        } catch (PatternSyntaxException e) {
            // What is an expression to the index need not be one to Java; the hit is shown without a mark then.
            return;
        }
    }

    /** How many of the parts of the query are in a line. */
    int distinct(String line) {
        String cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        return (int) patterns.stream().filter(p -> p.matcher(cut).find()).count();
    }

    /**
     * Where the parts of the query are in a line, in order, overlaps joined. Only the first 2,000 characters are looked
     * at.
     */
    public List<Snippet.Mark> marks(String line) {
        String cut = line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) : line;
        List<Snippet.Mark> found = new ArrayList<>();
        for (Pattern pattern : patterns) {
            var matcher = pattern.matcher(cut);
            while (matcher.find()) {
                if (matcher.end() > matcher.start()) {
                    found.add(new Snippet.Mark(matcher.start(), matcher.end()));
                }
            }
        }
        found.sort(Comparator.comparingInt(Snippet.Mark::start).thenComparing(Snippet.Mark::end,
                Comparator.reverseOrder()));
        List<Snippet.Mark> joined = new ArrayList<>();
        for (Snippet.Mark mark : found) {
            if (!joined.isEmpty() && mark.start() <= joined.getLast().end()) {
                Snippet.Mark last = joined.removeLast();
                joined.add(new Snippet.Mark(last.start(), Math.max(last.end(), mark.end())));
            } else {
                joined.add(mark);
            }
        }
        return joined;
    }
}
