// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Shell;

/**
 * Does something in the window and answers whatever dialog comes of it, until nothing is left to answer: never waits
 * for the UI thread without looking after its dialogs. Not for the UI thread.
 */
public final class Attendant {

    private static final int MOST_AGREED = 4;
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long DEED_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long JOB_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final String OURS = "org.barscope.";

    private final boolean agree;
    private final AtomicBoolean looked = new AtomicBoolean(true);
    private final AtomicBoolean quiet = new AtomicBoolean();
    /** Menus that stand open wait for a choice, some within a loop of their own. UI thread. */
    private final List<Menu> menus = new ArrayList<>();
    private final Listener shown = event -> {
        if (event.widget instanceof Menu menu && (menu.getStyle() & SWT.POP_UP) != 0) {
            menus.add(menu);
        }
    };
    private int agreed;

    private Attendant(boolean agree) {
        this.agree = agree;
    }

    /**
     * Does it, and returns when all that came of it is over.
     *
     * @param agree whether dialogs are answered by their default button; else, and after some, by closing them
     * @return why the workbench refused to do it; empty when it was done
     */
    public static Optional<String> perform(String what, Ui.Action action, boolean agree) {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Attendant attendant = new Attendant(agree);
        Ui.display().asyncExec(() -> {
            Ui.display().addFilter(SWT.Show, attendant.shown);
            try {
                action.run();
            } catch (Exception | AssertionError refused) {
                thrown.set(refused);
            } finally {
                ended.set(true);
            }
        });
        try {
            attendant.attend(what, ended);
        } finally {
            Ui.display().asyncExec(() -> Ui.display().removeFilter(SWT.Show, attendant.shown));
        }
        return switch (thrown.get()) {
            case null -> Optional.empty();
            case CommandException refused -> Optional.of(refused.toString());
            case Throwable failed -> throw new AssertionError(what + " fails: " + failed, failed);
        };
    }

    private void attend(String what, AtomicBoolean ended) {
        long started = System.nanoTime();
        // Twice quiet: what was queued by then has been done, too.
        for (int calm = 0; calm < 2;) {
            if (System.nanoTime() - started > DEED_NANOS) {
                throw new AssertionError(what + " does not end; the UI thread is at\n" + stack());
            }
            if (looked.compareAndSet(true, false)) {
                calm = ended.get() && quiet.get() && !busy(started) ? calm + 1 : 0;
                Ui.display().asyncExec(this::look);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    /** Jobs of ours may end in a dialog. */
    private static boolean busy(long since) {
        return System.nanoTime() - since < JOB_NANOS && Arrays.stream(Job.getJobManager().find(null))
                .anyMatch(job -> job.getClass().getName().startsWith(OURS) && job.getState() == Job.RUNNING);
    }

    private static String stack() {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : Ui.display().getThread().getStackTrace()) {
            text.append("  ").append(element).append('\n');
        }
        return text.toString();
    }

    /** Answers the uppermost dialog. What the answer opens is seen by the next look, within its loop. */
    private void look() {
        looked.set(true);
        Optional<NativeChooser> chooser = NativeChooser.find();
        List<Shell> shells = over();
        menus.removeIf(menu -> menu.isDisposed() || !menu.isVisible());
        quiet.set(chooser.isEmpty() && shells.isEmpty() && menus.isEmpty());
        List.copyOf(menus).forEach(Attendant::hide);
        if (chooser.isPresent()) {
            chooser.get().cancel();
        } else if (!shells.isEmpty()) {
            answer(shells.getLast());
        }
    }

    private static List<Shell> over() {
        return Arrays.stream(Ui.display().getShells()).filter(shell -> !shell.isDisposed() && shell.isVisible()
                && shell != Workbench.shell()).toList();
    }

    private void answer(Shell top) {
        Button button = top.getDefaultButton();
        if (agree && agreed < MOST_AGREED && button != null && !button.isDisposed() && button.isEnabled()) {
            agreed++;
            button.notifyListeners(SWT.Selection, new Event());
        } else {
            top.close();
            if (!top.isDisposed() && top.isVisible()) {
                // Lists of proposals and the like are not asked.
                top.setVisible(false);
            }
        }
    }

    /** Takes away a menu that stands open. UI thread only. */
    static void hide(Menu menu) {
        if (!menu.isDisposed() && menu.isVisible()) {
            menu.setVisible(false);
        }
    }
}
