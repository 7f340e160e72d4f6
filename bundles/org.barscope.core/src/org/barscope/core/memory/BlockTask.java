// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/**
 * Reads blocks of memory on the device's thread. It holds up everything else that the device is asked for, so it is to
 * take a few milliseconds at most; more is better asked for by several tasks.
 */
@FunctionalInterface
public interface BlockTask {

    /** @param reader what to read with; not to be kept */
    void run(BlockReader reader);
}
