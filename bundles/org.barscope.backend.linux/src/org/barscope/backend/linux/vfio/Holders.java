// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.barscope.backend.linux.discovery.SystemRoot;

/** Which processes have a device node open, by the links in {@code /proc/PID/fd}; they are read, never followed. */
public final class Holders {

    /**
     * A process.
     *
     * @param pid     its id
     * @param command its name; empty when it cannot be read
     * @param self    whether it is this one
     */
    public record Holder(long pid, String command, boolean self) {
        @Override
        public String toString() {
            return self ? "Barscope itself (process " + pid + ")"
                    : command.isEmpty() ? "process " + pid : "'" + command + "' (process " + pid + ")";
        }
    }

    private final SystemRoot root;

    public Holders(SystemRoot root) {
        this.root = root;
    }

    /**
     * Looks through all processes that this user may look into. Blocks for some milliseconds.
     *
     * @param nodes paths as the kernel shows them in those links, for example {@code /dev/vfio/12}
     */
    public List<Holder> of(Set<String> nodes) {
        List<Holder> holders = new ArrayList<>();
        for (Path process : children(root.proc())) {
            String name = process.getFileName().toString();
            if (name.chars().allMatch(c -> c >= '0' && c <= '9') && holds(process, nodes)) {
                long pid = Long.parseLong(name);
                holders.add(new Holder(pid, command(process), pid == ProcessHandle.current().pid()));
            }
        }
        holders.sort((a, b) -> Long.compare(a.pid(), b.pid()));
        return List.copyOf(holders);
    }

    private static boolean holds(Path process, Set<String> nodes) {
        for (Path link : children(process.resolve("fd"))) {
            try {
                if (nodes.contains(Files.readSymbolicLink(link).toString())) {
                    return true;
                }
            } catch (IOException closedMeanwhile) {
                continue;
            }
        }
        return false;
    }

    private static String command(Path process) {
        try {
            return Files.readString(process.resolve("comm")).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    /** None when it is gone or this user may not look. */
    private static List<Path> children(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException | UncheckedIOException hidden) {
            return List.of();
        }
    }
}
