// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Counts what this process has open, to be compared before and after. Only what this bundle makes is counted, so that
 * class files the virtual machine opens meanwhile do not disturb.
 *
 * @param descriptors what the open descriptors are, apart from ordinary files and what the virtual machine uses itself
 * @param mappings the lines of the memory map that show memfds
 */
public record Leaks(List<String> descriptors, List<String> mappings) {
    /** {@return what is open now} */
    public static Leaks now() throws IOException {
        List<String> descriptors = new ArrayList<>();
        try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
            for (Path number : numbers.toList()) {
                try {
                    descriptors.add(Files.readSymbolicLink(number).toString().replaceAll("[0-9]+", "N"));
                } catch (IOException closedMeanwhile) {
                    continue; // the descriptor of the listing itself
                }
            }
        }
        Predicate<String> ours = target -> !target.startsWith("/") || target.startsWith("/memfd:")
                || target.startsWith("/dev/") || target.startsWith("/dmabuf:");
        List<String> mappings = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("/memfd:") || line.contains("/dmabuf:")).toList();
        return new Leaks(descriptors.stream().filter(ours).sorted().toList(), mappings);
    }

    /** Fails when anything is open now that was not, or the other way round. */
    public void assertUnchanged() throws IOException {
        assertEquals(this, now());
    }
}
