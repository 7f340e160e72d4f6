// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;

/** Says in one line why a file could not be written. */
final class FileProblem {

    private FileProblem() {
    }

    static BackendException writing(String attempt, IOException problem) {
        return switch (problem) {
            case FileAlreadyExistsException there -> new BackendException(Reason.REFUSED, attempt,
                    "the file is there already", "choose another name", there);
            case NoSuchFileException missing -> new BackendException(Reason.NOT_FOUND, attempt,
                    "its folder is not there", "make the folder first", missing);
            case AccessDeniedException denied -> new BackendException(Reason.REFUSED, attempt, "permission denied",
                    "choose a folder that this user can write", denied);
            default -> new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        };
    }
}
