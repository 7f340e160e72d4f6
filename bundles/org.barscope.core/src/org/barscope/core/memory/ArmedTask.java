// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/**
 * Reads and writes that belong together: nothing else touches the device while it runs.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface ArmedTask<T> {

    /**
     * Runs on the device's thread.
     *
     * @param access good for as long as this runs
     * @throws AccessException when an access could not be made
     */
    T run(ArmedAccess access) throws AccessException;
}
