// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.barscope.app.mail.MailLibrary;
import org.barscope.app.mail.MailOrigin;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail import SOURCE…}: adds sources and reads what is new in them. */
@Command(name = "import", mixinStandardHelpOptions = true,
        description = "Reads mail into the index and remembers where it came from for 'update'.",
        footerHeading = "%nSources:%n",
        footer = {"  a file or directory     mbox (also .gz), Maildir, MH, .eml, public-inbox (v1",
            "                          and v2), or a directory of any of these",
            "  https://SERVER/LIST/ID/  one thread of a public-inbox server such as lore",
            "  https://SERVER/LIST/?q=QUERY  what the server finds (with &t=1 whole threads)",
            "  https://SERVER/LIST/    the whole archive, kept as a git mirror", "",
            "Ctrl-C stops; what was read is kept, and the next import goes on from there.",
            "Nothing is read twice: importing a source again reads what is new."})
final class MailImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Parameters(paramLabel = "SOURCE", arity = "1..*", description = "Paths or addresses.")
    private List<String> sources;

    @Option(names = "--name", paramLabel = "NAME", description = "What to call the source (one SOURCE only).")
    private String name;

    @Override
    public Integer call() throws MailException {
        if (name != null && sources.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--name is for a single SOURCE");
        }
        List<MailOrigin> origins = new ArrayList<>();
        for (String source : sources) {
            try {
                origins.add(MailOrigin.parse(source));
            } catch (MailException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        MailLibrary library = mail.library();
        ImportReport report = ImportDisplay.show(mail.terminal(), spec.commandLine().getOut(),
                spec.commandLine().getErr(), watcher -> {
                    ImportReport sum = null;
                    for (MailOrigin origin : origins) {
                        ImportReport one = library.add(origin, Optional.ofNullable(name), watcher);
                        sum = sum == null ? one : sum.plus(one);
                        if (one.cancelled()) {
                            break;
                        }
                    }
                    return sum;
                });
        return report.problems().isEmpty() && !report.cancelled() ? ExitCode.OK : ExitCode.FAILED;
    }
}
