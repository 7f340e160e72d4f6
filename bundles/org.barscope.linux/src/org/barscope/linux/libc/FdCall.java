// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

/** A system call on the number of a descriptor that is guaranteed to stay open meanwhile. */
@FunctionalInterface
public interface FdCall {
    /**
     * Makes the call.
     *
     * @param number the open descriptor's number; worthless after this method has returned
     * @return a result, or a negated error number
     * @throws ErrnoException when something the call depends on fails, for example a second descriptor is closed
     */
    long call(int number) throws ErrnoException;
}
