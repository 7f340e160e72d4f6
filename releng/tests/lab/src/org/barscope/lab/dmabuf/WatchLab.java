// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.barscope.app.Machines;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.lab.guest.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list of DMABUFs is followed live on the command line, until Ctrl-C. */
class WatchLab {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static void await(Queue<String> lines, String what, String... words) {
        Guest.await(what + " in " + lines, PATIENCE, () -> lines.stream().anyMatch(line -> {
            for (String word : words) {
                if (!line.contains(word)) {
                    return false;
                }
            }
            return true;
        }));
    }

    @Test
    @Timeout(300)
    void whatIsMadeAndClosedIsPrintedAsItHappens() throws Exception {
        try (Machines machines = Machines.startAll()) {
            DmabufService service = machines.backends().stream().filter(backend -> backend.id().equals("linux"))
                    .findFirst().orElseThrow().dmabufs().orElseThrow();
            HeldDmabuf first = service.create("system", 4096, "before");
            Process watching = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                    System.getProperty("java.class.path"), "org.barscope.cli.Main", "dmabufs", "--watch").start();
            Queue<String> lines = new ConcurrentLinkedQueue<>();
            Thread reading = Thread.startVirtualThread(() -> read(watching.inputReader(), lines));
            try {
                await(lines, "what there was", "before");
                HeldDmabuf second = service.create("system", 8192, "during");
                await(lines, "the new one with its owner", "new: ", "during", "pid " + ProcessHandle.current().pid());
                second.close();
                await(lines, "its end", "gone: ", "during");
                first.close();
                await(lines, "the end of the first", "gone: ", "before");
                new ProcessBuilder("kill", "-INT", Long.toString(watching.pid())).start().waitFor();
                assertTrue(watching.waitFor(60, TimeUnit.SECONDS), "Ctrl-C ends it");
                reading.join();
            } finally {
                watching.destroyForcibly();
            }
        }
    }

    private static void read(BufferedReader from, Queue<String> lines) {
        try (from) {
            from.lines().forEach(lines::add);
        } catch (IOException ended) {
            lines.add("ended: " + ended.getMessage());
        }
    }
}
