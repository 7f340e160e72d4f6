// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barscope.backend.linux.discovery.PciScanner;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciIds;
import org.junit.jupiter.api.Test;

/** What this backend sees of this very machine is what lspci sees of it. Skipped where there is no lspci. */
class LspciAgreementTest {

    private static final Pattern HEADLINE = Pattern.compile(
            "(\\S+) .*?\\[([0-9a-f]{4})\\]: .*?\\[([0-9a-f]{4}:[0-9a-f]{4})\\](?: \\(rev ([0-9a-f]{2})\\))?.*");

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

    private static List<PciDeviceRecord> devices() {
        return new PciScanner(SystemRoot.running(), PciIds.ofSystem()).devices(new ArrayList<>());
    }

    @Test
    void addressesClassesAndIdsAgree() throws Exception {
        List<String> theirs = new ArrayList<>();
        for (String line : lspci("-Dnn")) {
            Matcher match = HEADLINE.matcher(line);
            assertEquals(true, match.matches(), line);
            theirs.add(match.group(1) + " " + match.group(2) + " " + match.group(3) + " "
                    + (match.group(4) == null ? "00" : match.group(4)));
        }
        List<String> ours = devices().stream().map(d -> String.format(Locale.ROOT, "%s %04x %04x:%04x %02x",
                d.address(),
                d.ids().classCode() >>> 8, d.ids().vendor(), d.ids().device(), d.ids().revision())).toList();
        assertEquals(theirs, ours);
    }

    @Test
    void regionsAndDriversAgree() throws Exception {
        List<String> theirs = new ArrayList<>();
        String address = "";
        for (String line : lspci("-Dvv")) {
            if (!line.isEmpty() && !Character.isWhitespace(line.charAt(0))) {
                address = line.substring(0, line.indexOf(' '));
            }
            String text = line.strip();
            if (text.startsWith("Region ") || text.startsWith("Kernel driver in use: ")) {
                theirs.add(address + " " + text.replaceFirst(" \\[(disabled|virtual)\\]", ""));
            }
        }
        List<String> ours = new ArrayList<>();
        for (PciDeviceRecord device : devices()) {
            device.bars().stream().filter(b -> b.index() != BarRecord.ROM_INDEX)
                    .forEach(bar -> ours.add(device.address() + " " + region(bar)));
            device.driver().ifPresent(driver -> ours.add(device.address() + " Kernel driver in use: " + driver));
        }
        assertEquals(theirs, ours);
    }

    private static String region(BarRecord bar) {
        String size = bar.size() % (1 << 20) == 0 ? (bar.size() >> 20) + "M"
                : bar.size() % 1024 == 0 ? (bar.size() >> 10) + "K" : bar.size() + "";
        if (bar.kind() == BarKind.IO) {
            return String.format(Locale.ROOT, "Region %d: I/O ports at %04x [size=%s]", bar.index(), bar.busAddress(),
                    size);
        }
        return String.format(Locale.ROOT, "Region %d: Memory at %08x (%s-bit, %sprefetchable) [size=%s]", bar.index(),
                bar.busAddress(), bar.kind() == BarKind.MEM64 ? "64" : "32", bar.prefetchable() ? "" : "non-", size);
    }
}
