// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.work;

import java.io.IOException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendException;
import org.barscope.core.journal.Change;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.Journal;
import org.barscope.core.journal.Origin;
import org.barscope.core.journal.PendingChange;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.ui.PlatformUI;

/** Does something that changes a device, and has put it down in the journal before. */
public final class Recorded {

    private Recorded() {
    }

    /**
     * Wraps a task. Called in the UI thread; what it returns runs in a job.
     *
     * @param subject the device or region
     * @param detail  one clause for people
     * @param part    the part of the window that asks for it
     */
    public static <T> Work.Task<T> change(ChangeKind kind, String subject, String detail, String part,
            Work.Task<T> task) {
        Journal journal = PlatformUI.getWorkbench().getService(Explorer.class).poking().orElseThrow().journal();
        return () -> {
            PendingChange pending = begin(journal, Change.event(kind, subject, detail, Origin.ui(part)));
            try {
                T result = task.run();
                pending.done();
                return result;
            } catch (BackendException refused) {
                pending.failed(refused.getMessage());
                throw refused;
            }
        };
    }

    private static PendingChange begin(Journal journal, Change change) throws BackendException {
        try {
            return journal.begin(change);
        } catch (IOException unwritable) {
            throw new BackendException(Reason.FAILED, change.kind().label() + " " + change.subject(),
                    "the journal could not be written first (" + unwritable.getMessage() + "), so nothing was done",
                    "make room, or mend the rights of its folder");
        }
    }
}
