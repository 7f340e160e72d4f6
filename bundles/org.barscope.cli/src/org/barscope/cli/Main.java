// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.FileDescriptor;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import org.barscope.app.Machines;
import org.barscope.core.backend.BackendException;
import org.barscope.mail.index.MailException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of the command line. */
public final class Main {

    private Main() {
    }

    public static void main(String[] arguments) {
        Output out = new Output(FileDescriptor.out);
        Output err = new Output(FileDescriptor.err);
        Session session = new Session(Machines::startAll);
        session.mail().connect(Terminal.ofThisProcess(), out);
        System.exit(run(session, out, err, arguments));
    }

    /** Runs one command on real outputs, all that it said having been written when this returns. */
    static int run(Session session, Output out, Output err, String... arguments) {
        int code;
        try {
            code = run(session, out.writer(), err.writer(), arguments);
        } catch (ServiceConfigurationError | LinkageError incomplete) {
            err.writer().println("barscope: this installation is incomplete: " + oneLine("" + incomplete.getMessage())
                    + "; install it again");
            code = ExitCode.INTERNAL;
        } catch (OutOfMemoryError tooLarge) {
            err.writer().println("barscope: there is not enough memory for this; ask for less at a time");
            code = ExitCode.FAILED;
        }
        Optional<String> unwritten = out.finish();
        if (unwritten.isPresent()) {
            err.writer().println("barscope: cannot write the output: " + oneLine(unwritten.get()));
            code = code == ExitCode.OK ? ExitCode.FAILED : code;
        }
        // When this cannot be written either, there is nobody left to tell.
        err.finish();
        return code;
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
        line.getErr().println("barscope: " + clause(problem.getMessage()) + "; see '"
                + line.getCommandSpec().qualifiedName() + " --help'");
        return ExitCode.USAGE;
    }

    private static int problem(Exception problem, CommandLine line, CommandLine.ParseResult parsed) {
        if (problem instanceof BackendException known) {
            String option = switch (known.reason()) {
                case DRIVER_OWNED -> " (--beside-driver)";
                case RESETS_DEVICE -> " (--accept-reset, or --beside-driver)";
                default -> "";
            };
            line.getErr().println("barscope: " + oneLine(known.getMessage()) + option);
            return ExitCode.of(known.reason());
        }
        if (problem instanceof MailProblem known) {
            line.getErr().println("barscope: " + oneLine(known.getMessage()));
            return known.code();
        }
        if (problem instanceof MailException known) {
            line.getErr().println("barscope: " + oneLine(known.getMessage()));
            return ExitCode.FAILED;
        }
        line.getErr().println("barscope: a defect of Barscope itself: " + oneLine(problem.toString())
                + "; please report it with the lines below");
        for (StackTraceElement frame : problem.getStackTrace()) {
            line.getErr().println("    at " + frame);
        }
        return ExitCode.INTERNAL;
    }

    /** One line without a final stop, to be continued. */
    private static String clause(String text) {
        return oneLine(text).replaceFirst("\\.$", "");
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
