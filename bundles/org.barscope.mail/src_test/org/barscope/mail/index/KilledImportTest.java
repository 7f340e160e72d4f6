// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills imports with SIGKILL; releng/benchmarks/mail/kill does the same 200 times on real mail. */
class KilledImportTest {

    private static final int MESSAGES = 3_000;
    private static final int BETWEEN_COMMITS = 150;
    private static final int KILLS = 12;

    @TempDir
    Path root;

    /** Starts an import and kills it when it has read so many lines of what it says; whether it was at work then. */
    private boolean killed(Path index, Path source, int lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), ImportProcess.class.getName(), index.toString(),
                source.toString(), Integer.toString(BETWEEN_COMMITS))
                .redirectError(root.resolve("errors").toFile()).start();
        boolean done = false;
        boolean began = false;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8))) {
            String line = out.readLine();
            began = line != null;
            for (int read = 1; line != null && read < lines; read++) {
                done |= line.startsWith("done");
                line = out.readLine();
            }
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "a killed process goes");
        return began && !done;
    }

    @Test
    void everyKillLeavesAnIndexThatGoesOn() throws Exception {
        List<String> mails = IntStream.range(0, MESSAGES).mapToObj(i -> SampleMail.mail("m" + i + "@x", i, "a@x",
                "number " + i, "", "text " + "word ".repeat(i % 50) + "\n")).toList();
        Path source = SampleMail.write(root.resolve("a.mbox"), mails);
        Random random = new Random(7);
        long before = 0;
        int kills = 0;
        for (int i = 0; i < KILLS; i++) {
            Path index = root.resolve("index" + i / 4);
            if (!Files.exists(index)) {
                before = 0;
            }
            // Also around the commits, of which there are a third as many lines as of messages read.
            kills += killed(index, source, 1 + random.nextInt(60)) ? 1 : 0;
            try (MailArchive archive = MailArchive.open(index)) {
                assertEquals(List.of(), archive.check());
                if (archive.exists()) {
                    try (ArchiveView view = archive.view()) {
                        assertTrue(view.size() >= before, "what was durable stays");
                        before = view.size();
                        assertEquals(view.size(), view.count("number"));
                    }
                }
                if (i % 4 == 3) {
                    archive.importFrom(source, Optional.of("mail"), ImportMonitor.NONE);
                    try (ArchiveView view = archive.view()) {
                        assertEquals(MESSAGES, view.size());
                        assertEquals(MESSAGES, view.count("number"));
                    }
                    assertEquals(List.of(), archive.check());
                    assertEquals(0, archive.update(ImportMonitor.NONE).added());
                }
            }
        }
        assertTrue(kills > KILLS / 2, "only " + kills + " imports were at work when they were killed");
    }
}
