// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C while mail is imported, from outside: a process and its signal. */
class MailInterruptTest {

    private static final int MESSAGES = 30_000;

    @TempDir
    Path root;

    private Process start(Path box) throws IOException {
        // A shell that runs the tests in the background has its children ignore the signal.
        return new ProcessBuilder("env", "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx384m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "mail", "--archive",
                root.resolve("home").toString(), "import", box.toString())
                .redirectOutput(root.resolve("out").toFile()).redirectError(root.resolve("err").toFile()).start();
    }

    private static void write(Path box) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(box)) {
            for (int i = 0; i < MESSAGES; i++) {
                out.write("From a@x Thu Jan  1 00:00:00 2026\nFrom: a@x\nSubject: number " + i + "\nMessage-ID: <m" + i
                        + "@x>\n\n" + ("some text with word" + i + " in it\n").repeat(20) + "\n");
            }
        }
    }

    @Test
    void isReportedAndTheNextImportGoesOn() throws Exception {
        Path box = root.resolve("many.mbox");
        write(box);
        Process process = start(box);
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            Path begun = root.resolve("home/index/write.lock");
            while (!Files.exists(begun)) {
                assertTrue(process.isAlive() && System.nanoTime() < deadline, () -> "no import: " + read("err"));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            Process signal = new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start();
            assertEquals(0, signal.waitFor());
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it ends");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(130, process.exitValue(), () -> read("out") + read("err"));
        assertTrue(read("out").startsWith("Cancelled; the next import goes on from here. "), () -> read("out"));
        assertEquals("", read("err"));
        CommandRun rest = CommandRun.onDemo("mail", "--archive", root.resolve("home").toString(), "import",
                box.toString()).ok();
        assertTrue(rest.out().contains(" new messages in "), rest::out);
        List<String> all = CommandRun.onDemo("mail", "--archive", root.resolve("home").toString(), "search", "--limit",
                "0").ok().lines();
        assertEquals(List.of("30,000 messages"), all);
    }

    private String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
