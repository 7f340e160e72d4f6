// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.http;

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
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.ImportMonitor;
import org.barscope.mail.index.MailArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitMirrorTest {

    @TempDir
    Path root;

    private void git(Path directory, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@t"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            assumeTrue(false, "git is not installed");
            throw e;
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private void commit(int epoch, String id) throws IOException, InterruptedException {
        Path repository = root.resolve("server/git/" + epoch + ".git");
        if (!Files.exists(repository)) {
            Files.createDirectories(repository);
            git(repository, "init", "-q", "-b", "master", ".");
        }
        Files.writeString(repository.resolve("m"), "From: a@x\nSubject: s\nMessage-ID: <" + id + ">\n\nx\n");
        git(repository, "add", "m");
        git(repository, "commit", "-q", "-m", "m");
    }

    @Test
    void copiesFollowsAndIsImported() throws Exception {
        commit(0, "a@x");
        commit(0, "b@x");
        Path copy = root.resolve("copy");
        GitMirror mirror = new GitMirror(root.resolve("server").toUri(), copy);
        assertEquals(1, mirror.update());
        try (MailArchive archive = MailArchive.open(root.resolve("index"))) {
            assertEquals(2, archive.importFrom(copy, Optional.empty(), ImportMonitor.NONE).added());
            commit(0, "c@x");
            commit(1, "d@x");
            assertEquals(2, mirror.update());
            assertEquals(2, archive.update(ImportMonitor.NONE).added());
            try (ArchiveView view = archive.view()) {
                assertTrue(view.find("d@x").isPresent());
            }
        }
    }

    @Test
    void saysWhatGitSays() throws IOException, InterruptedException {
        commit(0, "a@x");
        GitMirror mirror = new GitMirror(root.resolve("nothing").toUri(), root.resolve("copy"));
        assertTrue(assertThrows(LoreException.class, mirror::update).getMessage().contains("git says"));
    }
}
