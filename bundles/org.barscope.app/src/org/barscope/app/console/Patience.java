// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.barscope.core.memory.AccessException;
import org.barscope.core.poke.WriteRefusedException;

/** Waits on behalf of a snippet, until it is stopped. */
final class Patience {

    /** Long enough for other users of the device's thread, short enough for a status bit. */
    private static final long PAUSE_NANOS = 200_000;

    private Patience() {
    }

    /** The value of an access; what was refused becomes one line. */
    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw stopped();
        } catch (ExecutionException failed) {
            throw switch (failed.getCause()) {
                case WriteRefusedException refused -> new ConsoleException(refused.getMessage()
                        + (refused.acceptable() ? "; call override() first if you mean it" : ""), refused);
                case AccessException refused -> new ConsoleException(refused.getMessage(), refused);
                default -> new IllegalStateException("the access ended unexpectedly", failed.getCause());
            };
        }
    }

    static ConsoleException stopped() {
        return new ConsoleException("stopped");
    }

    /**
     * Asks again and again until the answer is yes.
     *
     * @return how often it asked
     * @throws ConsoleException when the time is over, or the snippet was stopped
     */
    static long poll(BooleanSupplier condition, Duration time, String what) {
        long start = System.nanoTime();
        for (long times = 1;; times++) {
            if (condition.getAsBoolean()) {
                return times;
            }
            if (Thread.currentThread().isInterrupted()) {
                throw stopped();
            }
            if (System.nanoTime() - start >= time.toNanos()) {
                throw new ConsoleException("not so after " + time.toMillis() + " ms and " + times + " looks: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
