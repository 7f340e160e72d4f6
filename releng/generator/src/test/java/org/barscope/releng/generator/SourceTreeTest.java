// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.generator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceTreeTest {

    private static SourceTree tree(Map<String, String> files) {
        return new SourceTree(new TreeMap<>(files));
    }

    @Test
    void differencesNameEveryFileThatIsNotTheSame() {
        SourceTree wanted = tree(Map.of("a/Same.java", "1", "a/Changed.java", "2", "New.java", "3"));
        SourceTree onDisk = tree(Map.of("a/Same.java", "1", "a/Changed.java", "2 ", "a/Old.java", "4"));
        assertEquals(List.of("missing: New.java", "different: a/Changed.java", "superfluous: a/Old.java"),
                wanted.differencesFrom(onDisk));
    }

    @Test
    void aDirectoryThatIsNotThereHasNoFiles(@TempDir Path directory) throws Exception {
        assertEquals(Map.of(), SourceTree.read(directory.resolve("none")).files());
    }

    @Test
    void writingLeavesExactlyTheFilesAndTouchesOnlyWhatChanged(@TempDir Path directory) throws Exception {
        FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
        tree(Map.of("a/Same.java", "1", "a/Changed.java", "2", "a/Old.java", "4")).writeTo(directory);
        Path same = directory.resolve("a/Same.java");
        Files.setLastModifiedTime(same, longAgo);

        SourceTree wanted = tree(Map.of("a/Same.java", "1", "a/Changed.java", "zwei — 二", "b/New.java", "3"));
        wanted.writeTo(directory);

        assertEquals(wanted, SourceTree.read(directory));
        assertEquals(longAgo, Files.getLastModifiedTime(same));
    }
}
