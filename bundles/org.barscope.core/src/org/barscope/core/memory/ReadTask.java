// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/**
 * Reads that belong together: nothing else touches the device while it runs.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface ReadTask<T> {

    /**
     * Runs on the device's thread.
     *
     * @param access used while this runs and not after
     * @throws AccessException when an access could not be made
     */
    T run(UnitReader access) throws AccessException;
}
