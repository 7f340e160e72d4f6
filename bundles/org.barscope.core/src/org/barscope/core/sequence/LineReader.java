// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of one line, taken one after the other. */
final class LineReader {

    private static final Pattern WORD =
            Pattern.compile("\"(?<string>[^\"]*)\"|==|!=|<=|>=|[<>=&]|[^\\s\"#=<>!&]+");

    private final int line;
    private final int length;
    private final List<Word> words = new ArrayList<>();
    private int next;

    /** A fault that ends the reading of a line. */
    static final class Faulty extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient SequenceFault fault;

        Faulty(SequenceFault fault) {
            super(fault.message(), null, false, false);
            this.fault = fault;
        }

        SequenceFault fault() {
            return fault;
        }
    }

    LineReader(int line, String text) throws Faulty {
        this.line = line;
        this.length = text.stripTrailing().length();
        Matcher matcher = WORD.matcher(text);
        int at = 0;
        while (at < text.length() && text.charAt(at) != '#') {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            if (!matcher.find(at) || matcher.start() != at) {
                throw new Faulty(new SequenceFault(line, at + 1, text.charAt(at) == '"' ? "a text that does not end"
                        : "'" + text.charAt(at) + "' makes no sense here"));
            }
            words.add(new Word(matcher.group(), line, at + 1));
            at = matcher.end();
        }
    }

    boolean hasNext() {
        return next < words.size();
    }

    /** The next word, which must be there. */
    Word next(String expected) throws Faulty {
        if (!hasNext()) {
            throw new Faulty(new SequenceFault(line, length + 1, "the line ends here; expected " + expected));
        }
        return words.get(next++);
    }

    /** Takes the next word if it is this one. */
    boolean take(String word) {
        if (hasNext() && words.get(next).text().equalsIgnoreCase(word)) {
            next++;
            return true;
        }
        return false;
    }

    /** Whether the word after the next is this one. */
    boolean thenComes(String word) {
        return next + 1 < words.size() && words.get(next + 1).text().equals(word);
    }

    void end() throws Faulty {
        if (hasNext()) {
            throw new Faulty(words.get(next).fault("'" + words.get(next).text() + "' is too much here"));
        }
    }
}
