// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.barscope.registers.binding.Binding;
import org.barscope.registers.builtin.BuiltInDescriptions;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.read.ReadResult;

/** Loads descriptions. Stateless; nothing is cached. */
public final class DescriptionLoader {
    private DescriptionLoader() {
    }

    /**
     * Loads a description from a file of any known format. Blocks for the time of reading it.
     *
     * @throws IOException if the file cannot be read, is too large, or has none of the known formats
     * @throws DescriptionException if the content has an error
     * @throws java.util.concurrent.CancellationException if the monitor stopped the reading
     */
    public static ReadResult load(Path file, ReadMonitor monitor) throws IOException, DescriptionException {
        long size = Files.size(file);
        if (size > DescriptionReader.MAX_BYTES) {
            throw new IOException(file + ": " + size + " bytes are too much for a description; the limit is "
                    + DescriptionReader.MAX_BYTES);
        }
        byte[] content = Files.readAllBytes(file);
        DescriptionFormat format = DescriptionFormat.of(file.getFileName().toString(), content)
                .orElseThrow(() -> new IOException(file + ": not a register description; expected CMSIS-SVD, SystemRDL "
                        + "(.rdl), IP-XACT, an rwmem register database or Barscope's JSON"));
        return format.reader().read(file, content, monitor);
    }

    /**
     * Loads the description that a binding names, from the user's folder or from those built in. Blocks.
     *
     * @throws IOException if the file cannot be read, or lies outside the folder of the binding
     * @throws DescriptionException if the content has an error
     */
    public static ReadResult load(Binding binding, ReadMonitor monitor) throws IOException, DescriptionException {
        if (binding.folder().isEmpty()) {
            return new ReadResult(BuiltInDescriptions.load(binding.description()), List.of());
        }
        Path folder = binding.folder().get().toRealPath();
        Path file = folder.resolve(binding.description()).toRealPath();
        if (!file.startsWith(folder)) {
            throw new IOException(binding.description() + ": lies outside " + folder
                    + ", the folder of the binding; expected a file within it");
        }
        return load(file, monitor);
    }
}
