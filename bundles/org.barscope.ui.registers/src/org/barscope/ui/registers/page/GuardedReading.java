// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.barscope.app.poke.Poking;
import org.barscope.core.journal.Origin;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.explorer.Explorer;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.PlatformUI;

/** Reads a guarded register once, with an entry in the journal. */
final class GuardedReading {

    private GuardedReading() {
    }

    /**
     * Reads. UI thread only, returns at once.
     *
     * @param taken  receives the word, in the UI thread
     * @param failed told, in the UI thread, after the user was
     */
    static void read(OpenRegion region, RegisterInstance register, LongConsumer taken, Runnable failed) {
        Optional<Poking> poking = PlatformUI.getWorkbench().getService(Explorer.class).poking();
        if (poking.isEmpty()) {
            return;
        }
        Display display = Display.getCurrent();
        poking.get().guarded(region.session()).read(register, Origin.ui("register page"))
                .whenComplete((word, problem) -> later(display, () -> {
                    if (problem == null) {
                        taken.accept(word);
                    } else {
                        failed.run();
                        Throwable why = problem instanceof CompletionException && problem.getCause() != null
                                ? problem.getCause() : problem;
                        MessageDialog.openError(display.getActiveShell(), "Read Once", "Cannot read "
                                + register.path() + ": " + why.getMessage() + ".");
                    }
                }));
    }

    private static void later(Display display, Runnable action) {
        try {
            display.asyncExec(action);
        } catch (SWTException gone) {
            if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw gone;
            }
        }
    }
}
