// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.barscope.app.mail.MailLibrary;
import org.barscope.app.mail.MailPlaces;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.thread.MessageSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code barscope mail}: the commands for mailing-list discussion. */
@Command(name = "mail", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
        description = "Imports and searches the mailing lists where drivers are discussed.",
        subcommands = {MailImportCommand.class, MailUpdateCommand.class, MailSearchCommand.class,
            MailShowCommand.class, MailThreadCommand.class, MailSeriesCommand.class, MailDiffCommand.class,
            MailStatsCommand.class, MailSourcesCommand.class, MailForgetCommand.class, MailUnreadableCommand.class,
            MailRawCommand.class, MailCheckCommand.class},
        footerHeading = "%nExample:%n",
        footer = {"  barscope mail import ~/lists/linux-pci https://lore.kernel.org/all/ID/",
            "  barscope mail search 'vfio_pci_core_mmap is:patch d:3.months.ago..'", "",
            "The index is in $XDG_DATA_HOME/barscope/mail (~/.local/share/barscope/mail);",
            "the mail itself stays where it is."})
final class MailCommand implements Runnable {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Option(names = "--archive", paramLabel = "DIR", scope = ScopeType.INHERIT,
            description = "Keep index and fetched mail here instead.")
    private Path archive;

    MailCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** The user's mail; closed with the session. */
    MailLibrary library() throws MailException {
        return session.mail().library(archive == null ? MailPlaces.ofUser() : new MailPlaces(archive));
    }

    /** What the outputs are. */
    Terminal terminal() {
        return session.mail().terminal();
    }

    /** The archive as it is now. */
    ArchiveView view() throws MailException, MailProblem {
        if (library().isEmpty()) {
            throw new MailProblem(ExitCode.NOT_FOUND, "there is no mail yet; import some with 'barscope mail import "
                    + "SOURCE', where SOURCE is a file, a directory or an address of a lore server");
        }
        return library().view();
    }

    /** The message of an id as people type it: with or without brackets, or a link to it. */
    static MessageSummary message(ArchiveView view, String typed) throws MailException, MailProblem {
        String id = id(typed);
        Optional<MessageSummary> exact = view.find(id);
        if (exact.isPresent()) {
            return exact.get();
        }
        throw new MailProblem(ExitCode.NOT_FOUND, "there is no message <" + id + ">; find it with 'barscope mail "
                + "search m:PART'");
    }

    /** The Message-ID in what was typed. */
    static String id(String typed) {
        String text = typed.strip();
        if (text.matches("(?i)https?://.*/[^/]*(?:@|%40)[^/]*(?:/.*)?")) {
            String path = text.replaceFirst("(?i)^https?://[^/]+/", "");
            for (String part : path.split("/")) {
                if (part.contains("@") || part.contains("%40")) {
                    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
                }
            }
        }
        return text.startsWith("<") && text.endsWith(">") && text.length() > 2 ? text.substring(1, text.length() - 1)
                : text.startsWith("id:") || text.startsWith("mid:") ? text.substring(text.indexOf(':') + 1) : text;
    }

    /** Prints bytes unchanged. */
    void bytes(byte[] bytes) {
        session.mail().bytes(spec.commandLine().getOut(), bytes);
    }

    static void say(PrintWriter err, String sentence) {
        err.println("barscope: " + sentence);
    }
}
