// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

/** A system call on the numbers of several descriptors that are guaranteed to stay open meanwhile. */
@FunctionalInterface
public interface FdsCall {
    /**
     * Makes the call.
     *
     * @param numbers the open descriptors' numbers in the order asked for; worthless after this method has returned
     * @return a result, or a negated error number
     * @throws ErrnoException when something the call depends on fails
     */
    long call(int[] numbers) throws ErrnoException;
}
