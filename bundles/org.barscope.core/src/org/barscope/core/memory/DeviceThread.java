// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that performs every access to one device, so that accesses never race and a slow device holds up
 * nobody but itself.
 */
public final class DeviceThread implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;
    private volatile Thread thread;

    /** @param device the device's name, shown as the thread's name */
    public DeviceThread(String device) {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "device " + device);
            made.setDaemon(true);
            thread = made;
            return made;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /**
     * Runs something on the device's thread. Returns at once.
     *
     * @return completes with the result, or exceptionally with what it threw; with a
     *         {@link RejectedExecutionException} when this thread has been closed
     */
    public <T> CompletableFuture<T> submit(Callable<T> access) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(access.call());
                } catch (Throwable problem) {
                    result.completeExceptionally(problem);
                }
            });
        } catch (RejectedExecutionException closed) {
            result.completeExceptionally(closed);
        }
        return result;
    }

    /** Runs something on the device's thread after a delay. */
    Future<?> schedule(Runnable task, Duration delay) {
        return executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** True on the device's own thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Lets what is queued finish and ends the thread. Blocks until it has, unless called on it.
     */
    @Override
    public void close() {
        executor.shutdown();
        if (isCurrent()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    break;
                }
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
