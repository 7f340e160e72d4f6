// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.nio.file.Path;
import java.util.Arrays;
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
 * operated through its own functions. Any thread but the UI's.
 */
public final class Dialogs {

    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BETWEEN_NAMES_NANOS = TimeUnit.SECONDS.toNanos(3);

    private Dialogs() {
    }

    /** Takes a file in the system's dialog of that title, which opens soon; waits until the dialog is gone. */
    public static void chooseFile(String title, String path) {
        Path file = Path.of(path);
        Ui.await("the system's dialog '" + title + "' opens", () -> NativeChooser.find(title::equals));
        long deadline = System.nanoTime() + Ui.PATIENCE.toNanos();
        long named = 0;
        while (Ui.get(() -> NativeChooser.find(title::equals)).isPresent()) {
            long now = System.nanoTime();
            if (now > deadline) {
                Ui.display().asyncExec(() -> NativeChooser.find(title::equals).ifPresent(NativeChooser::cancel));
                throw new AssertionFailedError("the window '" + title + "' does not take " + path);
            }
            // It reads the folder in its own time, and takes nothing before.
            boolean again = now - named > BETWEEN_NAMES_NANOS;
            named = again ? now : named;
            Ui.display().asyncExec(() -> NativeChooser.find(title::equals).ifPresent(open -> take(open, file, again)));
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
    }

    private static void take(NativeChooser open, Path file, boolean again) {
        if (open.file().filter(file::equals).isPresent()) {
            open.accept();
        } else if (again) {
            open.name(file);
        }
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
