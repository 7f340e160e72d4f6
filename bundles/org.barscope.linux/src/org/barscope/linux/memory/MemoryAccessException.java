// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.io.IOException;

/**
 * An access that did not happen or whose value is worthless. When a series of accesses fails, the exception names the
 * one that did; those before it were good and those after it were not made.
 */
public abstract sealed class MemoryAccessException extends IOException
        permits MemoryFaultException, MappingClosedException, OutOfRangeException, MisalignedException,
        ReadOnlyException, ShortTransferException, AccessRefusedException {
    private static final long serialVersionUID = 1L;

    private final String description;
    private final long offset;
    private final int widthBytes;
    private final boolean writing;

    MemoryAccessException(Request request, String why) {
        super((request.writing() ? "write of " : "read of ") + request.widthBytes() + " byte"
                + (request.widthBytes() == 1 ? "" : "s") + " at 0x" + Long.toHexString(request.offset()) + " of "
                + request.description() + ": " + why);
        this.description = request.description();
        this.offset = request.offset();
        this.widthBytes = request.widthBytes();
        this.writing = request.writing();
    }

    /** What was asked for; one parameter instead of four. */
    record Request(String description, long offset, int widthBytes, boolean writing) {
    }

    /** Leaves out the stack trace: a revoked region raises thousands of these a second, and every one is expected. */
    @Override
    public final synchronized Throwable fillInStackTrace() {
        return this;
    }

    /** {@return what was accessed, in words} */
    public String description() {
        return description;
    }

    /** {@return the offset of the access that failed, in bytes from the start of what was accessed} */
    public long offset() {
        return offset;
    }

    /** {@return the width of the access that failed in bytes; for a range that does not fit, its length} */
    public int widthBytes() {
        return widthBytes;
    }

    /** {@return whether it was a write} */
    public boolean writing() {
        return writing;
    }
}
