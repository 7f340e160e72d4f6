// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.concurrent.Callable;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.thread.MessageSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code barscope mail raw ID}: the bytes of a message. */
@Command(name = "raw", mixinStandardHelpOptions = true,
        description = "Prints a message as it was received, for example to 'git am'. Bytes that are no UTF-8 are "
                + "printed as they are.")
final class MailRawCommand implements Callable<Integer> {

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "ID", description = "The Message-ID, or a link to the message.")
    private String id;

    @Override
    public Integer call() throws MailException, MailProblem {
        try (ArchiveView view = mail.view()) {
            MessageSummary summary = MailCommand.message(view, id);
            mail.bytes(mail.library().archive().raw(summary));
            return ExitCode.OK;
        }
    }
}
