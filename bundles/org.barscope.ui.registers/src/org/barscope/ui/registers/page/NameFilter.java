// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.registers.layout.RegisterInstance;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/** Looks for registers by name, off the UI thread; of several questions only the last is answered. */
final class NameFilter {

    private final Display display;
    private Job latest;

    NameFilter(Display display) {
        this.display = display;
    }

    /**
     * Looks. UI thread only.
     *
     * @param answer receives the registers asked about and what was found in them, in the UI thread; nothing for all
     */
    void look(RegionRegisters registers, String text,
            BiConsumer<RegionRegisters, Optional<Set<RegisterInstance>>> answer) {
        stop();
        if (text.isBlank()) {
            answer.accept(registers, Optional.empty());
            return;
        }
        latest = new Job("Looking for registers") {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                Optional<Set<RegisterInstance>> found = Optional.of(registers.filter(text));
                Job self = this;
                later(() -> {
                    if (latest == self) {
                        answer.accept(registers, found);
                    }
                });
                return Status.OK_STATUS;
            }
        };
        latest.setSystem(true);
        latest.setPriority(Job.INTERACTIVE);
        latest.schedule();
    }

    private void later(Runnable action) {
        try {
            display.asyncExec(action);
        } catch (SWTException gone) {
            if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                throw gone;
            }
        }
    }

    /** Wants no answer any more. */
    void stop() {
        if (latest != null) {
            latest.cancel();
            latest = null;
        }
    }
}
