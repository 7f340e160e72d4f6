// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of this project as they lie on disk.
 *
 * @param root the directory with the main POM
 */
record Checkout(Path root) {

    private static final Set<String> NOT_OURS = Set.of("target", "bin", ".git");

    /** The checkout this test was started in, whichever directory of it is the current one. */
    static Checkout containingCurrentDirectory() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("barscope")) && Files.isDirectory(at.resolve("bundles"))) {
                return new Checkout(at);
            }
        }
        throw new IllegalStateException("not inside a Barscope checkout: " + Path.of("").toAbsolutePath());
    }

    /** Every bundle: each directory that has a manifest, or should have one because it is where bundles are. */
    List<Bundle> bundles() {
        return Stream.of("bundles", "help").map(root::resolve).filter(Files::isDirectory)
                .flatMap(place -> directoriesIn(place).stream()).map(Bundle::at).toList();
    }

    List<Path> directoriesIn(Path place) {
        try (Stream<Path> entries = Files.list(place)) {
            return entries.filter(Files::isDirectory).filter(entry -> !isOutput(entry)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every Java file under {@code place}, without what a build has written. */
    List<Path> javaFiles(Path place) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return isOutput(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream().sorted().toList();
    }

    /** A name for messages. */
    String name(Path file) {
        return root.relativize(file).toString();
    }

    private static boolean isOutput(Path directory) {
        return NOT_OURS.contains(directory.getFileName().toString());
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
