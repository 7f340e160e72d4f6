// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    private Path folder;

    private List<String> names() throws Exception {
        try (var all = Files.list(folder)) {
            return all.map(p -> p.getFileName().toString()).sorted().toList();
        }
    }

    private static BackendException refused(Path path, boolean replace) {
        return assertThrows(BackendException.class, () -> new WholeFile(path).write("save", new byte[] {1}, replace));
    }

    @Test
    void aNewFileHasItsContentAndOrdinaryRights() throws Exception {
        Path path = folder.resolve("new");
        new WholeFile(path).write("save", new byte[] {1, 2, 3}, false);
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(path));
        Path ordinary = Files.createFile(folder.resolve("ordinary"));
        assertEquals(Files.getPosixFilePermissions(ordinary), Files.getPosixFilePermissions(path));
        assertEquals(List.of("new", "ordinary"), names());
    }

    @Test
    void aRelativeNameIsOfTheCurrentFolder() {
        BackendException problem = refused(Path.of("no such folder", "file"), false);
        assertEquals("cannot save: its folder is not there; make the folder first", problem.getMessage());
    }

    @Test
    void anExistingFileIsReplacedOrKept() throws Exception {
        Path path = Files.writeString(folder.resolve("there"), "old");
        assertEquals("the file is there already", refused(path, false).why());
        assertEquals("old", Files.readString(path));
        new WholeFile(path).write("save", "new".getBytes(), true);
        assertEquals("new", Files.readString(path));
        assertEquals(List.of("there"), names());
    }

    @Test
    void onlyFilesAreWritten() throws Exception {
        assertEquals("it is a folder", refused(folder, true).why());
        assertEquals("it is a folder", refused(Path.of("/"), true).why());
        assertEquals("it is not a regular file", refused(Path.of("/dev/null"), true).why());
        Path link = Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("nowhere"));
        assertEquals("the file is there already", refused(link, false).why());
        assertEquals(List.of("dangling"), names());
    }

    @Test
    void aNameThatIsTooLongIsOneLine() throws Exception {
        BackendException problem = refused(folder.resolve("x".repeat(300)), false);
        assertEquals(Reason.FAILED, problem.reason());
        assertEquals("cannot save: File name too long", problem.getMessage());
        assertEquals(List.of(), names());
    }

    @Test
    void ofManyWritersOneSucceeds() throws Exception {
        int writers = 4;
        CyclicBarrier start = new CyclicBarrier(writers);
        try (var threads = Executors.newFixedThreadPool(writers)) {
            for (int round = 0; round < 20; round++) {
                Path path = folder.resolve("round" + round);
                List<Future<Boolean>> results = new ArrayList<>();
                for (int i = 0; i < writers; i++) {
                    byte[] content = {(byte) i};
                    Callable<Boolean> writer = () -> {
                        start.await();
                        try {
                            new WholeFile(path).write("save", content, false);
                            return true;
                        } catch (BackendException there) {
                            assertEquals("the file is there already", there.why());
                            return false;
                        }
                    };
                    results.add(threads.submit(writer));
                }
                int succeeded = 0;
                for (Future<Boolean> result : results) {
                    succeeded += result.get() ? 1 : 0;
                }
                assertEquals(1, succeeded);
                assertEquals(1, Files.size(path));
            }
        }
        assertEquals(20, names().size());
    }
}
