// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** Reads single units of a region: what a task on the device's thread is given. */
@FunctionalInterface
public interface UnitReader {

    /**
     * One bus access of exactly that width, as {@link MemoryRegion#read}.
     *
     * @throws AccessException when it could not be made
     */
    long read(long offset, AccessWidth width) throws AccessException;
}
