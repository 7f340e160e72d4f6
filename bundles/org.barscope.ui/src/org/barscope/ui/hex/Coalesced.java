// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;

/** Work for the UI thread that is asked for more often than it needs doing: of many requests, one waits at a time. */
final class Coalesced {

    private final Widget owner;
    private final Display display;
    private final Runnable work;
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** @param owner the work is not done any more once this is disposed of */
    Coalesced(Widget owner, Runnable work) {
        this.owner = owner;
        this.display = owner.getDisplay();
        this.work = work;
    }

    /** Asks for the work to be done soon. Any thread. */
    void request() {
        if (!waiting.getAndSet(true)) {
            try {
                display.asyncExec(this::run);
            } catch (SWTException gone) {
                if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                    throw gone;
                }
            }
        }
    }

    private void run() {
        waiting.set(false);
        if (!owner.isDisposed()) {
            work.run();
        }
    }
}
