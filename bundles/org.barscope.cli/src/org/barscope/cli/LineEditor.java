// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.barscope.app.console.Console;
import org.barscope.app.console.Console.Proposal;
import org.barscope.app.console.Console.Result;
import org.jline.reader.Candidate;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** What is typed at a terminal, edited and completed, and run line by line. */
final class LineEditor implements AutoCloseable {

    private final Console console;
    private final Terminal terminal;
    private final LineReader reader;

    /** @param terminal closed with this */
    LineEditor(Console console, Terminal terminal) {
        this.console = console;
        this.terminal = terminal;
        reader = LineReaderBuilder.builder().terminal(terminal).appName("barscope").parser(this::parse)
                .completer((typed, line, candidates) -> complete(line, candidates))
                // Statements contain exclamation marks, and what a console did is no secret worth a file.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "     ...> ")
                .build();
        terminal.handle(Terminal.Signal.INT, signal -> console.stop());
    }

    /** The terminal of this process. */
    static LineEditor ofTerminal(Console console) throws IOException {
        return new LineEditor(console, TerminalBuilder.builder().system(true).providers("ffm,exec").build());
    }

    /** The whole text is one word to the editor: Java has no words as shells have. */
    private record Whole(String line, int cursor) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(0, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor;
        }

        @Override
        public int wordIndex() {
            return 0;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return cursor;
        }

        @Override
        public int rawWordLength() {
            return line.length();
        }

        @Override
        public List<String> words() {
            return List.of(line);
        }
    }

    private ParsedLine parse(String line, int cursor, Parser.ParseContext context) {
        if (context == Parser.ParseContext.ACCEPT_LINE && !console.complete(line)) {
            throw new EOFError(-1, cursor, "the statement goes on");
        }
        return new Whole(line, cursor);
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        for (Proposal proposal : console.proposals(line.line(), line.cursor())) {
            // A candidate stands for the whole text up to the cursor; shown is what it adds.
            String text = line.line().substring(0, proposal.anchor()) + proposal.text();
            candidates.add(new Candidate(text, proposal.text(), null, null, null, null, false));
        }
    }

    /** Runs what is typed until the end of the input. Problems do not end it. */
    void run(PrintWriter out, PrintWriter err) {
        while (true) {
            String text;
            try {
                text = reader.readLine("barscope> ");
            } catch (UserInterruptException dropped) {
                continue;
            } catch (EndOfFileException left) {
                return;
            }
            switch (console.run("console", text)) {
                case Result.Failed failed -> err.println(failed.problem());
                case Result.Stopped stopped -> err.println("stopped");
                case Result.Unfinished unfinished -> err.println(unfinished.problem());
                case Result.Done done -> out.flush();
            }
            err.flush();
        }
    }

    @Override
    public void close() throws IOException {
        terminal.close();
    }
}
