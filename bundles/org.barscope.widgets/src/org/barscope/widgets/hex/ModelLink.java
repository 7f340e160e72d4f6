// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * Brings news of the model to the UI thread. However often a model speaks up, at most one task per kind of news waits
 * in the event queue, so a fast refresh cannot flood it.
 */
final class ModelLink {

    private final Control control;
    private final Display display;
    private final Runnable onSnapshot;
    private final Runnable onMarks;
    private final Runnable onExtent;
    private HexModel model = EmptyModel.INSTANCE;
    private HexModelListener listener;

    ModelLink(Control control, Runnable onSnapshot, Runnable onMarks, Runnable onExtent) {
        this.control = control;
        this.display = control.getDisplay();
        this.onSnapshot = onSnapshot;
        this.onMarks = onMarks;
        this.onExtent = onExtent;
    }

    /** Listens to another model. */
    void follow(HexModel newModel) {
        close();
        model = newModel;
        listener = new Relay();
        model.addListener(listener);
    }

    void close() {
        if (listener != null) {
            model.removeListener(listener);
            listener = null;
        }
    }

    /** Runs a task on the UI thread unless the control is gone by then. */
    void onUiThread(Runnable task) {
        try {
            display.asyncExec(() -> {
                if (!control.isDisposed()) {
                    task.run();
                }
            });
        } catch (SWTException e) {
            // A refresh may end after the window closed; then there is nobody left to tell.
            if (e.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw e;
            }
        }
    }

    private final class Relay implements HexModelListener {

        private final AtomicBoolean snapshotWaits = new AtomicBoolean();
        private final AtomicBoolean marksWait = new AtomicBoolean();
        private final AtomicBoolean extentWaits = new AtomicBoolean();

        @Override
        public void snapshotChanged() {
            relay(snapshotWaits, onSnapshot);
        }

        @Override
        public void marksChanged() {
            relay(marksWait, onMarks);
        }

        @Override
        public void extentChanged() {
            relay(extentWaits, onExtent);
        }

        private void relay(AtomicBoolean waits, Runnable task) {
            if (waits.compareAndSet(false, true)) {
                onUiThread(() -> {
                    waits.set(false);
                    // News of a model that is no longer shown may still be under way.
                    if (listener == this) {
                        task.run();
                    }
                });
            }
        }
    }
}
