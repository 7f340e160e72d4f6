// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * Cuts text into snippets, as if it were typed line by line: a line that could be the end of a statement is, semicolon
 * or not.
 */
final class Pieces {

    private final SourceCodeAnalysis analysis;
    private final String text;
    /** Where what has not been cut yet begins. */
    private int from;
    private int start;
    private String source = "";
    private Completeness completeness = Completeness.EMPTY;

    Pieces(SourceCodeAnalysis analysis, String text) {
        this.analysis = analysis;
        this.text = text;
    }

    /** Goes on to the next snippet; false when there is none. */
    boolean next() {
        int end = from;
        while (end < text.length()) {
            int line = text.indexOf('\n', end);
            end = line < 0 ? text.length() : line + 1;
            String piece = text.substring(from, end);
            CompletionInfo info = analysis.analyzeCompletion(piece);
            completeness = info.completeness();
            if (completeness == Completeness.EMPTY) {
                from = end;
                continue;
            }
            if (completeness.isComplete() || end == text.length()) {
                int blank = piece.length() - piece.stripLeading().length();
                start = from + blank;
                String cut = info.source() == null ? piece : info.source();
                source = cut.substring(Math.min(blank, cut.length() - cut.stripLeading().length()));
                from = info.source() == null ? end : end - info.remaining().length();
                return true;
            }
        }
        return false;
    }

    /** Where in the text it begins. */
    int start() {
        return start;
    }

    /** The snippet, beginning with what is no blank. */
    String source() {
        return source;
    }

    /** Whether it is complete. */
    boolean whole() {
        return completeness.isComplete();
    }

    /** Whether it can be run as it is although more may follow. */
    boolean runnable() {
        return completeness == Completeness.CONSIDERED_INCOMPLETE;
    }
}
