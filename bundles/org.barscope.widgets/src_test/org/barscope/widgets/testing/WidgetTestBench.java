// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.DeviceData;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Assumptions;

/**
 * A shell on a real display, for as long as one test. Closing it fails the test if an SWT resource was left behind.
 * The display is shared by all tests of a process, because GTK cannot be started twice.
 */
public final class WidgetTestBench implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static Display shared;

    private final Display display;
    private final Shell shell;
    private final List<Object> before;

    /** Opens the display, or skips the test where there is none. */
    public WidgetTestBench() {
        String x11 = System.getenv("DISPLAY");
        Assumptions.assumeTrue(x11 != null && !x11.isEmpty(),
                "DISPLAY is not set, so there is no screen to show widgets on");
        if (shared == null) {
            DeviceData data = new DeviceData();
            data.tracking = true;
            shared = new Display(data);
        }
        display = shared;
        before = resources();
        shell = new Shell(display, SWT.NO_TRIM);
        shell.setLayout(new FillLayout());
        shell.setBounds(20, 20, 640, 400);
    }

    /** The display. */
    public Display display() {
        return display;
    }

    /** The shell; it fills its only child. */
    public Shell shell() {
        return shell;
    }

    /** Opens the shell and waits until it is on the screen. */
    public void open() {
        boolean[] painted = {false};
        Control child = shell.getChildren()[0];
        child.addListener(SWT.Paint, event -> painted[0] = true);
        shell.open();
        child.setFocus();
        await("the first paint", () -> painted[0]);
        settle();
    }

    /** Runs the event loop until nothing waits any more. */
    public void settle() {
        while (display.readAndDispatch()) {
            // Every event may bring others.
        }
    }

    /** Runs the event loop until a condition holds; fails after the deadline. */
    public void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        boolean[] late = {false};
        Runnable alarm = () -> late[0] = true;
        display.timerExec((int) DEADLINE.toMillis(), alarm);
        while (!condition.getAsBoolean()) {
            if (late[0] || System.nanoTime() > end) {
                fail("Waited " + DEADLINE.toSeconds() + " s in vain for " + what);
            }
            if (!display.readAndDispatch()) {
                display.sleep();
            }
        }
        display.timerExec(-1, alarm);
    }

    /** Presses a key in a control, as the toolkit would report it. */
    public void key(Control control, int keyCode, int stateMask, char character) {
        Event event = new Event();
        event.keyCode = keyCode;
        event.stateMask = stateMask;
        event.character = character;
        control.notifyListeners(SWT.KeyDown, event);
        settle();
    }

    /** Presses a key without a character. */
    public void key(Control control, int keyCode, int stateMask) {
        key(control, keyCode, stateMask, '\0');
    }

    /** Types characters. */
    public void type(Control control, String characters) {
        for (char c : characters.toCharArray()) {
            key(control, Character.toLowerCase(c), 0, c);
        }
    }

    /** Sends a mouse event. */
    public Event mouse(Control control, int type, int button, int stateMask, int x, int y, int count) {
        Event event = new Event();
        event.button = button;
        event.stateMask = stateMask;
        event.x = x;
        event.y = y;
        event.count = count;
        control.notifyListeners(type, event);
        settle();
        return event;
    }

    /** Repaints a control and takes a picture of it. */
    public ImageData picture(Control control) {
        boolean[] painted = {false};
        control.addListener(SWT.Paint, event -> painted[0] = true);
        control.redraw();
        await("a repaint", () -> painted[0]);
        settle();
        Rectangle bounds = control.getBounds();
        Image image = new Image(display, bounds.width, bounds.height);
        GC gc = new GC(control);
        gc.copyArea(image, 0, 0);
        gc.dispose();
        ImageData data = image.getImageData();
        image.dispose();
        return data;
    }

    /** How many pixels of an area have a colour. */
    public static int count(ImageData picture, Rectangle area, RGB color) {
        int count = 0;
        for (int y = area.y; y < area.y + area.height; y++) {
            for (int x = area.x; x < area.x + area.width; x++) {
                if (picture.palette.getRGB(picture.getPixel(x, y)).equals(color)) {
                    count++;
                }
            }
        }
        return count;
    }

    private List<Object> resources() {
        Object[] objects = display.getDeviceData().objects;
        return objects == null ? new ArrayList<>() : new ArrayList<>(List.of(objects));
    }

    @Override
    public void close() {
        if (!shell.isDisposed()) {
            shell.dispose();
        }
        settle();
        List<Object> left = resources();
        left.removeAll(before);
        assertEquals(List.of(), left, "SWT resources that nobody disposed");
    }
}
