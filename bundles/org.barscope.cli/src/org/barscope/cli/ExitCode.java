// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import org.barscope.core.backend.BackendException;

/** The exit codes of every command. */
final class ExitCode {

    /** Done. */
    static final int OK = 0;
    /** A defect of Barscope itself. */
    static final int INTERNAL = 1;
    /** The command's words make no sense. */
    static final int USAGE = 2;
    /** The device, region or file is not there. */
    static final int NOT_FOUND = 3;
    /** It was refused, or it was tried and failed. */
    static final int FAILED = 4;

    private ExitCode() {
    }

    static int of(BackendException.Reason reason) {
        return switch (reason) {
            case USAGE -> USAGE;
            case NOT_FOUND -> NOT_FOUND;
            case REFUSED, DRIVER_OWNED, RESETS_DEVICE, FAILED -> FAILED;
        };
    }
}
