// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/**
 * The kernel transferred fewer bytes than a unit has, so there is no value: the end of the file, or what an
 * unprivileged user may see of a configuration space.
 */
public final class ShortTransferException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    ShortTransferException(Request request, int transferred) {
        super(request, "the kernel transferred only " + transferred);
    }
}
