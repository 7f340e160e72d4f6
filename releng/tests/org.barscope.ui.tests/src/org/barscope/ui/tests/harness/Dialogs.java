// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.opentest4j.AssertionFailedError;

/**
 * Windows over the main one. Those of the workbench are read as widgets; the system's own, that choose files, are
 * operated with real key strokes. Any thread but the UI's.
 */
public final class Dialogs {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BETWEEN_ENTERS_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final int ENTERS = 4;

    private Dialogs() {
    }

    /** Types the name of a file, from the root on, into the system's dialog of that title; waits until it is gone. */
    public static void chooseFile(String title, String path) throws IOException, InterruptedException {
        String window = awaitWindow(title);
        long deadline = System.nanoTime() + Ui.PATIENCE.toNanos();
        // Under load it is on the screen before it listens, and what comes then is lost.
        while (!takes(title, window, path)) {
            if (System.nanoTime() > deadline) {
                xdotool("key", "--clearmodifiers", "Escape");
                throw new AssertionFailedError("the window '" + title + "' does not take " + path);
            }
        }
    }

    private static boolean takes(String title, String window, String path) throws IOException, InterruptedException {
        xdotool("windowfocus", "--sync", window);
        // A dialog that opens files has no box for a name until a name begins with a slash.
        xdotool("key", "--clearmodifiers", "ctrl+a");
        xdotool("type", "--clearmodifiers", "--delay", "5", path);
        boolean there = true;
        // The first may only take what the box proposes.
        for (int i = 0; i < ENTERS && there; i++) {
            xdotool("key", "--clearmodifiers", "Return");
            long next = System.nanoTime() + BETWEEN_ENTERS_NANOS;
            do {
                LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
                there = find(title).contains(window);
            } while (there && System.nanoTime() < next);
        }
        return !there;
    }

    private static String awaitWindow(String title) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Ui.PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            String found = find(title);
            if (!found.isEmpty()) {
                return found.lines().findFirst().orElseThrow();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new AssertionFailedError("no window '" + title + "' appears");
    }

    private static String find(String title) throws IOException, InterruptedException {
        return xdotool("search", "--onlyvisible", "--name", title);
    }

    private static String xdotool(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("xdotool");
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes()).strip();
        process.waitFor();
        return said;
    }

    /** Waits for a message of that title, closes it by its first button, and returns what it said. */
    public static String dismiss(String title) {
        String said = Ui.await("a message '" + title + "' appears", () -> message(title)
                .map(shell -> Widgets.labels(shell).collect(Collectors.joining(" "))));
        Ui.run(() -> message(title).ifPresent(shell -> Widgets.press(Widgets
                .find(shell, Button.class, button -> true).orElseThrow())));
        Ui.await("the message goes away", () -> message(title).isEmpty());
        return said;
    }

    /** Waits until a label of the window of that title contains a text; returns all that label says. */
    public static String awaitText(String title, String part) {
        return Ui.await("the window '" + title + "' says '" + part + "'", () -> window(title)
                .flatMap(shell -> Widgets.labels(shell).filter(text -> text.contains(part)).findFirst()),
                () -> "but " + window(title).map(shell -> Widgets.labels(shell).toList()));
    }

    /** Chooses an item of the combo that stands after a label of the window of that title. */
    public static void choose(String title, String label, String item) {
        Ui.run(() -> Widgets.choose(Widgets.combo(window(title).orElseThrow(), label), item));
    }

    /** Replaces what is in the first box for text of the window of that title, by typing. */
    public static void enter(String title, String text) {
        Keys.focus(() -> Widgets.find(window(title).orElseThrow(), Text.class, box -> box.isEnabled()).orElseThrow());
        Keys.press("ctrl+a");
        Keys.type(text);
    }

    /** Presses a button of the window of that title, once it can be pressed; a check box changes. */
    public static void press(String title, String button) {
        Ui.await("the button '" + button + "' can be pressed", () -> window(title)
                .flatMap(shell -> Widgets.button(shell, button)).filter(Button::isEnabled));
        Ui.run(() -> {
            Button found = Widgets.button(window(title).orElseThrow(), button).orElseThrow();
            if ((found.getStyle() & SWT.CHECK) != 0) {
                found.setSelection(!found.getSelection());
            }
            Widgets.press(found);
        });
    }

    /** Presses a button of the window of that title that opens a window of the system; does not wait for that. */
    public static void start(String title, String button) {
        Ui.await("the button '" + button + "' can be pressed", () -> window(title)
                .flatMap(shell -> Widgets.button(shell, button)).filter(Button::isEnabled));
        Ui.display().asyncExec(() -> Widgets.press(Widgets.button(window(title).orElseThrow(), button).orElseThrow()));
    }

    private static Optional<Shell> window(String title) {
        return Arrays.stream(Ui.display().getShells()).filter(shell -> shell.isVisible()
                && shell.getText().startsWith(title)).findFirst();
    }

    private static Optional<Shell> message(String title) {
        return Arrays.stream(Ui.display().getShells()).filter(shell -> shell.isVisible()
                && shell.getText().equals(title)).findFirst();
    }
}
