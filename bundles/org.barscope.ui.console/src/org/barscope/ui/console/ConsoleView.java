// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.app.console.Console;
import org.barscope.app.console.Console.Proposal;
import org.barscope.app.console.Console.Result;
import org.barscope.app.poke.Poking;
import org.barscope.core.backend.BackendException;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.work.Work;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * Java over the open regions: typed below, run with Enter, answered above. Statements run and complete in jobs; one
 * that hangs is stopped with the button or Ctrl+C, and the window never waits for it.
 */
public final class ConsoleView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.console";

    private static final String HELP = "org.barscope.ui.console.console";
    private static final int MOST_CHARACTERS = 200_000;
    private static final int MOST_PROPOSALS = 30;
    private static final String WELCOME = "Java over the open regions: region() is the one in front. help() says what "
            + "there is.\nEnter runs, Ctrl+Space completes, Up and Down go through what was typed before.\n";

    private StyledText output;
    private Text input;
    private Button stop;
    private Label state;
    private WindowHost host;
    private Console console;
    private boolean busy;
    /** Whether Enter was pressed meanwhile. */
    private boolean next;
    private boolean disposed;
    private final List<String> history = new ArrayList<>();
    private int recalled;
    private final StringBuilder waiting = new StringBuilder();

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(4).margins(6, 4).spacing(6, 4).applyTo(parent);
        output = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.V_SCROLL | SWT.H_SCROLL | SWT.BORDER);
        output.setFont(JFaceResources.getTextFont());
        output.setText(WELCOME);
        GridDataFactory.fillDefaults().grab(true, true).span(4, 1).hint(SWT.DEFAULT, 60).applyTo(output);
        name(output, "Output of the console");
        input = new Text(parent, SWT.MULTI | SWT.V_SCROLL | SWT.BORDER);
        input.setFont(JFaceResources.getTextFont());
        input.setMessage("Java statement");
        GridDataFactory.fillDefaults().grab(true, false).hint(SWT.DEFAULT, 2 * input.getLineHeight())
                .applyTo(input);
        name(input, "Java statement to run");
        input.addListener(SWT.KeyDown, this::key);
        button(parent, "&Run", this::run);
        stop = button(parent, "S&top", this::stop);
        stop.setEnabled(false);
        button(parent, "C&lear", () -> output.setText(""));
        state = new Label(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).span(4, 1).applyTo(state);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
    }

    private static void name(Control control, String name) {
        AccessibleName.set(control, name);
    }

    private static Button button(Composite parent, String label, Runnable action) {
        Button button = new Button(parent, SWT.PUSH);
        button.setText(label);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    private void key(Event event) {
        boolean control = (event.stateMask & SWT.MODIFIER_MASK) == SWT.CTRL;
        boolean plain = (event.stateMask & SWT.MODIFIER_MASK) == 0;
        if (plain && (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR)) {
            run();
        } else if (plain && event.keyCode == SWT.ARROW_UP && input.getCaretLineNumber() == 0) {
            recall(-1);
        } else if (plain && event.keyCode == SWT.ARROW_DOWN
                && input.getCaretLineNumber() == input.getLineCount() - 1) {
            recall(1);
        } else if (control && event.keyCode == ' ') {
            complete();
        } else if (control && event.keyCode == 'c' && busy && input.getSelectionCount() == 0) {
            stop();
        } else {
            return;
        }
        event.doit = false;
    }

    private void recall(int step) {
        int to = recalled + step;
        if (to >= 0 && to <= history.size()) {
            recalled = to;
            input.setText(to == history.size() ? "" : history.get(to));
            input.setSelection(input.getCharCount());
        }
    }

    /** The console, made when it is first needed: its compiler takes memory. */
    private Optional<Console> console() {
        if (console == null) {
            Explorer explorer = PlatformUI.getWorkbench().getService(Explorer.class);
            Optional<Poking> poking = explorer.poking();
            if (poking.isEmpty()) {
                state.setText("The machines are still being looked at; try again in a moment.");
                return Optional.empty();
            }
            Display display = output.getDisplay();
            host = new WindowHost(getSite().getPage(), display, poking.get(), explorer.armed(),
                    text -> print(display, text));
            console = new Console(host, poking.get());
        }
        return Optional.of(console);
    }

    private void run() {
        String text = input.getText();
        if (text.isBlank()) {
            return;
        }
        if (busy) {
            // What was typed while something ran is run after it, and not lost.
            next = true;
            return;
        }
        Display display = output.getDisplay();
        console().ifPresent(now -> start("Console", () -> {
            if (!now.complete(text)) {
                return Optional.<Result>empty();
            }
            Work.later(display, () -> taken(text));
            return Optional.of(now.run("console", text));
        }, came -> {
            if (came.isEmpty()) {
                input.insert("\n");
                state.setText("The statement goes on in the next line.");
                return;
            }
            switch (came.get()) {
                case Result.Failed failed -> append("✗ " + failed.problem() + "\n");
                case Result.Unfinished unfinished -> append("✗ " + unfinished.problem() + "\n");
                case Result.Stopped stopped -> append("✗ stopped\n");
                case Result.Done done -> state.setText("");
            }
        }));
    }

    /** It is whole and will run: its lines go where its answers will stand. */
    private void taken(String text) {
        history.add(text);
        recalled = history.size();
        if (!output.isDisposed()) {
            append("> " + text.strip().replace("\n", "\n  ") + "\n");
            input.setText(input.getText().equals(text) ? "" : input.getText());
        }
    }

    /** @param <T> what comes of it */
    private <T> void start(String name, Work.Task<T> task, Consumer<T> done) {
        busy = true;
        stop.setEnabled(true);
        state.setText("Running…");
        Display display = output.getDisplay();
        new Job(name) {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                try {
                    T came = task.run();
                    Work.later(display, () -> ended(() -> done.accept(came)));
                } catch (BackendException refused) {
                    Work.later(display, () -> ended(() -> append("✗ " + refused.getMessage() + "\n")));
                } catch (RuntimeException | LinkageError defect) {
                    Work.later(display, () -> ended(() -> state.setText("")));
                    return Status.error("the console failed", defect);
                }
                return Status.OK_STATUS;
            }

            @Override
            protected void canceling() {
                Console now = console;
                if (now != null) {
                    now.stop();
                }
            }
        }.schedule();
    }

    private void ended(Runnable then) {
        busy = false;
        if (!output.isDisposed()) {
            stop.setEnabled(false);
            state.setText("");
            then.run();
            if (next) {
                next = false;
                run();
            }
        }
    }

    private void stop() {
        next = false;
        if (console != null) {
            console.stop();
            state.setText("Stopping…");
        }
    }

    private void complete() {
        String text = input.getText();
        int at = input.getCaretPosition();
        if (busy) {
            return;
        }
        console().ifPresent(now -> start("Completing", () -> now.proposals(text, at), found -> {
            if (!input.getText().equals(text)) {
                return;
            }
            if (found.size() == 1) {
                take(found.getFirst(), at);
            } else if (found.isEmpty()) {
                state.setText("Nothing fits here.");
            } else {
                choose(found, at);
            }
        }));
    }

    private void choose(List<Proposal> found, int at) {
        Menu menu = new Menu(input);
        for (Proposal proposal : found.stream().limit(MOST_PROPOSALS).toList()) {
            MenuItem item = new MenuItem(menu, SWT.PUSH);
            item.setText(proposal.text().replace("&", "&&"));
            item.addListener(SWT.Selection, event -> take(proposal, at));
        }
        if (found.size() > MOST_PROPOSALS) {
            state.setText(found.size() - MOST_PROPOSALS + " more; type some more of the name.");
        }
        menu.addListener(SWT.Hide, event -> input.getDisplay().asyncExec(menu::dispose));
        menu.setLocation(input.toDisplay(input.getCaretLocation()));
        menu.setVisible(true);
    }

    private void take(Proposal proposal, int at) {
        input.setSelection(proposal.anchor(), at);
        input.insert(proposal.text());
        input.setFocus();
    }

    /** Any thread: what comes faster than it can be shown is shown together, and the oldest is forgotten. */
    private void print(Display display, String text) {
        boolean first;
        synchronized (waiting) {
            first = waiting.isEmpty();
            waiting.append(text);
            if (waiting.length() > MOST_CHARACTERS) {
                waiting.delete(0, waiting.length() - MOST_CHARACTERS);
            }
        }
        if (first) {
            Work.later(display, () -> append(""));
        }
    }

    private void append(String text) {
        if (output.isDisposed()) {
            return;
        }
        String all;
        synchronized (waiting) {
            all = waiting + text;
            waiting.setLength(0);
        }
        int over = output.getCharCount() + all.length() - MOST_CHARACTERS;
        if (over > 0) {
            output.replaceTextRange(0, Math.min(over, output.getCharCount()), "");
        }
        output.append(all);
        output.setTopIndex(output.getLineCount() - 1);
    }

    @Override
    public void setFocus() {
        input.setFocus();
    }

    @Override
    public void dispose() {
        if (console != null && !disposed) {
            Console ending = console;
            WindowHost given = host;
            disposed = true;
            ending.stop();
            // A snippet may take a moment to end, and the window is not to wait for it.
            Thread.ofPlatform().daemon().name("closing the console").start(() -> {
                ending.close();
                given.close();
            });
        }
        super.dispose();
    }
}
