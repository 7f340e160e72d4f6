// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.swt.graphics.Point;
import org.opentest4j.AssertionFailedError;

/** A real pointer, moved and pressed through the display. Any thread but the UI's. */
public final class Mouse {

    private Mouse() {
    }

    /** Moves it to a place of the screen, which is asked for in the UI thread: {@code control.toDisplay(x, y)}. */
    public static void move(Supplier<Point> place) {
        Point to = Ui.get(place::get);
        // From a little aside, so that it does move.
        run("mousemove", Integer.toString(to.x + 2), Integer.toString(to.y + 1));
        run("mousemove", "--sync", Integer.toString(to.x), Integer.toString(to.y));
        Ui.settle();
    }

    /** Clicks with the left button. */
    public static void click(Supplier<Point> place) {
        move(place);
        run("click", "1");
        Ui.settle();
    }

    /** Clicks twice, fast enough for one double click. */
    public static void doubleClick(Supplier<Point> place) {
        move(place);
        run("click", "--repeat", "2", "--delay", "40", "1");
        Ui.settle();
    }

    /** Presses the left button at one place and lets it go at another. */
    public static void drag(Supplier<Point> from, Supplier<Point> to) {
        move(from);
        run("mousedown", "1");
        move(to);
        run("mouseup", "1");
        Ui.settle();
    }

    /** Puts it where it rests on nothing of the window. */
    public static void leave() {
        run("mousemove", "0", "0");
        Ui.settle();
    }

    private static void run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("xdotool"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor() != 0) {
                throw new AssertionFailedError(command + ": " + said);
            }
        } catch (IOException failed) {
            throw new AssertionFailedError("xdotool is needed to move the mouse", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionFailedError("interrupted", stopped);
        }
    }
}
