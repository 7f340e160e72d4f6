// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.libc;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * A call into the kernel or the C library that failed. The message is one line fit for a log:
 * {@code open /dev/vfio/12: EBUSY (Device or resource busy)}. What it means to the user is for the caller to say.
 */
public final class ErrnoException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int number;
    private final String subject;

    /**
     * Describes a failed call.
     *
     * @param call what was called, for example {@code ioctl(VFIO_DEVICE_GET_INFO)}
     * @param number the positive error number
     * @param subject what it was called on, usually a path; {@code null} when there is nothing to name
     */
    public ErrnoException(String call, int number, String subject) {
        super(text(call, number, subject));
        this.call = Objects.requireNonNull(call);
        this.number = number;
        this.subject = subject;
    }

    /**
     * Describes a failed call.
     *
     * @param call what was called
     * @param errno the error
     * @param subject what it was called on, or {@code null}
     */
    public ErrnoException(String call, Errno errno, String subject) {
        this(call, errno.number(), subject);
    }

    private static String text(String call, int number, String subject) {
        Errno errno = Errno.of(number);
        String symbol = errno == Errno.UNKNOWN ? "errno " + number : errno.symbol();
        return call + (subject == null ? "" : " " + subject) + ": " + symbol + " (" + errno.message() + ")";
    }

    /** {@return the name of the call, for example {@code mmap}} */
    public String call() {
        return call;
    }

    /** {@return the error, {@link Errno#UNKNOWN} when its number has no name} */
    public Errno errno() {
        return Errno.of(number);
    }

    /** {@return the positive error number} */
    public int number() {
        return number;
    }

    /** {@return what the call was made on: a path or the description of a descriptor} */
    public Optional<String> subject() {
        return Optional.ofNullable(subject);
    }
}
