// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.QueryMarks;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.SegmentKind;
import org.barscope.mail.query.ParsedQuery;
import org.barscope.mail.query.QueryException;
import org.barscope.mail.query.QueryParser;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Reads a message and lays it out in the background; only what was asked for last is answered, in the UI thread. */
final class MessageReader extends Job {

    /** Who waits for it. */
    interface Receiver {

        /** Here it is. */
        void read(Reading reading, MessageDocument document);

        /** It is laid out another way. */
        void laidOut(MessageDocument document);

        /** It cannot be read. */
        void failed(MessageInput input, String why);
    }

    /** Links looked up in one message; beyond that they are taken to be known. */
    private static final int MOST_LINKS = 500;

    private final MailDesk desk;
    private final Display display;
    private final Receiver receiver;
    private volatile MessageInput wanted;
    private volatile Folding folding = Folding.INITIAL;
    private volatile Reading last;
    private volatile boolean stopped;

    MessageReader(MailDesk desk, Display display, Receiver receiver) {
        super("Reading a message");
        this.desk = desk;
        this.display = display;
        this.receiver = receiver;
        setSystem(true);
        setPriority(INTERACTIVE);
    }

    /** Reads a message. */
    void read(MessageInput input, Folding folded) {
        wanted = input;
        folding = folded;
        schedule();
    }

    /** Lays out the message read last another way. */
    void layOut(Folding folded) {
        folding = folded;
        schedule();
    }

    void stop() {
        stopped = true;
        cancel();
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        MessageInput input = wanted;
        Folding folded = folding;
        Reading before = last;
        if (before != null && before.input() == input) {
            MessageDocument document = layOut(before, folded);
            tell(input, () -> receiver.laidOut(document));
            return Status.OK_STATUS;
        }
        try {
            Reading reading = read(input);
            MessageDocument document = layOut(reading, folded);
            last = reading;
            tell(input, () -> receiver.read(reading, document));
        } catch (MailException e) {
            tell(input, () -> receiver.failed(input, e.getMessage()));
        }
        return Status.OK_STATUS;
    }

    private static MessageDocument layOut(Reading reading, Folding folded) {
        return DocumentBuilder.build(reading.message(), folded, reading.known(), reading.marks());
    }

    private Reading read(MessageInput input) throws MailException {
        MailLibrary library = desk.library();
        if (library.isEmpty()) {
            throw new MailException("There is no mail here. Import the archive with this message.");
        }
        try (ArchiveView view = library.view()) {
            Optional<MessageSummary> summary = view.find(input.messageId());
            if (summary.isEmpty()) {
                throw new MailException("The message <" + input.messageId() + "> is not in the archive. Import its "
                        + "thread, for example from https://lore.kernel.org/all/" + input.messageId() + "/.");
            }
            MailMessage message = library.archive().message(summary.get());
            return new Reading(input, summary.get(), message, view.thread(input.messageId()),
                    view.series(input.messageId()), known(view, message), marks(input.query()));
        }
    }

    private static Set<String> known(ArchiveView view, MailMessage message) throws MailException {
        Set<String> ids = new HashSet<>();
        message.headers().forEach(header -> collect(header.value(), ids));
        message.segments().stream().filter(segment -> segment.kind() != SegmentKind.DIFF)
                .flatMap(segment -> segment.text().lines()).forEach(line -> collect(line, ids));
        return view.known(ids);
    }

    private static void collect(String line, Set<String> ids) {
        if (ids.size() < MOST_LINKS && line.indexOf('@') >= 0) {
            for (LinkScanner.Found link : LinkScanner.scan(line)) {
                if (link.target() instanceof LinkTarget.Mail mail) {
                    ids.add(mail.id());
                }
            }
        }
    }

    private static QueryMarks marks(String query) {
        try {
            return QueryMarks.of(QueryParser.parse(query, Instant.now()));
        } catch (QueryException e) {
            // It was changed to something unclear since; then nothing is highlighted.
            return QueryMarks.of(emptyQuery());
        }
    }

    private static ParsedQuery emptyQuery() {
        try {
            return QueryParser.parse("", Instant.EPOCH);
        } catch (QueryException e) {
            throw new IllegalStateException("the empty query is always right", e);
        }
    }

    private void tell(MessageInput input, Runnable action) {
        if (!display.isDisposed()) {
            display.asyncExec(() -> {
                if (!stopped && input == wanted) {
                    action.run();
                }
            });
        }
    }
}
