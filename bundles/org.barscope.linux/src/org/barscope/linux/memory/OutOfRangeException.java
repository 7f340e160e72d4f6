// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

/** The access does not lie within what is accessible. Nothing was accessed. */
public final class OutOfRangeException extends MemoryAccessException {
    private static final long serialVersionUID = 1L;

    OutOfRangeException(Request request, long length) {
        super(request, "outside of its 0x" + Long.toHexString(length) + " bytes");
    }
}
