// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The window of the built products on the display of the tests, started without the script: the error log of the
 * workspace has to stay empty.
 */
class WindowTest {

    private static final String PRODUCT = "releng/org.barscope.product/target/products/org.barscope.product";
    private static final String IDE =
            "releng/benchmarks/org.barscope.bare.products/target/products/org.barscope.bare.ide";
    private static final int PATIENCE_SECONDS = 240;

    @TempDir
    Path scratch;

    /** Starts a product, waits for it to be ready, ends it as the desktop does at log-out, and reads its error log. */
    private List<String> errorsOf(String product, String... arguments) throws IOException, InterruptedException {
        Path workspace = scratch.resolve("workspace");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "--enable-native-access=ALL-UNNAMED",
                "-jar", launcher(product).toString(), "-nosplash",
                "-configuration", scratch.resolve("configuration").toString(), "-data", workspace.toString()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words).redirectError(scratch.resolve("errors").toFile()).start();
        try {
            assertTrue(saysReady(process), () -> "not ready: " + words + " " + text(scratch.resolve("errors")));
        } finally {
            process.destroy();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
        Path log = workspace.resolve(".metadata/.log");
        return Files.exists(log) ? text(log).lines().filter(line -> line.startsWith("!")).toList() : List.of();
    }

    private static boolean saysReady(Process process) throws IOException {
        Thread guard = Thread.ofVirtual().start(() -> endIfLate(process));
        try (BufferedReader output = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return output.lines().anyMatch("ready"::equals);
        } finally {
            guard.interrupt();
        }
    }

    /** Ends the wait for a line that does not come, by ending who should write it. */
    private static void endIfLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path launcher(String product) throws IOException {
        String architecture = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        Path plugins = Barscope.checkout().resolve(product).resolve("linux/gtk").resolve(architecture)
                .resolve("plugins");
        try (Stream<Path> files = Files.list(plugins)) {
            return files.filter(file -> file.getFileName().toString().startsWith("org.eclipse.equinox.launcher_"))
                    .findAny().orElseThrow();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void opensTwiceOnOneWorkspaceWithoutAnError() throws IOException, InterruptedException {
        assertNotNull(System.getenv("DISPLAY"), "the tests' display");
        assertEquals(List.of(), errorsOf(PRODUCT, "-barscope.announce"), "first start");
        assertEquals(List.of(), errorsOf(PRODUCT, "-barscope.announce"), "second start");
    }

    @Test
    void installedIntoAnIdeItsPerspectiveOpensWithoutAnError() throws IOException, InterruptedException {
        assertNotNull(System.getenv("DISPLAY"), "the tests' display");
        assertEquals(List.of(), errorsOf(IDE, "-perspective", "org.barscope.ui.explore"));
    }
}
