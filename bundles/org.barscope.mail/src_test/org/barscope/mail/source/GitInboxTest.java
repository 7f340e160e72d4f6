// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitInboxTest {

    @TempDir
    Path root;
    private final RecordingSink sink = new RecordingSink();
    private Path work;

    @BeforeEach
    void create() throws IOException, InterruptedException {
        work = root.resolve("work");
        Files.createDirectories(work);
        try {
            git("init", "-q", "-b", "master", ".");
        } catch (IOException e) {
            assumeTrue(false, "git is not installed");
        }
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t",
                "-c", "commit.gpgsign=false"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).directory(work.toFile()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), out);
        return out.strip();
    }

    private void commit(String file, String subject) throws IOException, InterruptedException {
        Path path = work.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "Subject: " + subject + "\n\nbody of " + subject + "\n");
        git("add", "-A");
        git("commit", "-q", "-m", subject);
    }

    private void scan() throws IOException {
        sink.next();
        for (MailFolder folder : MailFolders.find(new MailSource("s", work))) {
            folder.scan(sink);
        }
    }

    @Test
    void readsAnEpochAndWhatCameSince() throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            commit("m", "m" + i);
        }
        scan();
        assertEquals(20, sink.added.size());
        assertEquals("m0", sink.added.getFirst());
        scan();
        assertEquals(List.of(), sink.added);
        commit("m", "m20");
        scan();
        assertEquals(List.of("m20"), sink.added);
        try (MailFolder folder = MailFolders.find(new MailSource("s", work)).getFirst()) {
            for (Location location : sink.held.values()) {
                assertTrue(RecordingSink.subject(folder.read(location)).startsWith("m"));
            }
            Location none = new Location("s", "", 0, -1, "0123456789012345678901234567890123456789");
            assertThrows(IOException.class, () -> folder.read(none));
            assertEquals("m20", RecordingSink.subject(folder.read(sink.held.values().stream().reduce((a,
                    b) -> b).orElseThrow())));
        }
    }

    @Test
    void takesDeletionsOfVersionTwo() throws IOException, InterruptedException {
        commit("m", "a");
        commit("m", "b");
        scan();
        Files.delete(work.resolve("m"));
        commit("d", "a");
        scan();
        assertEquals(1, sink.removed.size());
        assertEquals(1, sink.held.size());
    }

    @Test
    void readsVersionOne() throws IOException, InterruptedException {
        commit("ab/0123456789012345678901234567890123456789".substring(0, 41), "a");
        commit("cd/0123456789012345678901234567890123456789".substring(0, 41), "b");
        scan();
        assertEquals(List.of("a", "b"), sink.added);
        Files.delete(work.resolve("ab/0123456789012345678901234567890123456789".substring(0, 41)));
        commit("cd/0123456789012345678901234567890123456789".substring(0, 41), "b edited");
        scan();
        assertEquals(List.of("b edited"), sink.added);
        assertEquals(1, sink.held.size());
    }

    @Test
    void noticesRewrittenHistory() throws IOException, InterruptedException {
        commit("m", "a");
        commit("m", "b");
        commit("m", "c");
        scan();
        git("reset", "-q", "--hard", "HEAD~2");
        commit("m", "c");
        commit("m", "d");
        scan();
        assertEquals(List.of("d"), sink.added);
        assertEquals(1, sink.removed.size(), "only the purged message goes");
        assertEquals(3, sink.held.size());
        scan();
        assertEquals(List.of(), sink.added);
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException, InterruptedException {
        for (int i = 0; i < 6; i++) {
            commit("m", "m" + i);
        }
        sink.stopAfter = 4;
        MailFolders.find(new MailSource("s", work)).getFirst().scan(sink);
        assertEquals(4, sink.added.size());
        scan();
        assertEquals(List.of("m4", "m5"), sink.added);
    }

    @Test
    void anEmptyRepositoryHoldsNothing() throws IOException {
        scan();
        assertEquals(List.of(), sink.added);
    }
}
