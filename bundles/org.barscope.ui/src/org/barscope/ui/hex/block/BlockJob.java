// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex.block;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.barscope.core.poke.BlockWriter.Outcome;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;

/** Writes a block with progress, until it is done or cancelled. */
final class BlockJob extends Job {

    private static final int STEPS = 1000;

    /** Begins to write. */
    interface Writing {

        /**
         * Returns at once.
         *
         * @param progress  to be told how many bytes are written
         * @param cancelled to be asked between pieces
         */
        CompletableFuture<Outcome> start(LongConsumer progress, BooleanSupplier cancelled);
    }

    private final Display display;
    private final long length;
    private final Writing writing;
    private final BiConsumer<Outcome, String> ended;

    /**
     * @param ended told in the UI thread what came of it, or if nothing did (null), why
     */
    BlockJob(String name, Display display, long length, Writing writing, BiConsumer<Outcome, String> ended) {
        super(name);
        this.display = display;
        this.length = length;
        this.writing = writing;
        this.ended = ended;
    }

    @Override
    protected IStatus run(IProgressMonitor monitor) {
        monitor.beginTask(getName(), STEPS);
        AtomicLong shown = new AtomicLong();
        try {
            Outcome outcome = writing.start(done -> {
                long step = (long) ((double) done / length * STEPS);
                monitor.worked((int) (step - shown.getAndSet(step)));
            }, monitor::isCanceled).get();
            Work.later(display, () -> ended.accept(outcome, ""));
        } catch (ExecutionException refused) {
            String why = String.valueOf(refused.getCause().getMessage());
            Work.later(display, () -> ended.accept(null, why));
        } catch (IllegalArgumentException senseless) {
            Work.later(display, () -> ended.accept(null, senseless.getMessage()));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Status.CANCEL_STATUS;
        }
        return Status.OK_STATUS;
    }
}
