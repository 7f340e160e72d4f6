// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.parse;

import java.util.ArrayList;
import java.util.List;

/** Tells the parts of a message's text apart, line by line. */
public final class Segmenter {

    private final List<Segment> segments = new ArrayList<>();
    private final StringBuilder current = new StringBuilder();
    private SegmentKind kind = SegmentKind.NEW;
    private int depth;
    private int start;
    private int number;

    private Segmenter() {
    }

    /** Splits text, whose lines end with a newline only, into segments that together are exactly that text. */
    public static List<Segment> split(String text) {
        Segmenter segmenter = new Segmenter();
        segmenter.run(text);
        return List.copyOf(segmenter.segments);
    }

    private void run(String text) {
        DiffScanner diff = new DiffScanner();
        boolean signed = false;
        int at = 0;
        while (at < text.length()) {
            int end = lineEnd(text, at);
            String line = text.substring(at, end);
            String next = end + 1 < text.length() ? text.substring(end + 1, lineEnd(text, end + 1)) : "";
            boolean inDiff = diff.next(line, next) != DiffScanner.Line.OUTSIDE;
            int marks = inDiff ? 0 : quoteDepth(line);
            SegmentKind found;
            if (inDiff) {
                found = SegmentKind.DIFF;
                signed = false;
            } else if (signed || line.equals("-- ") || listFooter(line, next)) {
                found = SegmentKind.SIGNATURE;
                signed = true;
                marks = 0;
            } else if (marks > 0) {
                found = SegmentKind.QUOTED;
            } else {
                found = Trailer.parse(line).isPresent() ? SegmentKind.TRAILERS : SegmentKind.NEW;
            }
            append(found, marks, line, end < text.length());
            at = end + 1;
            number++;
        }
        flush();
    }

    /** What Mailman adds below every message: a rule, then a line that names the list. */
    private static boolean listFooter(String line, String next) {
        return line.length() >= 30 && line.startsWith("______") && next.endsWith("mailing list")
                || line.length() >= 30 && line.startsWith("______") && next.contains(" mailing list -- ");
    }

    private static int lineEnd(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private void append(SegmentKind found, int marks, String line, boolean ended) {
        if (found != kind || marks != depth) {
            flush();
            kind = found;
            depth = marks;
            start = number;
        }
        current.append(line);
        if (ended) {
            current.append('\n');
        }
    }

    private void flush() {
        if (!current.isEmpty()) {
            segments.add(new Segment(kind, depth, start, current.toString()));
            current.setLength(0);
        }
    }

    /** How many quote marks a line starts with; blanks between them do not count. */
    static int quoteDepth(String line) {
        int marks = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '>') {
                marks++;
            } else if (c != ' ' || marks == 0 && i > 0) {
                break;
            }
        }
        return marks;
    }
}
