// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;

/**
 * The kernel refused the access with an error number, as it does for access through a descriptor: {@code EIO} from VFIO
 * while the device does not decode memory, {@code EBADF} when the descriptor is closed.
 */
public final class AccessRefusedException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    private final ErrnoException refusal;

    AccessRefusedException(Request request, ErrnoException refusal) {
        super(request, refusal.errno().symbol() + " (" + refusal.errno().message() + ")");
        this.refusal = refusal;
        initCause(refusal);
    }

    /** {@return the kernel's answer} */
    public Errno errno() {
        return refusal.errno();
    }

    /** {@return the failed call, the same as the cause} */
    public ErrnoException refusal() {
        return refusal;
    }
}
