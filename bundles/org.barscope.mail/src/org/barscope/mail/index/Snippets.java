// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.Segment;
import org.barscope.mail.parse.SegmentKind;

/** Finds the lines of a message that show best why it was found, and marks in them what was searched. */
final class Snippets {

    private static final int WIDTH = 200;
    private final QueryMarks marks;

    Snippets(QueryMarks marks) {
        this.marks = marks;
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
        if (!marks.isEmpty()) {
            for (Segment segment : message.segments()) {
                int number = segment.line();
                for (String line : segment.text().split("\n", -1)) {
                    int distinct = marks.distinct(line);
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

    private Snippet snippet(Candidate candidate) {
        String line = candidate.text();
        List<Snippet.Mark> found = marks.marks(line);
        int first = found.isEmpty() ? 0 : found.getFirst().start();
        int from = line.length() <= WIDTH ? 0 : Math.max(0, Math.min(first - WIDTH / 4, line.length() - WIDTH));
        int to = Math.min(line.length(), from + WIDTH);
        List<Snippet.Mark> moved = found.stream().filter(m -> m.start() >= from && m.end() <= to)
                .map(m -> new Snippet.Mark(m.start() - from, m.end() - from)).toList();
        return new Snippet(candidate.line(), candidate.kind(), line.substring(from, to), moved);
    }
}
