// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.opentest4j.AssertionFailedError;

/** Real key strokes, into whatever window has the focus. Any thread but the UI's. */
public final class Keys {

    private Keys() {
    }

    /** Presses keys one after the other, named as X does: {@code ctrl+g}, {@code Return}, {@code shift+Right}. */
    public static void press(String... keys) {
        awaitFocus();
        List<String> command = new ArrayList<>(List.of("xdotool", "key", "--clearmodifiers", "--delay", "20"));
        command.addAll(List.of(keys));
        run(command);
        Ui.settle();
    }

    /** Presses keys, whatever has the focus, and waits for nothing: a dialog may be what comes of it. */
    public static void send(List<String> keys) {
        List<String> command = new ArrayList<>(List.of("xdotool", "key", "--clearmodifiers", "--delay", "20"));
        command.addAll(keys);
        run(command);
    }

    /** Types a text. */
    public static void type(String text) {
        awaitFocus();
        run(List.of("xdotool", "type", "--clearmodifiers", "--delay", "10", "--", text));
        Ui.settle();
    }

    /** Gives a control the focus and waits until it has it. */
    public static void focus(Supplier<? extends Control> control) {
        awaitFocus();
        Ui.run(() -> control.get().setFocus());
        Ui.await("the control has the focus", () -> control.get().isFocusControl());
    }

    /** Waits for a window of that title in front of the others. */
    public static Shell awaitWindow(String title) {
        return Ui.await("a window '" + title + "' is in front", () -> Optional.ofNullable(Ui.display()
                .getActiveShell()).filter(shell -> shell.getText().startsWith(title)), Keys::windows);
    }

    /** Waits until the window of that title is gone. */
    public static void awaitNoWindow(String title) {
        Ui.await("the window '" + title + "' goes away", () -> Arrays.stream(Ui.display().getShells())
                .noneMatch(shell -> shell.isVisible() && shell.getText().startsWith(title)), Keys::windows);
    }

    private static String windows() {
        return "but " + Arrays.stream(Ui.display().getShells()).filter(Shell::isVisible).map(Shell::getText).toList();
    }

    /** Key strokes go to the window that the window manager has given the focus. */
    private static void awaitFocus() {
        Ui.await("one of our windows is active", () -> {
            if (Ui.display().getActiveShell() == null) {
                Workbench.shell().forceActive();
            }
            return Ui.display().getActiveShell() != null;
        });
    }

    private static void run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                throw new AssertionFailedError(command + ": " + said);
            }
        } catch (IOException failed) {
            throw new AssertionFailedError("xdotool is needed to press keys", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError("interrupted", stopped);
        }
    }
}
