// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.SearchHit;
import org.barscope.mail.index.SearchOptions;
import org.barscope.mail.index.SearchOrder;
import org.barscope.mail.query.QueryException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code barscope mail check}: whether index and sources are sound. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Verifies the checksums of the index and that every source is where it was. The exit code is 4 "
                + "when something is wrong.")
final class MailCheckCommand implements Callable<Integer> {

    private static final int MOST_TOLD = 20;

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private MailCommand mail;

    @Option(names = "--read", description = "Also read every message again from its source.")
    private boolean read;

    @Override
    public Integer call() throws MailException, MailProblem {
        mail.view().close();
        MailLibrary library = mail.library();
        List<String> wrong = new ArrayList<>(library.archive().check());
        if (read && wrong.isEmpty()) {
            wrong.addAll(unreadable(library));
        }
        if (wrong.isEmpty()) {
            spec.commandLine().getOut().println("The index is sound"
                    + (read ? ", and every message can be read." : "."));
            return ExitCode.OK;
        }
        wrong.stream().limit(MOST_TOLD).forEach(problem -> MailCommand.say(spec.commandLine().getErr(), problem));
        if (wrong.size() > MOST_TOLD) {
            MailCommand.say(spec.commandLine().getErr(), "and " + (wrong.size() - MOST_TOLD) + " more");
        }
        return ExitCode.FAILED;
    }

    private static List<String> unreadable(MailLibrary library) throws MailException {
        List<String> wrong = new ArrayList<>();
        try (ArchiveView view = library.view()) {
            SearchOptions all = SearchOptions.DEFAULT.withOrder(SearchOrder.OLDEST).withLimit(Integer.MAX_VALUE);
            for (SearchHit hit : view.search("", all).hits()) {
                try {
                    library.archive().message(hit.message());
                } catch (MailException gone) {
                    wrong.add(gone.getMessage());
                }
            }
        } catch (QueryException e) {
            throw new IllegalStateException("the query for everything is always right", e);
        }
        return wrong;
    }
}
