// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import org.barscope.app.poke.Poking;
import org.barscope.core.watch.WatchEngine;
import org.barscope.registers.naming.ValueText;

/**
 * A Java console over open regions, as {@link Commands} describes it. One snippet runs at a time. {@link #run} blocks,
 * the first time for about a second while the compiler starts; {@link #stop}, from another thread, ends what hangs.
 * Snippets run in this process, with all its rights.
 */
public final class Console implements AutoCloseable {

    private static final List<String> IMPORTS = List.of("import java.util.*;", "import java.util.function.*;",
            "import java.util.stream.*;", "import java.nio.file.*;", "import org.barscope.app.console.*;",
            "import static org.barscope.app.console.Commands.*;");
    private static final Pattern INTEGRAL = Pattern.compile("(byte|short|int|long|Byte|Short|Integer|Long)");
    private static final int CLOSE_SECONDS = 5;
    private static final int STOP_MILLIS = 20;

    private final ConsoleHost host;
    private final Poking poking;
    private final WatchEngine watches = new WatchEngine();
    private final ReentrantLock running = new ReentrantLock();
    private volatile JShell shell;
    /** Which run it is; changed under the lock alone. */
    private volatile long run;
    private volatile boolean stopping;
    private volatile boolean closed;

    /** @param host where regions come from, and where text goes */
    public Console(ConsoleHost host, Poking poking) {
        this.host = host;
        this.poking = poking;
        ConsoleOutput.install();
    }

    /**
     * What is wrong with a snippet, or with what it did.
     *
     * @param name    where it is from, for example a file's name
     * @param line    from 1
     * @param column  from 1, of what the compiler does not understand, or of the statement that failed
     * @param message one line
     */
    public record Problem(String name, int line, int column, String message) {

        @Override
        public String toString() {
            return name + ":" + line + ":" + column + ": " + message;
        }
    }

    /**
     * What may be typed.
     *
     * @param anchor where in the text it begins
     * @param text   what stands there then
     */
    public record Proposal(int anchor, String text) {
    }

    /** What came of running some text. */
    public sealed interface Result {

        /** All of it ran. */
        record Done() implements Result {
        }

        /** It goes on in the next line: nothing ran of its last, unfinished snippet, at which the problem points. */
        record Unfinished(Problem problem) implements Result {
        }

        /** It ended at a problem. */
        record Failed(Problem problem) implements Result {
        }

        /** It was stopped. */
        record Stopped() implements Result {
        }
    }

    /** The console for which the present thread runs a snippet. */
    static Console current() {
        Console console = SnippetExecution.consoleOfThread();
        if (console == null) {
            throw new ConsoleException("this can be called from a snippet of the console only");
        }
        return console;
    }

    ConsoleHost host() {
        return host;
    }

    Poking poking() {
        return poking;
    }

    WatchEngine watches() {
        return watches;
    }

    private JShell shell() {
        if (shell == null) {
            Path ours;
            try {
                ours = Path.of(Console.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException("this class was loaded from no place", impossible);
            }
            // Compiled against this bundle alone: what is not meant for snippets is not there.
            JShell made = JShell.builder().executionEngine(SnippetExecution.provider(this), Map.of())
                    .compilerOptions("--class-path", ours.toString()).build();
            for (String line : IMPORTS) {
                for (SnippetEvent event : made.eval(line)) {
                    if (event.status() != Status.VALID) {
                        String why = made.diagnostics(event.snippet()).map(d -> d.getMessage(Locale.ENGLISH)).toList()
                                .toString();
                        made.close();
                        throw new IllegalStateException("'" + line + "' is refused: " + why);
                    }
                }
            }
            shell = made;
        }
        return shell;
    }

    /** Whether some text is made of whole snippets; false when more lines have to follow. Blocks. */
    public boolean complete(String text) {
        running.lock();
        try {
            Pieces pieces = new Pieces(shell().sourceCodeAnalysis(), text);
            while (pieces.next()) {
                if (!pieces.whole()) {
                    return false;
                }
            }
            return true;
        } finally {
            running.unlock();
        }
    }

    /**
     * What may follow at a place of some text; nothing while a snippet runs, for the compiler serves one at a time.
     * Blocks for as long as the compiler thinks.
     */
    public List<Proposal> proposals(String text, int at) {
        if (closed || !running.tryLock()) {
            return List.of();
        }
        try {
            int[] anchor = new int[1];
            List<Suggestion> found = shell().sourceCodeAnalysis().completionSuggestions(text, at, anchor);
            List<Suggestion> best = found.stream().filter(Suggestion::matchesType).toList();
            return (best.isEmpty() ? found : best).stream().map(Suggestion::continuation).distinct()
                    .map(continuation -> new Proposal(anchor[0], continuation)).toList();
        } finally {
            running.unlock();
        }
    }

    /**
     * Runs the snippets of some text, one after the other, to the first that fails. What they are worth is printed
     * through the host. Blocks until they have ended or are stopped.
     *
     * @param name where the text is from, for messages
     */
    public Result run(String name, String text) {
        return run(name, text, true);
    }

    /** As {@link #run}, without printing what the snippets are worth. */
    public Result runQuietly(String name, String text) {
        return run(name, text, false);
    }

    private Result run(String name, String text, boolean show) {
        running.lock();
        try {
            run = run + 1;
            stopping = false;
            Pieces pieces = new Pieces(shell().sourceCodeAnalysis(), text);
            while (pieces.next()) {
                if (stopping || closed) {
                    return new Result.Stopped();
                }
                if (!pieces.whole() && !pieces.runnable()) {
                    return new Result.Unfinished(problem(name, text, pieces.start(), "this statement does not end"));
                }
                for (SnippetEvent event : shell().eval(pieces.source())) {
                    Result came = event.causeSnippet() == null ? told(name, text, pieces, event, show)
                            : new Result.Done();
                    if (!(came instanceof Result.Done)) {
                        return came;
                    }
                }
            }
            return new Result.Done();
        } finally {
            running.unlock();
        }
    }

    private Result told(String name, String text, Pieces piece, SnippetEvent event, boolean show) {
        if (event.status() == Status.REJECTED) {
            Diag first = shell().diagnostics(event.snippet()).filter(Diag::isError).findFirst().orElseThrow();
            int at = piece.start() + (int) Math.clamp(first.getPosition(), 0, piece.source().length());
            return new Result.Failed(problem(name, text, at, first.getMessage(Locale.ENGLISH)));
        }
        if (stopping) {
            return new Result.Stopped();
        }
        if (event.status() != Status.VALID && !(event.snippet() instanceof DeclarationSnippet)) {
            String why = shell().diagnostics(event.snippet()).map(d -> d.getMessage(Locale.ENGLISH)).findFirst()
                    .orElse("it does not compile");
            return new Result.Failed(problem(name, text, piece.start(), why));
        }
        if (event.exception() != null) {
            return new Result.Failed(problem(name, text, piece.start(), message(event.exception())));
        }
        Snippet snippet = event.snippet();
        boolean worth = show && event.value() != null && !event.value().isEmpty();
        if (snippet instanceof DeclarationSnippet declared && event.status() != Status.VALID) {
            host.print("note: cannot be used before there is " + missing(declared) + "\n");
        } else if (worth && snippet instanceof VarSnippet variable) {
            String value = shown(variable.typeName(), event.value());
            // Several lines are a text of their own, laid out in columns.
            host.print(value.indexOf('\n') < 0 ? variable.name() + " = " + value + "\n" : value + "\n");
        } else if (worth && snippet.kind() == Snippet.Kind.EXPRESSION) {
            host.print(event.value() + "\n");
        }
        return new Result.Done();
    }

    /** Numbers as drivers have them, too. */
    private static String shown(String type, String value) {
        if (INTEGRAL.matcher(type).matches() && !value.equals("null")) {
            int bits = switch (type) {
                case "byte", "Byte" -> 8;
                case "short", "Short" -> 16;
                case "int", "Integer" -> 32;
                default -> 64;
            };
            long number = Long.parseLong(value);
            long positive = bits == 64 ? number : number & (1L << bits) - 1;
            return ValueText.hex(positive, positive >>> 32 == 0 ? Math.min(bits, 32) : 64) + "  (" + value + ")";
        }
        return value;
    }

    private String missing(DeclarationSnippet declared) {
        return String.join(", ", shell().unresolvedDependencies(declared).toList());
    }

    private String message(JShellException thrown) {
        if (thrown instanceof EvalException user) {
            String text = user.getMessage() == null ? "" : user.getMessage();
            if (user.getExceptionClassName().equals(ConsoleException.class.getName())) {
                return text;
            }
            String type = user.getExceptionClassName().replaceFirst(".*\\.", "");
            return text.isEmpty() ? type : type + ": " + text;
        }
        if (thrown instanceof UnresolvedReferenceException early) {
            return early.getSnippet().name() + " cannot be used before there is " + missing(early.getSnippet());
        }
        return String.valueOf(thrown.getMessage());
    }

    private static Problem problem(String name, String text, int at, String message) {
        int end = Math.min(at, text.length());
        int line = 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
        int column = end - (text.lastIndexOf('\n', end - 1) + 1) + 1;
        return new Problem(name, line, column, message.strip().replaceAll("\\s*\\R\\s*", "; "));
    }

    /** Ends the snippet that runs, if one does: what it waits for is interrupted and its loops end. Returns at once. */
    public void stop() {
        long which = run;
        stopping = true;
        Thread.ofPlatform().daemon().name("stopping the console").start(() -> stop(which));
    }

    /** Again and again: between two snippets, or while one is compiled, there is nothing yet that hears it. */
    private void stop(long which) {
        try {
            while (run == which && !running.tryLock(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                JShell now = shell;
                if (now != null && run == which) {
                    now.stop();
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            if (running.isHeldByCurrentThread()) {
                running.unlock();
            }
        }
    }

    /** Stops what runs and gives everything back. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        stop();
        ConsoleOutput.uninstall();
        watches.close();
        try {
            if (running.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                running.unlock();
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        if (shell != null) {
            shell.close();
        }
    }
}
