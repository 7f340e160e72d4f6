// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.Objects;

/**
 * One bus access that did not happen or whose result is worthless. The message is one line for people.
 */
public final class AccessException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The access reaches past the end of the region. */
        OUT_OF_RANGE,
        /** The offset is not a multiple of the width. */
        MISALIGNED,
        /** The region cannot be accessed with that width, or not in bulk. */
        WIDTH,
        /** The mapping gave a fault: the page is revoked for now. */
        FAULTED,
        /** The device is gone. */
        LOST,
        /** The region is closed. */
        CLOSED,
        /** The region cannot be written. */
        NOT_WRITABLE,
        /** The region can be written, but is not armed for it, not there, or no longer. */
        NOT_ARMED,
        /** The kernel refused the access. */
        IO
    }

    private final Kind kind;
    private final long offset;

    /**
     * @param offset  where the access was to begin, relative to the region
     * @param message one line: what was tried, why it failed
     */
    public AccessException(Kind kind, long offset, String message) {
        this(kind, offset, message, null);
    }

    /** As the other constructor, keeping the error beneath for the log. */
    public AccessException(Kind kind, long offset, String message, Throwable cause) {
        // No stack trace is filled in: a revoked region raises thousands of these a second, and all are expected.
        super(message, cause, false, false);
        this.kind = Objects.requireNonNull(kind);
        this.offset = offset;
    }

    public Kind kind() {
        return kind;
    }

    public long offset() {
        return offset;
    }
}
