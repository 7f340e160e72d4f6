// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.console.Console;
import org.barscope.app.console.Console.Result;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope console [REGION…]}: Java over open regions. */
@Command(name = "console", mixinStandardHelpOptions = true,
        description = "Runs Java statements over open regions: typed at the terminal, or from files, or from standard "
                + "input. A region can be written once it is armed: r.arm() asks at the terminal, unless --yes says "
                + "yes. Every write is in the journal.",
        footerHeading = "%nExamples:%n",
        footer = {"  barscope console sim:0000:01:00.0/bar0",
            "  barscope> r.reg(\"STATUS\").show()",
            "  barscope> r.arm()",
            "  barscope> r.reg(\"FACTORIAL\").write(5)",
            "  barscope> r.reg(\"STATUS\").poll(1, 0, 100)",
            "  barscope console sim:0000:01:00.0/bar0 --file bring-up.jsh --yes", "",
            "help() lists what can be called. Tab completes, the arrow keys go through what was",
            "typed before, Ctrl-C stops what runs, Ctrl-D ends. Problems name line and column."})
final class ConsoleCommand implements Callable<Integer> {

    private static final String INPUT = "standard input";

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "REGION", arity = "0..*", converter = Converters.Region.class,
            description = "To be opened at once; r is the first.")
    private List<RegionUri> regions = List.of();

    @Option(names = "--file", paramLabel = "FILE",
            description = "Run this file and end, instead of reading the terminal; may be given several times.")
    private List<Path> files = List.of();

    @Mixin
    private WriteConsent consent;

    @Mixin
    private OpeningOptions opening;

    @Mixin
    private DescriptionOptions descriptions;

    ConsoleCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<String> texts = files.isEmpty() ? List.of() : texts();
        try (StopSignal stop = StopSignal.ofProcess();
                OpenedForConsole opened = new OpenedForConsole(session, descriptions.wish(), consent, uri ->
                        opening.of(uri, false, err), out);
                Console console = new Console(opened, session.poking())) {
            stop.whenStopped(console::stop);
            for (RegionUri region : regions) {
                opened.named(region).forEach(problem -> err.println("barscope: note: " + problem));
            }
            if (!regions.isEmpty()) {
                console.runQuietly("barscope", "var r = region();");
            }
            for (int i = 0; i < texts.size(); i++) {
                require(console.run(files.get(i).toString(), texts.get(i)), files.get(i).toString());
            }
            if (files.isEmpty()) {
                if (Terminal.ofThisProcess().progress() && System.console() != null && System.console().isTerminal()) {
                    type(console, out, err);
                } else {
                    require(console.run(INPUT, read(System.in)), INPUT);
                }
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private void type(Console console, PrintWriter out, PrintWriter err) throws BackendException {
        out.println("Java over " + (regions.isEmpty() ? "regions that open(\"…\") opens"
                : regions.getFirst() + ", which is r") + ". help() says what there is; Ctrl-D ends.");
        out.flush();
        try (LineEditor editor = LineEditor.ofTerminal(console)) {
            editor.run(out, err);
        } catch (IOException unusable) {
            throw new BackendException(Reason.FAILED, "use the terminal", unusable.getMessage(), "", unusable);
        }
    }

    private List<String> texts() throws BackendException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(text(file));
        }
        return texts;
    }

    private static String text(Path file) throws BackendException {
        String attempt = "run " + file;
        try {
            return Files.readString(file);
        } catch (NoSuchFileException absent) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no such file", "", absent);
        } catch (MalformedInputException binary) {
            throw new BackendException(Reason.USAGE, attempt, "it is not a text in UTF-8", "", binary);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt, "it cannot be read: " + unreadable.getMessage(), "",
                    unreadable);
        }
    }

    /** A problem is told as compilers tell it; the command's own line follows. */
    private void require(Result result, String name) throws BackendException {
        spec.commandLine().getOut().flush();
        String attempt = "run " + name;
        switch (result) {
            case Result.Failed failed -> {
                spec.commandLine().getErr().println(failed.problem());
                throw new BackendException(Reason.FAILED, attempt, "it ended at a problem", "");
            }
            case Result.Unfinished unfinished -> {
                spec.commandLine().getErr().println(unfinished.problem());
                throw new BackendException(Reason.USAGE, attempt, "its last statement does not end", "");
            }
            case Result.Stopped stopped -> throw new BackendException(Reason.FAILED, attempt, "it was stopped", "");
            case Result.Done done -> {
                return;
            }
        }
    }

    /** All that comes in, for a console that nobody types into. */
    static String read(InputStream in) throws BackendException {
        try {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, "run " + INPUT, "it cannot be read: " + unreadable.getMessage(),
                    "", unreadable);
        }
    }
}
