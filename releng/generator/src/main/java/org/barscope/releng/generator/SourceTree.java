// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The text files below a directory, by their path relative to it with {@code /} between names.
 *
 * @param files path to content
 */
record SourceTree(SortedMap<String, String> files) {

    SourceTree {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Reads a directory; one that does not exist has no files. */
    static SourceTree read(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            try (Stream<Path> paths = Files.walk(directory)) {
                for (Path path : paths.filter(Files::isRegularFile).toList()) {
                    String separator = path.getFileSystem().getSeparator();
                    String name = directory.relativize(path).toString().replace(separator, "/");
                    files.put(name, Files.readString(path));
                }
            }
        }
        return new SourceTree(files);
    }

    /** The same files with every content replaced. */
    SourceTree map(UnaryOperator<String> change) {
        SortedMap<String, String> changed = new TreeMap<>();
        files.forEach((name, content) -> changed.put(name, change.apply(content)));
        return new SourceTree(changed);
    }

    /**
     * Compares with what is on disk.
     *
     * @return one line for each file that is missing, superfluous or different; empty when both are the same
     */
    List<String> differencesFrom(SourceTree onDisk) {
        List<String> differences = new ArrayList<>();
        files.forEach((name, content) -> {
            String other = onDisk.files.get(name);
            if (other == null) {
                differences.add("missing: " + name);
            } else if (!other.equals(content)) {
                differences.add("different: " + name);
            }
        });
        onDisk.files.keySet().stream().filter(name -> !files.containsKey(name))
                .forEach(name -> differences.add("superfluous: " + name));
        return differences;
    }

    /** Makes a directory hold exactly these files. Files that are right already are not touched. */
    void writeTo(Path directory) throws IOException {
        SourceTree onDisk = read(directory);
        for (String name : onDisk.files.keySet()) {
            if (!files.containsKey(name)) {
                Files.delete(directory.resolve(name));
            }
        }
        for (var file : files.entrySet()) {
            if (!file.getValue().equals(onDisk.files.get(file.getKey()))) {
                Path target = directory.resolve(file.getKey());
                Files.createDirectories(target.getParent());
                Files.writeString(target, file.getValue());
            }
        }
    }
}
