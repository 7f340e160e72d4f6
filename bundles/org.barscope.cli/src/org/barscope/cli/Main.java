// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ServiceConfigurationError;
import org.barscope.app.Machines;
import org.barscope.core.backend.BackendException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of the command line. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        // The terminal is UTF-8 whatever the locale of this process says: names and signs are not ASCII.
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int code;
        try {
            code = run(new Session(Machines::startAll), out, err, arguments);
        } catch (ServiceConfigurationError | LinkageError incomplete) {
            err.println("barscope: this installation is incomplete: " + oneLine("" + incomplete.getMessage())
                    + "; install it again");
            code = ExitCode.INTERNAL;
        }
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static PrintWriter utf8(FileDescriptor descriptor) {
        return new PrintWriter(new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8));
    }

    /**
     * Runs one command.
     *
     * @param session what the commands work on; closed at the end
     * @return the exit code
     */
    static int run(Session session, PrintWriter out, PrintWriter err, String... arguments) {
        try (session) {
            CommandLine line = new CommandLine(new BarscopeCommand(), new CommandFactory(session));
            line.setOut(out);
            line.setErr(err);
            line.setCaseInsensitiveEnumValuesAllowed(true);
            line.setParameterExceptionHandler(Main::usageProblem);
            line.setExecutionExceptionHandler(Main::problem);
            return line.execute(arguments);
        }
    }

    private static int usageProblem(ParameterException problem, String[] arguments) {
        CommandLine line = problem.getCommandLine();
        line.getErr().println("barscope: " + oneLine(problem.getMessage()) + "; see '"
                + line.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static int problem(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
        if (problem instanceof BackendException known) {
            line.getErr().println("barscope: " + oneLine(known.getMessage()));
            return ExitCode.of(known.reason());
        }
        line.getErr().println("barscope: a defect of Barscope itself: " + oneLine(problem.toString())
                + "; please report it with the lines below");
        for (StackTraceElement frame : problem.getStackTrace()) {
            line.getErr().println("    at " + frame);
        }
        return ExitCode.INTERNAL;
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
