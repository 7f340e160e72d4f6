// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Which descriptors of this process lead to files below a folder. */
final class OpenDescriptors {

    private OpenDescriptors() {
    }

    static long below(Path folder) throws IOException {
        List<Path> descriptors;
        try (var all = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = all.toList();
        }
        Path real = folder.toRealPath();
        long count = 0;
        for (Path descriptor : descriptors) {
            try {
                count += Files.readSymbolicLink(descriptor).startsWith(real) ? 1 : 0;
            } catch (NoSuchFileException closedMeanwhile) {
                continue;
            }
        }
        return count;
    }
}
