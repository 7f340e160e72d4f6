// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.explorer;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.barscope.core.inventory.DecodedDevice;
import org.barscope.core.inventory.DecodedMachine;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.ModelUpdater;
import org.eclipse.swt.widgets.Display;

/**
 * Carries a backend's changes to the UI thread, in order, decoded on the backend's thread, a few at a time so that a
 * storm of changes never holds up the window.
 */
final class ChangeQueue {

    private static final int AT_A_TIME = 16;

    private final Display display;
    private final ModelUpdater updater;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean started;
    private boolean scheduled;

    ChangeQueue(Display display, ModelUpdater updater) {
        this.display = display;
        this.updater = updater;
    }

    /** From any thread. */
    void add(InventoryChange change) {
        Runnable apply = switch (change) {
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
        synchronized (this) {
            waiting.add(apply);
            schedule();
        }
    }

    /** Begins to apply, also what has gathered; called once the machine has been seen as a whole. */
    synchronized void start() {
        started = true;
        schedule();
    }

    private void schedule() {
        if (started && !scheduled && !waiting.isEmpty() && !display.isDisposed()) {
            scheduled = true;
            display.asyncExec(this::applySome);
        }
    }

    private void applySome() {
        for (int i = 0; i < AT_A_TIME; i++) {
            Runnable next;
            synchronized (this) {
                next = waiting.poll();
            }
            if (next == null) {
                break;
            }
            next.run();
        }
        synchronized (this) {
            scheduled = false;
            schedule();
        }
    }
}
