// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/**
 * The memory behind the address was not there: the kernel answered with SIGBUS. A device that is being reset, asleep or
 * switched off, a revoked DMABUF, a truncated file. The mapping stays usable and may work again later.
 */
public final class MemoryFaultException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    MemoryFaultException(Request request) {
        super(request, "the memory behind it is gone (SIGBUS)");
    }
}
