// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.binding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Folders, links and one-line files of sysfs and procfs, where what is missing or hidden counts as nothing. */
final class SysfsLinks {

    private SysfsLinks() {
    }

    /** What is in a folder, by name. */
    static List<Path> children(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException | UncheckedIOException nothing) {
            return List.of();
        }
    }

    static Optional<Path> real(Path link) {
        try {
            return Optional.of(link.toRealPath());
        } catch (IOException nothing) {
            return Optional.empty();
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException nothing) {
            return "";
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException nothing) {
            return List.of();
        }
    }

    static String name(Path path) {
        return path.getFileName().toString();
    }
}
