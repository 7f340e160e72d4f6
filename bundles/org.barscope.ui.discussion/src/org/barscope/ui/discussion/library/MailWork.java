// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.library;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import org.barscope.app.mail.ImportWatcher;
import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ImportProgress;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailException;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.SubMonitor;
import org.eclipse.core.runtime.jobs.Job;

/** An import, update or removal as a job that can be watched and cancelled. What came of it stays to be asked for. */
public final class MailWork extends Job {

    private static final int TICKS = 1_000;

    private final MailDesk desk;
    private final MailTask task;
    private final Runnable changed;
    private volatile String phase = "";
    private volatile Optional<ImportProgress> progress = Optional.empty();
    private volatile Optional<ImportReport> report = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private volatile boolean done;

    MailWork(MailDesk desk, MailTask task, Runnable changed) {
        super(task.title());
        this.desk = desk;
        this.task = task;
        this.changed = changed;
        setUser(false);
    }

    /** What is done. */
    public MailTask task() {
        return task;
    }

    /** Whether it is still at it. */
    public boolean running() {
        return !done;
    }

    /** What it did; empty while it runs and when it failed. */
    public Optional<ImportReport> report() {
        return report;
    }

    /** Why it failed, a sentence. */
    public Optional<String> failure() {
        return failure;
    }

    /** How far it is, between 0 and 1; empty when that cannot be told. */
    public Optional<Double> part() {
        return progress.filter(p -> p.expected() > 0).map(p -> Math.min(1.0, (double) p.done() / p.expected()));
    }

    /** One line: what is being done and how far it is, or what came of it. */
    public String line() {
        if (failure.isPresent()) {
            return failure.get();
        }
        if (report.isPresent()) {
            return said(report.get());
        }
        String where = phase.isEmpty() ? task.title() : phase;
        return progress.map(p -> said(p) + ". " + where).orElse(where + "…");
    }

    private static String said(ImportProgress p) {
        String of = p.expected() > 0 ? number(p.done()) + " of " + number(p.expected()) : number(p.done());
        return of + " messages, " + number(Math.round(p.perSecond())) + " a second"
                + p.left().map(left -> ", " + said(left) + " left").orElse("");
    }

    private static String said(Duration left) {
        long seconds = Math.max(1, left.toSeconds());
        return seconds < 90 ? seconds + " s" : seconds < 5_400 ? (seconds + 30) / 60 + " min"
                : (seconds + 1_800) / 3_600 + " h";
    }

    private String said(ImportReport r) {
        if (task instanceof MailTask.Forget) {
            return task.title() + ": " + number(r.removed()) + (r.removed() == 1 ? " message is" : " messages are")
                    + " no longer found; the mail itself is where it was";
        }
        StringBuilder line = new StringBuilder(r.cancelled() ? task.title() + " stopped; what was read is kept: "
                : task.title() + ": ");
        line.append(r.added() == 1 ? "1 new message" : number(r.added()) + " new messages");
        if (r.duplicates() > 0) {
            line.append(", ").append(number(r.duplicates())).append(" further copies");
        }
        if (r.removed() > 0) {
            line.append(", ").append(number(r.removed())).append(" gone from their sources");
        }
        if (r.unreadable() > 0) {
            line.append(", ").append(number(r.unreadable())).append(" not readable");
        }
        r.problems().forEach(problem -> line.append(". ").append(problem));
        return line.toString();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        try {
            MailLibrary library = desk.library();
            Watcher watcher = new Watcher(SubMonitor.convert(monitor, getName(), TICKS), monitor);
            report = Optional.of(switch (task) {
                case MailTask.Import wanted -> library.add(wanted.origin(), wanted.name(), watcher);
                case MailTask.Update update -> library.update(watcher);
                case MailTask.UpdateOne one -> library.update(one.name(), watcher);
                case MailTask.Forget forget -> library.forget(forget.name());
            });
        } catch (MailException e) {
            // The view says it where it was asked for; a dialog and the error log would say it three times.
            failure = Optional.of(e.getMessage());
        } finally {
            done = true;
            changed.run();
        }
        return report.filter(ImportReport::cancelled).isPresent() ? Status.CANCEL_STATUS : Status.OK_STATUS;
    }

    /** Passes on to the job's monitor, and remembers for whoever asks. */
    private final class Watcher implements ImportWatcher {

        private final SubMonitor ticks;
        private final IProgressMonitor monitor;
        private int ticked;

        Watcher(SubMonitor ticks, IProgressMonitor monitor) {
            this.ticks = ticks;
            this.monitor = monitor;
        }

        @Override
        public void phase(String what) {
            phase = what;
            progress = Optional.empty();
            monitor.subTask(what);
            changed.run();
        }

        @Override
        public void progress(ImportProgress now) {
            progress = Optional.of(now);
            monitor.subTask(line());
            int tick = part().map(part -> (int) (part * TICKS)).orElse(0);
            if (tick > ticked) {
                ticks.worked(tick - ticked);
                ticked = tick;
            }
            changed.run();
        }

        @Override
        public boolean cancelled() {
            return monitor.isCanceled();
        }
    }
}
