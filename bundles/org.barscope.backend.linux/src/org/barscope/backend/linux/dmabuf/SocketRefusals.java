// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.linux.libc.ErrnoException;

/** What refusals of Unix sockets mean. */
final class SocketRefusals {

    private SocketRefusals() {
    }

    /** When connecting to a listener or sending to it failed. */
    static BackendException connecting(String attempt, ErrnoException refused) {
        return switch (refused.errno()) {
            case ENOENT -> new BackendException(Reason.NOT_FOUND, attempt, "there is no such socket",
                    "start the program that listens on it first", refused);
            case ECONNREFUSED -> new BackendException(Reason.NOT_FOUND, attempt, "nobody listens on it",
                    "start the program that listens on it first", refused);
            case EACCES, EPERM -> new BackendException(Reason.REFUSED, attempt, "this user may not connect to it",
                    "run as the user who made it", refused);
            case ENAMETOOLONG -> tooLong(attempt, refused);
            case EPIPE, ECONNRESET -> new BackendException(Reason.FAILED, attempt,
                    "the program closed the connection before it took it", "", refused);
            default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        };
    }

    /** When making a socket failed. */
    static BackendException listening(String attempt, ErrnoException refused) {
        return switch (refused.errno()) {
            case EADDRINUSE -> new BackendException(Reason.REFUSED, attempt, "something is there already",
                    "remove it if no program listens on it, or choose another path", refused);
            case ENOENT -> new BackendException(Reason.NOT_FOUND, attempt, "its folder is not there",
                    "make the folder first", refused);
            case EACCES, EPERM, EROFS -> new BackendException(Reason.REFUSED, attempt,
                    "this user may not make a socket there", "choose a folder that can be written", refused);
            case ENAMETOOLONG -> tooLong(attempt, refused);
            default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        };
    }

    private static BackendException tooLong(String attempt, ErrnoException refused) {
        return new BackendException(Reason.USAGE, attempt, "the path of a socket has at most 107 bytes",
                "choose a shorter one", refused);
    }
}
