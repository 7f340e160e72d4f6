// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/** Which functions the kernel and its loaded modules have, by name; everybody may see the names. */
final class KernelSymbols {

    private final Set<String> found;
    private final boolean readable;

    private KernelSymbols(Set<String> found, boolean readable) {
        this.found = found;
        this.readable = readable;
    }

    /** Looks for some names in {@code /proc/kallsyms}: lines of address, kind, name and perhaps module. */
    static KernelSymbols read(Path proc, Set<String> wanted) {
        Set<String> found = new HashSet<>();
        try (Stream<String> lines = Files.lines(proc.resolve("kallsyms"))) {
            lines.forEach(line -> {
                String[] words = line.split("\\s+", 4);
                if (words.length >= 3 && wanted.contains(words[2])) {
                    found.add(words[2]);
                }
            });
            return new KernelSymbols(found, true);
        } catch (IOException | UncheckedIOException hidden) {
            return new KernelSymbols(Set.of(), false);
        }
    }

    boolean has(String name) {
        return found.contains(name);
    }

    boolean readable() {
        return readable;
    }
}
