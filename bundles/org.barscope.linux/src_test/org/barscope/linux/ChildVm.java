// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.barscope.linux.memory.MappedAccess;

/**
 * A virtual machine of its own for code that might take it down, running a main class of the tests.
 *
 * @param lines what it printed, both streams
 */
public record ChildVm(List<String> lines) {
    private static final long SECONDS = 120;

    /**
     * Runs a main class to its end, and fails when it crashes or does not end.
     *
     * @param directory where crash reports and output go
     * @param main the class
     * @param options options of the virtual machine
     * @param arguments arguments of the class
     * @return what it printed
     */
    public static ChildVm run(Path directory, Class<?> main, List<String> options, Object... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED",
                "-XX:ErrorFile=" + directory.resolve("crash.log")));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(main), main.getName()));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Path log = directory.resolve("output.txt");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        boolean ended;
        try {
            ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly().waitFor();
        }
        ChildVm child = new ChildVm(Files.readAllLines(log));
        assertTrue(ended, () -> "it had to be stopped after " + SECONDS + " s: " + child);
        assertEquals(0, process.exitValue(), child::toString);
        return child;
    }

    /** {@return the lines of the form name=number} */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new HashMap<>();
        for (String line : lines) {
            if (line.matches("[a-zA-Z]+=\\d+")) {
                int equals = line.indexOf('=');
                counts.put(line.substring(0, equals), Long.parseLong(line.substring(equals + 1)));
            }
        }
        return counts;
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }

    private static String classPath(Class<?> main) {
        return Stream.of(MappedAccess.class, main).map(ChildVm::origin).distinct()
                .reduce((one, other) -> one + File.pathSeparator + other).orElseThrow();
    }

    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
