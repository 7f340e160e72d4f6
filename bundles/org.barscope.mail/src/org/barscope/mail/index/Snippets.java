// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.Segment;
import org.barscope.mail.parse.SegmentKind;
import org.barscope.mail.query.QueryNode;

/** Finds the lines of a message that show best why it was found, and marks in them what was searched. */
final class Snippets {

    private static final int WIDTH = 200;
    private static final int MOST_PATTERNS = 40;

    private final List<Pattern> patterns = new ArrayList<>();

    Snippets(QueryNode root) {
        collect(root);
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

    private record Candidate(int line, SegmentKind kind, String text, int distinct) {
        int worth() {
            int place = switch (kind) {
                case NEW, TRAILERS -> 3;
                case DIFF -> 2;
                case QUOTED -> 1;
                case SIGNATURE -> 0;
            };
            return distinct * 10 + place;
        }
    }

    /** The best lines, in the order of the text. */
    List<Snippet> of(MailMessage message, int limit) {
        List<Candidate> candidates = new ArrayList<>();
        if (!patterns.isEmpty()) {
            for (Segment segment : message.segments()) {
                int number = segment.line();
                for (String line : segment.text().split("\n", -1)) {
                    int distinct = distinct(line);
                    if (distinct > 0) {
                        candidates.add(new Candidate(number, segment.kind(), line, distinct));
                    }
                    number++;
                }
            }
        }
        Set<String> seen = new HashSet<>();
        return candidates.stream().sorted(Comparator.comparingInt(Candidate::worth)
                .reversed().thenComparingInt(Candidate::line))
                .filter(c -> seen.add(c.text().strip())).limit(limit).sorted(Comparator.comparingInt(Candidate::line))
                .map(this::snippet).toList();
    }

    private int distinct(String line) {
        String cut = line.length() > 2000 ? line.substring(0, 2000) : line;
        return (int) patterns.stream().filter(p -> p.matcher(cut).find()).count();
    }

    private Snippet snippet(Candidate candidate) {
        String line = candidate.text();
        List<Snippet.Mark> marks = marks(line);
        int first = marks.isEmpty() ? 0 : marks.getFirst().start();
        int from = line.length() <= WIDTH ? 0 : Math.max(0, Math.min(first - WIDTH / 4, line.length() - WIDTH));
        int to = Math.min(line.length(), from + WIDTH);
        List<Snippet.Mark> moved = marks.stream().filter(m -> m.start() >= from && m.end() <= to)
                .map(m -> new Snippet.Mark(m.start() - from, m.end() - from)).toList();
        return new Snippet(candidate.line(), candidate.kind(), line.substring(from, to), moved);
    }

    /** Where the patterns are in a line, overlaps joined. */
    List<Snippet.Mark> marks(String line) {
        String cut = line.length() > 2000 ? line.substring(0, 2000) : line;
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
