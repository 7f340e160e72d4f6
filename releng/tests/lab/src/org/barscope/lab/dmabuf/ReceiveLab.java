// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.barscope.cli.LabCommand;
import org.barscope.lab.guest.Guest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code receive} prints what a program sends, and {@code dmabufs create --send} is such a program. */
class ReceiveLab {

    @Test
    @Timeout(300)
    void whatAnotherProcessSendsIsPrinted(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("in.sock");
        CompletableFuture<LabCommand> receiving = CompletableFuture.supplyAsync(() -> LabCommand.run("receive",
                socket.toString(), "--count", "1", "--json"), Thread::startVirtualThread);
        Guest.await("the socket", Duration.ofSeconds(60), () -> Files.exists(socket) || receiving.isDone());
        Process sender = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), "org.barscope.cli.Main", "dmabufs", "create", "udmabuf",
                "0x3000", "--name", "frame", "--send", socket.toString()).redirectErrorStream(true).start();
        try {
            String said = receiving.get(200, TimeUnit.SECONDS).ok();
            for (String word : new String[] {"\"pid\" : " + sender.pid(), "\"exporter\" : \"udmabuf\"",
                "\"name\" : \"frame\"", "\"origin\" : \"RECEIVED\"", "\"mappable\" : true"}) {
                assertTrue(said.contains(word), () -> "'" + word + "' is not in " + said);
            }
            assertTrue(Files.notExists(socket), "the socket goes with the command");
            new ProcessBuilder("kill", "-INT", Long.toString(sender.pid())).start().waitFor();
            assertTrue(sender.waitFor(60, TimeUnit.SECONDS), "Ctrl-C ends it");
            assertEquals(3, LabCommand.run("receive", folder.resolve("none").resolve("s").toString()).code());
        } finally {
            sender.destroyForcibly();
        }
    }
}
