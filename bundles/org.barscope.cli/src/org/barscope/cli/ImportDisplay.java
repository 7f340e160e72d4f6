// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.barscope.app.mail.ImportWatcher;
import org.barscope.mail.index.ImportProgress;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailException;

/**
 * Shows an import while it runs and lets Ctrl-C end it well: the virtual machine is kept from going until what was read
 * is safe and has been reported.
 */
final class ImportDisplay implements ImportWatcher {

    private static final int LONGEST_ENDING_SECONDS = 60;

    /** An import. */
    interface Work {
        ImportReport run(ImportWatcher watcher) throws MailException;
    }

    private final Terminal terminal;
    private final PrintWriter err;
    private volatile boolean stopped;
    private boolean line;

    private ImportDisplay(Terminal terminal, PrintWriter err) {
        this.terminal = terminal;
        this.err = err;
    }

    /** Runs an import and prints what it did. */
    static ImportReport show(Terminal terminal, PrintWriter out, PrintWriter err, Work work) throws MailException {
        ImportDisplay display = new ImportDisplay(terminal, err);
        CountDownLatch reported = new CountDownLatch(1);
        Thread onSignal = new Thread(() -> {
            display.stopped = true;
            try {
                reported.await(LONGEST_ENDING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "barscope-mail-interrupted");
        Runtime.getRuntime().addShutdownHook(onSignal);
        try {
            ImportReport report = work.run(display);
            display.clear();
            out.println(sentence(report));
            report.problems().forEach(problem -> MailCommand.say(err, problem));
            if (report.unreadable() > 0) {
                out.println("What could not be read: barscope mail unreadable");
            }
            out.flush();
            err.flush();
            return report;
        } finally {
            display.clear();
            reported.countDown();
            if (!display.stopped) {
                Runtime.getRuntime().removeShutdownHook(onSignal);
            }
        }
    }

    private static String sentence(ImportReport report) {
        StringBuilder text = new StringBuilder();
        text.append(report.cancelled() ? "Cancelled; the next import goes on from here. " : "");
        text.append(count(report.added(), "new message"));
        text.append(report.duplicates() > 0
                ? ", " + number(report.duplicates()) + " further copies of known ones" : "");
        text.append(report.removed() > 0 ? ", " + number(report.removed()) + " gone" : "");
        text.append(report.unreadable() > 0 ? ", " + number(report.unreadable()) + " could not be read" : "");
        double seconds = report.time().toMillis() / 1e3;
        text.append(String.format(Locale.ROOT, " in %.1f s", seconds));
        long read = report.added() + report.duplicates();
        return read > 0 && seconds > 0.5 ? text.append(" (").append(number(Math.round(read / seconds))).append("/s)")
                .toString() : text.toString();
    }

    static String count(long count, String what) {
        return number(count) + " " + what + (count == 1 ? "" : "s");
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    @Override
    public synchronized void phase(String what) {
        overwrite(what + " …");
    }

    @Override
    public synchronized void progress(ImportProgress progress) {
        StringBuilder text = new StringBuilder(progress.source()).append(": ").append(number(progress.done()));
        text.append(progress.expected() > 0 ? " of " + number(progress.expected()) : "");
        text.append(", ").append(number(Math.round(progress.perSecond()))).append("/s");
        progress.left().filter(left -> progress.expected() > progress.done())
                .ifPresent(left -> text.append(", ").append(time(left)).append(" left"));
        overwrite(text.toString());
    }

    private static String time(Duration time) {
        long seconds = Math.max(1, Math.round(time.toMillis() / 1e3));
        return seconds < 90 ? seconds + " s" : seconds < 5_400 ? (seconds + 30) / 60 + " min"
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds % 3_600 / 60);
    }

    private void overwrite(String text) {
        if (terminal.progress()) {
            int width = terminal.columns() == Terminal.ENDLESS ? 79 : terminal.columns() - 1;
            err.print("\r\033[K" + Terminal.cut(text, width));
            err.flush();
            line = true;
        }
    }

    private synchronized void clear() {
        if (line) {
            err.print("\r\033[K");
            err.flush();
            line = false;
        }
    }

    @Override
    public boolean cancelled() {
        return stopped;
    }
}
