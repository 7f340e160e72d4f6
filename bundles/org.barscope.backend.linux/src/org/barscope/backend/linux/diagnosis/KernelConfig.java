// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.barscope.backend.linux.discovery.SystemRoot;

/** How the running kernel was configured, from wherever a distribution keeps that. */
final class KernelConfig {

    /** An option's state. */
    enum State {
        /** Built in. */
        BUILT_IN,
        /** Built as a module. */
        MODULE,
        /** Not built. */
        OFF,
        /** The configuration cannot be read. */
        UNKNOWN;

        boolean on() {
            return this == BUILT_IN || this == MODULE;
        }

        /** As the file writes it. */
        String label() {
            return switch (this) {
                case BUILT_IN -> "y";
                case MODULE -> "m";
                case OFF -> "not set";
                case UNKNOWN -> "unknown";
            };
        }
    }

    private static final String PREFIX = "CONFIG_";

    private final Optional<Path> source;
    private final Map<String, String> values;

    private KernelConfig(Optional<Path> source, Map<String, String> values) {
        this.source = source;
        this.values = values;
    }

    /** Reads the first file that is there and can be read. Costs some milliseconds. */
    static KernelConfig read(SystemRoot root, String release) {
        // The file systems of the kernel are mounted in the root folder.
        Path top = Optional.ofNullable(root.proc().getParent()).orElse(root.proc());
        for (Path file : List.of(root.proc().resolve("config.gz"), top.resolve("boot/config-" + release),
                top.resolve("lib/modules/" + release + "/config"),
                top.resolve("usr/lib/modules/" + release + "/config"),
                top.resolve("lib/modules/" + release + "/build/.config"))) {
            if (Files.isReadable(file)) {
                try (InputStream bytes = Files.newInputStream(file);
                        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                        BufferedReader lines =
                                new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
                    return new KernelConfig(Optional.of(file), parse(lines));
                } catch (IOException unreadable) {
                    // Another place may have it.
                    continue;
                }
            }
        }
        return new KernelConfig(Optional.empty(), Map.of());
    }

    private static Map<String, String> parse(BufferedReader lines) throws IOException {
        Map<String, String> values = new HashMap<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            int equals = line.indexOf('=');
            if (line.startsWith(PREFIX) && equals > 0) {
                values.put(line.substring(PREFIX.length(), equals), line.substring(equals + 1));
            }
        }
        return values;
    }

    /** @param option without {@code CONFIG_} */
    State state(String option) {
        if (source.isEmpty()) {
            return State.UNKNOWN;
        }
        return switch (values.getOrDefault(option, "n")) {
            case "y" -> State.BUILT_IN;
            case "m" -> State.MODULE;
            default -> State.OFF;
        };
    }

    /** Where it was read, for people. */
    String origin() {
        return source.map(file -> "configuration " + file).orElse("the kernel's configuration cannot be read");
    }

    /** {@code CONFIG_X=y} or {@code CONFIG_X is not set}. */
    String text(String option) {
        State state = state(option);
        return PREFIX + option + (state.on() ? "=" + state.label() : state == State.OFF ? " is not set" : " unknown");
    }
}
