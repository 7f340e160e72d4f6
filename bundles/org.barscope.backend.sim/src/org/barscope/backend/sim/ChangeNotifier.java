// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;

/** Tells listeners of changes, in order, on one thread that exists only while there is something to tell. */
final class ChangeNotifier implements AutoCloseable {

    private final List<Consumer<InventoryChange>> listeners = new CopyOnWriteArrayList<>();
    private final ThreadPoolExecutor executor;

    ChangeNotifier() {
        executor = new ThreadPoolExecutor(1, 1, 2, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "demo machine events");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.DiscardPolicy());
        executor.allowCoreThreadTimeOut(true);
    }

    Registration listen(Consumer<InventoryChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(InventoryChange change) {
        // Each listener in a task of its own: one that fails takes neither later work nor the others along.
        listeners.forEach(listener -> executor.execute(() -> {
            if (listeners.contains(listener)) {
                listener.accept(change);
            }
        }));
    }

    @Override
    public void close() {
        listeners.clear();
        executor.shutdown();
    }
}
