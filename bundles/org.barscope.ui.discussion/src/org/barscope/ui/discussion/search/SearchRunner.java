// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.search;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.barscope.app.mail.Grouping;
import org.barscope.app.mail.MailGroup;
import org.barscope.app.mail.SearchMail;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.SearchHit;
import org.barscope.mail.index.SearchOrder;
import org.barscope.mail.index.Snippet;
import org.barscope.mail.query.QueryException;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/**
 * Searches in the background, always the newest question only: a search that is under way ends when another is asked.
 * Answers come in the UI thread, in the order of the questions; first what was found, then excerpts in portions.
 */
final class SearchRunner extends Job {

    /** What is asked, and how many groups are wanted at most. */
    record Question(String query, SearchOrder order, Grouping grouping, int groups) {
    }

    /** What comes of it. */
    sealed interface Answer {

        /** It was searched. */
        record Found(Question question, SearchMail.Result result) implements Answer {
        }

        /** Lines of a message found, for the question that was answered last. */
        record Excerpt(String key, List<Snippet> snippets) implements Answer {
        }

        /** The query makes no sense yet. */
        record Unclear(Question question, String message, int position) implements Answer {
        }

        /** Nothing was ever imported. */
        record NoMail() implements Answer {
        }

        /** It could not be searched. */
        record Failed(String message) implements Answer {
        }
    }

    private static final int EXCERPTS = 120;
    private static final int OF_ONE_GROUP = 5;
    private static final int PORTION = 15;

    private final MailDesk desk;
    private final Display display;
    private final Consumer<List<Answer>> receiver;
    private volatile Question newest;
    private volatile boolean stopped;

    SearchRunner(MailDesk desk, Display display, Consumer<List<Answer>> receiver) {
        super("Searching mail");
        this.desk = desk;
        this.display = display;
        this.receiver = receiver;
        setSystem(true);
        setPriority(INTERACTIVE);
    }

    /** Asks after a while, unless something else is asked before. Returns at once. */
    void ask(Question question, int delayMillis) {
        newest = question;
        // A waiting job is put off; a running one is run again when it is done.
        if (getState() == SLEEPING || getState() == WAITING) {
            cancel();
        }
        schedule(delayMillis);
    }

    /** No further answers are wanted. */
    void stop() {
        stopped = true;
        cancel();
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        Question question = newest;
        try {
            if (desk.library().isEmpty()) {
                tell(question, List.of(new Answer.NoMail()));
                return Status.OK_STATUS;
            }
            try (ArchiveView view = desk.library().view()) {
                view.stopWhen(() -> question != newest || stopped);
                SearchMail.Result result = SearchMail.run(view, new SearchMail.Request(question.query(),
                        question.groups(), question.order(), question.grouping(), true));
                tell(question, List.of(new Answer.Found(question, result)));
                excerpts(question, view, result);
            }
        } catch (CancellationException e) {
            // Something else was asked meanwhile, which a run of its own answers.
            return Status.CANCEL_STATUS;
        } catch (QueryException e) {
            tell(question, List.of(new Answer.Unclear(question, e.getMessage(), e.position())));
        } catch (MailException e) {
            tell(question, List.of(new Answer.Failed(e.getMessage())));
        }
        return Status.OK_STATUS;
    }

    private void excerpts(Question question, ArchiveView view, SearchMail.Result result) {
        List<Answer> portion = new ArrayList<>();
        int ofEach = Math.max(OF_ONE_GROUP, EXCERPTS / Math.max(1, result.groups().size()));
        List<SearchHit> hits = result.groups().stream().map(MailGroup::hits)
                .flatMap(all -> all.stream().limit(ofEach)).limit(EXCERPTS).toList();
        for (SearchHit hit : hits) {
            if (question != newest || stopped) {
                return;
            }
            List<Snippet> snippets = view.snippets(result.query(), hit.message(), 2);
            if (!snippets.isEmpty()) {
                portion.add(new Answer.Excerpt(hit.message().key(), snippets));
            }
            if (portion.size() >= PORTION) {
                tell(question, List.copyOf(portion));
                portion.clear();
            }
        }
        if (!portion.isEmpty()) {
            tell(question, List.copyOf(portion));
        }
    }

    private void tell(Question question, List<Answer> answers) {
        if (display.isDisposed()) {
            return;
        }
        display.asyncExec(() -> {
            if (!stopped && question == newest) {
                receiver.accept(answers);
            }
        });
    }
}
