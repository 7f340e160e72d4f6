// SPDX-License-Identifier: EPL-2.0
package org.barscope.rcp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;

/**
 * Writes a PNG of the window as soon as there is something to see, and then closes the workbench.
 *
 * <p>On top of {@link Readiness}, the window has to have stopped changing: two pictures in a row are equal. The toolkit
 * draws when it finds the time and offers no event for "all drawn"; a window that shows live values may never stand
 * still, so after {@link #MAX_LOOKS} looks the last picture counts. UI thread only.
 */
class Screenshot {

    private static final int MAX_LOOKS = 20;
    private static final int BETWEEN_LOOKS_MILLIS = 150;

    private final Path file;
    private final Duration deadline;
    private IWorkbenchWindow window;
    private Display display;
    private ImageData previous;
    private int looks;
    private boolean done;
    private Optional<Failure> failure = Optional.empty();

    Screenshot(Path file, Duration deadline) {
        this.file = file;
        this.deadline = deadline;
    }

    /** Why there is no picture; empty if there is one, or none yet. */
    Optional<Failure> failure() {
        return failure;
    }

    /** Begins to wait for the window to be worth a picture and returns at once. */
    void start(IWorkbenchWindow ofWindow) {
        window = ofWindow;
        display = window.getShell().getDisplay();
        display.timerExec(Math.toIntExact(deadline.toMillis()), () -> finish(Optional.of(Failure.failed(
                "no picture of the window: it was not ready within " + deadline.toSeconds()
                + " s. Look at the command line's 'list', or allow more time."))));
        new Readiness(window.getShell()).then(this::look);
    }

    private void look() {
        if (done || window.getShell() == null || window.getShell().isDisposed()) {
            return;
        }
        ImageData picture = picture(window.getShell());
        looks++;
        boolean still = previous != null && Arrays.equals(previous.data, picture.data);
        if (still || looks == MAX_LOOKS) {
            finish(write(picture));
        } else {
            previous = picture;
            display.timerExec(BETWEEN_LOOKS_MILLIS, this::look);
        }
    }

    /** The screen rather than the shell is copied: the shell's own drawing area has neither menu bar nor title. */
    private ImageData picture(Shell shell) {
        Rectangle area = display.getPrimaryMonitor().getBounds().intersection(shell.getBounds());
        Image image = new Image(display, area.width, area.height);
        try {
            GC gc = new GC(display);
            try {
                gc.copyArea(image, area.x, area.y);
            } finally {
                gc.dispose();
            }
            return image.getImageData();
        } finally {
            image.dispose();
        }
    }

    private Optional<Failure> write(ImageData picture) {
        ImageLoader loader = new ImageLoader();
        loader.data = new ImageData[] {picture};
        Path absolute = file.toAbsolutePath();
        try {
            loader.save(absolute.toString(), SWT.IMAGE_PNG);
            return Optional.empty();
        } catch (SWTException e) {
            String reason = Files.isDirectory(absolute.getParent()) ? e.getMessage()
                    : "there is no directory " + absolute.getParent();
            return Optional.of(Failure.failed("cannot write the picture to " + file + ": " + reason));
        }
    }

    private void finish(Optional<Failure> why) {
        if (!done) {
            done = true;
            failure = why;
            window.getWorkbench().close();
        }
    }
}
