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

    private static final System.Logger LOG = System.getLogger(DeviceThread.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

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
     * Ends the thread once what is queued is done. Waits for that, unless called on it, but not for ever: a read that
     * is stuck in the kernel cannot be ended, and must not keep the application from ending.
     */
    @Override
    public void close() {
        executor.shutdown();
        if (isCurrent()) {
            return;
        }
        try {
            if (!executor.awaitTermination(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "{0} still waits for the device and is left behind",
                        thread.getName());
            }
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }
}
