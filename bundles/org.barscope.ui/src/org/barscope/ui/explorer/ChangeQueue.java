// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.explorer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.DecodedDevice;
import org.barscope.core.inventory.DecodedMachine;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.ModelUpdater;
import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;

/**
 * Carries a backend's changes to the UI thread, in order, decoded on the backend's thread, a few at a time so that a
 * storm of changes never holds up the window.
 */
final class ChangeQueue {

    private static final int AT_A_TIME = 16;

    private final Display display;
    private final ModelUpdater updater;
    private final Consumer<InventoryChange> applied;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** What came while the machine is looked at as a whole: newer than what is seen, so it is applied after that. */
    private final List<Runnable> meanwhile = new ArrayList<>();
    private int looking;
    private boolean started;
    private boolean scheduled;

    /** A look at the whole machine. */
    @FunctionalInterface
    interface Look {
        MachineRecord discover() throws BackendException;
    }

    /** @param applied told of each change in the UI thread once the model shows it */
    ChangeQueue(Display display, ModelUpdater updater, Consumer<InventoryChange> applied) {
        this.display = display;
        this.updater = updater;
        this.applied = applied;
    }

    /** From any thread. */
    void add(InventoryChange change) {
        Runnable apply = decoded(change);
        synchronized (this) {
            if (looking > 0) {
                meanwhile.add(apply);
            } else {
                waiting.add(apply);
                schedule();
            }
        }
    }

    /**
     * Looks at the machine as a whole and queues what was seen before what changed since the look began. Blocks; any
     * thread but the UI's.
     */
    void refreshing(Look look) throws BackendException {
        synchronized (this) {
            looking++;
        }
        Runnable seen = null;
        try {
            seen = decoded(new InventoryChange.MachineChanged(look.discover()));
        } finally {
            synchronized (this) {
                looking--;
                if (seen != null) {
                    waiting.add(seen);
                }
                if (looking == 0) {
                    waiting.addAll(meanwhile);
                    meanwhile.clear();
                }
                schedule();
            }
        }
    }

    private Runnable decoded(InventoryChange change) {
        Runnable update = switch (change) {
            case InventoryChange.MachineChanged all -> {
                DecodedMachine decoded = DecodedMachine.of(all.record());
                yield () -> updater.apply(decoded);
            }
            case InventoryChange.DeviceChanged one -> {
                Optional<DecodedDevice> decoded = Optional.of(DecodedDevice.of(one.device()));
                yield () -> updater.apply(change, decoded);
            }
            default -> () -> updater.apply(change, Optional.empty());
        };
        return () -> {
            update.run();
            applied.accept(change);
        };
    }

    /** Begins to apply, also what has gathered; called once the machine has been seen as a whole. */
    synchronized void start() {
        started = true;
        schedule();
    }

    private void schedule() {
        if (started && !scheduled && !waiting.isEmpty()) {
            try {
                display.asyncExec(this::applySome);
                scheduled = true;
            } catch (SWTException gone) {
                if (gone.code != SWT.ERROR_DEVICE_DISPOSED) {
                    throw gone;
                }
            }
        }
    }

    private void applySome() {
        try {
            int done = 0;
            while (done < AT_A_TIME && applyNext()) {
                done++;
            }
        } finally {
            synchronized (this) {
                scheduled = false;
                schedule();
            }
        }
    }

    /** A change that cannot be applied is a defect of ours; it must not keep the later ones from the tree. */
    private boolean applyNext() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
        }
        if (next == null) {
            return false;
        }
        try {
            next.run();
        } catch (RuntimeException bug) {
            ILog.of(ChangeQueue.class).error("a change of " + updater.machine().getHostname()
                    + " could not be shown", bug);
        }
        return true;
    }
}
