// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.Objects;

/**
 * Something a user asked a backend for could not be done. The message is one line made of three parts: what was tried,
 * why it failed, and what can be done about it.
 */
public final class BackendException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a request failed, as far as a caller must act on it differently. */
    public enum Reason {
        /** The request itself makes no sense (malformed name, misaligned offset): change the request. */
        USAGE,
        /** The device, region or file is not there. */
        NOT_FOUND,
        /** It is there, but must not be touched this way or by this user: the remedy says how it could be. */
        REFUSED,
        /**
         * A kernel driver owns the device: it can be opened beside the driver, for reading, if the user so decides
         * ({@link OpenOptions#besideDriver()}).
         */
        DRIVER_OWNED,
        /**
         * Opening it would reset the device: it can be opened if the user accepts that
         * ({@link OpenOptions#acceptReset()}).
         */
        RESETS_DEVICE,
        /** It was tried and the system said no. */
        FAILED
    }

    private final Reason reason;
    private final String attempt;
    private final String why;
    private final String remedy;

    /**
     * @param attempt what the user wanted, without a final stop: "open sim:0000:01:00.0/bar9"
     * @param why     why it failed: "the device has no region bar9"
     * @param remedy  what to do: "its regions are bar0, bar2 and config"; empty when nothing helps
     */
    public BackendException(Reason reason, String attempt, String why, String remedy) {
        this(reason, attempt, why, remedy, null);
    }

    /** As the other constructor, keeping the error beneath for the log. */
    public BackendException(Reason reason, String attempt, String why, String remedy, Throwable cause) {
        super(line(attempt, why, remedy), cause);
        this.reason = Objects.requireNonNull(reason);
        this.attempt = attempt;
        this.why = why;
        this.remedy = remedy;
    }

    private static String line(String attempt, String why, String remedy) {
        String text = "cannot " + attempt + ": " + why;
        return remedy.isEmpty() ? text : text + "; " + remedy;
    }

    public Reason reason() {
        return reason;
    }

    public String attempt() {
        return attempt;
    }

    public String why() {
        return why;
    }

    public String remedy() {
        return remedy;
    }
}
