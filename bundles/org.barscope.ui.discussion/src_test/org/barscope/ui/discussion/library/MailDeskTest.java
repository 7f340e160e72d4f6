// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mail is read, searched and imported in jobs only. */
class MailDeskTest {

    @Test
    void theUiThreadDoesNotGetTheLibrary() {
        MailDesk desk = new MailDesk(() -> true);
        assertEquals("mail is read and searched in jobs, not in the UI thread",
                assertThrows(IllegalStateException.class, desk::library).getMessage());
        desk.close();
    }

    /** Whoever opened a library or an archive without the desk could do so in any thread. */
    @Test
    void nobodyElseOpensTheMail() throws IOException {
        Path sources = Path.of("src");
        assertTrue(Files.isDirectory(sources), "the test runs in the directory of the bundle");
        try (Stream<Path> files = Files.walk(sources)) {
            List<String> opening = files.filter(file -> file.toString().endsWith(".java")).filter(file -> {
                String text = read(file);
                return text.contains("MailLibrary.open(") || text.contains("MailArchive.open(");
            }).map(file -> file.getFileName().toString()).toList();
            assertEquals(List.of("MailDesk.java"), opening);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
