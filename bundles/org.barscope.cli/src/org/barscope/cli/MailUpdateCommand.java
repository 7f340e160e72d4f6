// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.concurrent.Callable;
import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail update}: reads what is new in all sources. */
@Command(name = "update", mixinStandardHelpOptions = true,
        description = "Fetches and reads what is new in all sources; notices deleted mail and rewritten history. "
                + "A source that cannot be reached does not stop the others; the exit code is 4 then.")
final class MailUpdateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Override
    public Integer call() throws MailException, MailProblem {
        MailLibrary library = mail.library();
        if (library.sources().isEmpty()) {
            throw new MailProblem(ExitCode.NOT_FOUND, "there is no source to update; add one with 'barscope mail "
                    + "import SOURCE'");
        }
        ImportReport report = ImportDisplay.show(mail.terminal(), spec.commandLine().getOut(),
                spec.commandLine().getErr(), library::update);
        return report.problems().isEmpty() && !report.cancelled() ? ExitCode.OK : ExitCode.FAILED;
    }
}
