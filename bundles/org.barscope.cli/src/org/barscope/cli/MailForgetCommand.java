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

/** {@code barscope mail forget NAME}: takes a source out of the index. */
@Command(name = "forget", mixinStandardHelpOptions = true,
        description = "Takes a source out of the index, with its messages that are in no other source. The mail itself "
                + "is not touched.")
final class MailForgetCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "NAME", description = "As 'barscope mail sources' lists it.")
    private String name;

    @Override
    public Integer call() throws MailException, MailProblem {
        MailLibrary library = mail.library();
        if (library.sources().stream().noneMatch(source -> source.name().equals(name))) {
            throw new MailProblem(ExitCode.NOT_FOUND, "there is no mail source called \"" + name
                    + "\"; 'barscope mail sources' lists them");
        }
        ImportReport report = library.forget(name);
        spec.commandLine().getOut().println(ImportDisplay.count(report.removed(), "message")
                + " removed from the index");
        return ExitCode.OK;
    }
}
