// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterValues;
import org.barscope.ui.registers.outline.Outline;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Makes a description ready to be shown, off the UI thread: with thousands of registers that takes a while. */
final class Preparation {

    private final Job job;
    private boolean wanted = true;

    /**
     * What is shown.
     *
     * @param registers of the region
     * @param values    what is known of them
     * @param outline   their rows
     * @param guarded   how many are not read by themselves
     * @param wide      whether some have more than 32 bits
     */
    record Ready(RegionRegisters registers, RegisterValues values, Outline outline, int guarded, boolean wide) {
    }

    /**
     * Begins. UI thread only.
     *
     * @param known what is known of the registers of the description before; nobody else may use it any more
     * @param then  receives it in the UI thread, unless {@link #stop} came first
     */
    Preparation(Display display, RegionRegisters registers, ByteOrder order, Optional<RegisterValues> known,
            Consumer<Ready> then) {
        job = new Job("Preparing registers") {
            @Override
            protected IStatus run(IProgressMonitor monitor) {
                Ready ready = prepare(registers, order, known);
                Work.later(display, () -> {
                    if (wanted) {
                        then.accept(ready);
                    }
                });
                return Status.OK_STATUS;
            }
        };
        job.setSystem(true);
        job.setPriority(Job.INTERACTIVE);
        job.schedule();
    }

    private static Ready prepare(RegionRegisters registers, ByteOrder order, Optional<RegisterValues> known) {
        // Reading asks for the rules in the UI thread; here they are made.
        registers.access();
        return new Ready(registers, known.map(values -> values.carriedTo(registers))
                .orElseGet(() -> new RegisterValues(registers, order)), new Outline(registers),
                (int) registers.registers().stream().filter(register -> register.guard().isPresent()).count(),
                registers.registers().stream().anyMatch(some -> some.register().size() > Integer.SIZE));
    }

    /** Does not want it any more. UI thread only. */
    void stop() {
        wanted = false;
        job.cancel();
    }
}
