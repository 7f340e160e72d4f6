// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads one file format into a description. Implementations hold no state and may be used by several threads.
 */
public interface DescriptionReader {
    /** Largest file that is read, in bytes. */
    long MAX_BYTES = 256L << 20;

    /** Most registers of a description with arrays expanded; a file that makes more is refused. */
    int MAX_REGISTERS = 1 << 20;

    /**
     * Reads a description from memory.
     *
     * @param file name to use in faults; formats with includes resolve them against its folder
     * @param content the bytes of the file
     * @param monitor follows and stops the reading
     * @throws DescriptionException if the content has an error
     * @throws java.util.concurrent.CancellationException if the monitor stopped the reading
     */
    ReadResult read(Path file, byte[] content, ReadMonitor monitor) throws DescriptionException;

    /**
     * Reads a description from a file. Blocks for the time of reading it: about a second for 20 MB.
     *
     * @throws IOException if the file cannot be read, or is larger than {@link #MAX_BYTES}
     * @throws DescriptionException if the content has an error
     * @throws java.util.concurrent.CancellationException if the monitor stopped the reading
     */
    default ReadResult read(Path file, ReadMonitor monitor) throws IOException, DescriptionException {
        long size = Files.size(file);
        if (size > MAX_BYTES) {
            throw new IOException(file + ": " + size + " bytes are too much for a description; the limit is "
                    + MAX_BYTES);
        }
        return read(file, Files.readAllBytes(file), monitor);
    }
}
