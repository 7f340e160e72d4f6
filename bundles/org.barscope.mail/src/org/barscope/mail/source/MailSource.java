// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Something messages are imported from: a file or a directory of any of the known forms, under a name of its own.
 *
 * @param name short, unique in an archive, without tabs
 * @param path absolute
 */
public record MailSource(String name, Path path) {

    /** Checks the name. */
    public MailSource {
        if (name.isBlank() || name.indexOf('\t') >= 0 || name.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a source needs a name without tabs and line ends");
        }
        path = path.toAbsolutePath().normalize();
    }

    /** A name made of the last part of the path, for sources the user gave none. */
    public static String nameFor(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "mail" : last.toString().replaceAll("[\\t\\n]", " ").strip();
        String bare = name.replaceFirst("(?i)(?:\\.mbox(?:rd|o)?)?(?:\\.gz)?$", "").replaceFirst("\\.git$", "");
        return bare.isBlank() ? "mail" : bare;
    }

    /**
     * Requires the path to be there and readable.
     *
     * @throws IOException with a message that says which is not the case
     */
    public void requireReadable() throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString(), null, "no such file or directory");
        }
        if (!Files.isReadable(path)) {
            throw new AccessDeniedException(path.toString(), null, "no permission to read");
        }
    }
}
