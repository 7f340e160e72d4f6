// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.MemoryRegion;

/** Opens {@code file:PATH}, read-only. Only regular files: reading a device node or a pipe can have side effects. */
public final class FileRegions implements RegionSource {

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        String attempt = "open " + uri;
        try {
            Path path = Path.of(uri.address());
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw new BackendException(Reason.REFUSED, attempt, "it is not a regular file",
                        "name a file that holds a dump");
            }
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            try {
                if (channel.size() == 0) {
                    throw new BackendException(Reason.FAILED, attempt, "the file is empty", "");
                }
                return new FileRegion(uri, channel, channel.size());
            } catch (IOException | BackendException problem) {
                channel.close();
                throw problem;
            }
        } catch (NoSuchFileException missing) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no such file", "", missing);
        } catch (AccessDeniedException denied) {
            throw new BackendException(Reason.REFUSED, attempt, "permission denied",
                    "make the file readable for this user", denied);
        } catch (InvalidPathException malformed) {
            throw new BackendException(Reason.USAGE, attempt, "that is not a path", "", malformed);
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        }
    }
}
