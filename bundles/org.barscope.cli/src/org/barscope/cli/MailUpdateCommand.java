// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.concurrent.Callable;
import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail update}: reads what is new in all sources, or in one. */
@Command(name = "update", mixinStandardHelpOptions = true,
        description = "Fetches and reads what is new in all sources, or one; notices deleted mail and rewritten "
                + "history. "
                + "A source that cannot be reached does not stop the others; the exit code is 4 then.")
final class MailUpdateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "NAME", arity = "0..1",
            description = "Only this source, as 'barscope mail sources' lists it.")
    private String name;

    @Override
    public Integer call() throws MailException, MailProblem {
        MailLibrary library = mail.library();
        if (library.sources().isEmpty()) {
            throw new MailProblem(ExitCode.NOT_FOUND, "there is no source to update; add one with 'barscope mail "
                    + "import SOURCE'");
        }
        if (name != null && library.sources().stream().noneMatch(source -> source.name().equals(name))) {
            throw new MailProblem(ExitCode.NOT_FOUND, "there is no mail source called \"" + name
                    + "\"; 'barscope mail sources' lists them");
        }
        ImportReport report = ImportDisplay.show(mail.terminal(), spec.commandLine().getOut(),
                spec.commandLine().getErr(),
                watcher -> name == null ? library.update(watcher) : library.update(name, watcher));
        return report.problems().isEmpty() && !report.cancelled() ? ExitCode.OK : ExitCode.FAILED;
    }
}
