// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, or SIGTERM, for a command that goes on until then: it ends what it waits for, cleans up, and only then the
 * process ends. Used with try-with-resources around all that has to be cleaned up.
 */
final class StopSignal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch cleanedUp = new CountDownLatch(1);
    private final List<Runnable> actions = new ArrayList<>();
    private final Thread hook = new Thread(this::stopAndWait, "end of the command");

    private StopSignal() {
    }

    /** Begins to listen for the end of this process. */
    static StopSignal ofProcess() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void stopAndWait() {
        List<Runnable> all;
        synchronized (this) {
            stop.countDown();
            all = List.copyOf(actions);
        }
        all.forEach(Runnable::run);
        try {
            if (!cleanedUp.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("barscope: cleaning up takes too long; ending without");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs on another thread when it is time to stop; at once when it already is. */
    void whenStopped(Runnable action) {
        synchronized (this) {
            actions.add(action);
            if (stop.getCount() > 0) {
                return;
            }
        }
        action.run();
    }

    /** It is time to stop, for another reason. */
    void stop() {
        stop.countDown();
    }

    boolean stopped() {
        return stop.getCount() == 0;
    }

    /** Blocks until it is time to stop. */
    void await() {
        try {
            stop.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** All is cleaned up: the process may end. */
    @Override
    public void close() {
        cleanedUp.countDown();
        if (!stopped()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endingJustNow) {
                // Then the hook runs, finds that all is cleaned up, and returns.
                stop.countDown();
            }
        }
    }
}
