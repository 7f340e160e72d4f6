// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The start script of the checkout this test was started in, and other commands to compare it with. */
final class Barscope {

    /** More than a start takes on a slow machine: this only ends what hangs. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Map<String, String> environment = new HashMap<>();

    static Path checkout() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("barscope"))) {
                return at;
            }
        }
        throw new IllegalStateException("not inside a Barscope checkout: " + Path.of("").toAbsolutePath());
    }

    /** Changes the environment of later runs; null takes the variable away. */
    Barscope with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs {@code ./barscope} with arguments and waits for its end. */
    Result run(String... arguments) {
        return command(Stream.concat(Stream.of(checkout().resolve("barscope").toString()), Stream.of(arguments))
                .toList());
    }

    /** Runs any command and waits for its end; standard input is empty. */
    Result command(List<String> words) {
        try {
            Path out = Files.createTempFile("barscope", ".out");
            Path err = Files.createTempFile("barscope", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(words).redirectOutput(out.toFile())
                        .redirectError(err.toFile()).redirectInput(Path.of("/dev/null").toFile());
                environment.forEach((name, value) -> {
                    builder.environment().remove(name);
                    if (value != null) {
                        builder.environment().put(name, value);
                    }
                });
                Process process = builder.start();
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    return fail(words + " did not end within " + PATIENCE + ". It said: " + Files.readString(err));
                }
                return new Result(words, process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            return fail("cannot run " + words, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return fail("interrupted while running " + words, e);
        }
    }

    /**
     * What a run came to.
     *
     * @param words  what was run, for messages
     * @param code   the exit code
     * @param output standard output
     * @param errors standard error
     */
    record Result(List<String> words, int code, String output, String errors) {

        /** The output of a run that has to have gone well. */
        String succeeded() {
            if (code != 0) {
                fail(words + " ended with " + code + ": " + errors + output);
            }
            return output;
        }

        List<String> lines() {
            return new ArrayList<>(output.lines().toList());
        }

        List<String> errorLines() {
            return errors.lines().toList();
        }
    }
}
