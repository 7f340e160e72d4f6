// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.function.BooleanSupplier;

/**
 * The time of a simulated machine. Everything in it that moves by itself is computed from this at the moment somebody
 * looks, so that a machine nobody looks at costs nothing and one with a {@link ManualClock} is exactly repeatable.
 *
 * <p>Safe for use by any number of threads.
 */
public sealed interface SimClock permits SystemClock, ManualClock {

    /** Nanoseconds since the machine was switched on; never goes back. */
    long nanos();

    /**
     * Blocks until the clock has reached a time, or until the condition says that waiting has become pointless.
     *
     * @param deadline  in {@link #nanos()}
     * @param cancelled asked before waiting and after each {@link #wake()}; must not block
     * @return true when the time was reached, false when waiting was given up
     * @throws InterruptedException when the waiting thread is interrupted
     */
    boolean awaitUntil(long deadline, BooleanSupplier cancelled) throws InterruptedException;

    /** Makes everybody who waits ask again whether to go on. */
    void wake();

    /** A clock that starts now and follows real time. */
    static SimClock system() {
        return new SystemClock();
    }
}
