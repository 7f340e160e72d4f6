// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;

/**
 * A file that appears whole or not at all: its bytes go into a neighbour first, which takes the name when they are on
 * the disk. Whatever goes wrong, nothing is left behind and a file that was there keeps its content.
 */
public final class WholeFile {

    private final Path name;
    private final Path absolute;

    /** @param name as the user wrote it; used in messages as it is */
    public WholeFile(Path name) {
        this.name = Objects.requireNonNull(name);
        this.absolute = name.toAbsolutePath();
    }

    /**
     * Writes the file. Blocks until its content is on the disk.
     *
     * @param attempt what the user wanted, for the message: "save to machine.barscope"
     * @param replace whether a file that is there may be replaced; otherwise two writers cannot both succeed
     * @throws BackendException {@code REFUSED} when the file is there or may not be written, {@code NOT_FOUND} when its
     *         folder is not there, {@code FAILED} when writing fails
     */
    public void write(String attempt, byte[] content, boolean replace) throws BackendException {
        if (Files.isDirectory(absolute)) {
            throw new BackendException(Reason.REFUSED, attempt, "it is a folder", "choose the name of a file");
        }
        if (Files.exists(absolute) && !Files.isRegularFile(absolute)) {
            throw new BackendException(Reason.REFUSED, attempt, "it is not a regular file", "choose another name");
        }
        try {
            if (!replace && Files.exists(absolute)) {
                throw new FileAlreadyExistsException(name.toString());
            }
            writeBeside(content, replace);
        } catch (FileAlreadyExistsException there) {
            throw new BackendException(Reason.REFUSED, attempt, "the file is there already", "choose another name",
                    there);
        } catch (NoSuchFileException missing) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "its folder is not there", "make the folder first",
                    missing);
        } catch (AccessDeniedException denied) {
            throw new BackendException(Reason.REFUSED, attempt, "permission denied",
                    "choose a folder that this user can write", denied);
        } catch (FileSystemException problem) {
            throw new BackendException(Reason.FAILED, attempt, problem.getReason() == null ? problem.getMessage()
                    : problem.getReason(), "", problem);
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        }
    }

    private void writeBeside(byte[] content, boolean replace) throws IOException {
        // Not Files.createTempFile: the result is to have the rights of every other file that this user makes.
        Path beside = absolute.resolveSibling(".barscope-" + Long.toHexString(ThreadLocalRandom.current().nextLong()));
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
            if (replace) {
                Files.move(beside, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } else {
                takeFreeName(beside);
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** A second name for a file never replaces one that is there, which renaming would. */
    private void takeFreeName(Path beside) throws IOException {
        try {
            Files.createLink(absolute, beside);
        } catch (FileAlreadyExistsException there) {
            throw there;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            // FAT has no second names; there the check before was all that can be done.
            Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
