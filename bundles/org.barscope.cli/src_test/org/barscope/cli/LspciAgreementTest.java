// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.barscope.backend.linux.LinuxBackendFactory;
import org.barscope.core.backend.Backend;
import org.junit.jupiter.api.Test;

/** What is printed of this very machine is what lspci prints of it. Skipped where there is no lspci. */
class LspciAgreementTest {

    private static List<String> lspci(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("lspci"));
        command.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0, "lspci does not work here");
            return text.lines().toList();
        } catch (IOException missing) {
            assumeTrue(false, "lspci is not installed");
            return List.of();
        }
    }

    private static CommandRun run(String... arguments) throws Exception {
        Backend backend = new LinuxBackendFactory().create();
        return CommandRun.on(List.of(backend), arguments);
    }

    @Test
    void listIsLspciWithPlacement() throws Exception {
        List<String> theirs = lspci("-Dnn");
        assumeFalse(theirs.isEmpty(), "no PCI device on this machine");
        CommandRun list = run("list");
        assertEquals(ExitCode.OK, list.code());
        assertEquals(theirs.stream().map(String::strip).toList(), list.lines().stream()
                .map(line -> line.replaceFirst("^pci:", "").replaceFirst("( driver \\S+)?( group \\d+)?$",
                "")).toList());
    }

    @Test
    void showAgreesLineByLine() throws Exception {
        List<String> theirs = lspci("-Dvvv");
        assumeFalse(theirs.isEmpty(), "no PCI device on this machine");
        Map<String, List<String>> expected = new LinkedHashMap<>();
        String address = "";
        for (String line : theirs) {
            if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
                address = line.substring(0, line.indexOf(' '));
                expected.put(address, new ArrayList<>());
            } else if (compared(line)) {
                expected.get(address).add(line.strip());
            }
        }
        for (Map.Entry<String, List<String>> device : expected.entrySet()) {
            CommandRun show = run("show", device.getKey());
            assertEquals(ExitCode.OK, show.code());
            assertEquals(device.getValue(),
                    show.lines().stream().filter(LspciAgreementTest::compared).map(String::strip)
                    .map(LspciAgreementTest::asOlderVersionsSay).toList(), device.getKey());
        }
    }

    private static boolean compared(String line) {
        String text = line.strip();
        return text.startsWith("Control: ") || text.startsWith("Status: Cap") || text.startsWith("Region ")
                || text.startsWith("Capabilities: ") || text.startsWith("Kernel driver in use: ")
                || text.startsWith("Bus: ");
    }

    /** The virtio structure that gives access through configuration space has no name in lspci before 3.10. */
    private static String asOlderVersionsSay(String line) {
        return line.endsWith("VirtIO: PciCfg") ? line.replace("PciCfg", "<unknown>") : line;
    }
}
