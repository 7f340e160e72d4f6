// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.dmabuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.barscope.backend.linux.LinuxBackendFactory;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.pci.PciAddress;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.process.PidFd;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * {@code iommu map} in a process of its own says when what it has mapped was revoked, whoever did that, and maps it
 * again when told to.
 */
@Tag("lab")
class MapAgainLab {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long COMMAND = 4;
    private static final long MEMORY = 2;
    private static final long CONFIG_SPACE = 7L << 40;
    private static final String CUT_OFF = "the device reaches it no longer until it is mapped again";

    /** {@code barscope iommu map} as it runs. */
    private static final class Mapping implements AutoCloseable {
        private final Process process;
        private final Queue<String> out = new ConcurrentLinkedQueue<>();
        private final Queue<String> err = new ConcurrentLinkedQueue<>();

        Mapping(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                    System.getProperty("java.class.path"), "org.barscope.cli.Main", "iommu", "map"));
            command.addAll(List.of(arguments));
            process = new ProcessBuilder(command).start();
            Thread.startVirtualThread(() -> read(process.inputReader(), out));
            Thread.startVirtualThread(() -> read(process.errorReader(), err));
        }

        private static void read(BufferedReader from, Queue<String> lines) {
            try (from) {
                from.lines().forEach(lines::add);
            } catch (IOException ended) {
                lines.add("ended: " + ended.getMessage());
            }
        }

        void await(Queue<String> lines, String word, int times) {
            Guest.await(times + " times " + word, PATIENCE, () -> {
                assertTrue(process.isAlive() || said(lines, word) >= times, () -> "it has ended: " + out + err);
                return said(lines, word) >= times;
            });
        }

        private static long said(Queue<String> lines, String word) {
            return lines.stream().filter(line -> line.contains(word)).count();
        }

        void interrupt() throws Exception {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "Ctrl-C ends it");
            assertFalse(err.stream().anyMatch(line -> line.contains("cannot")), err::toString);
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static void memory(MemoryRegion config, boolean on) throws Exception {
        long command = config.read(COMMAND, AccessWidth.W16);
        config.write(COMMAND, AccessWidth.W16, on ? command | MEMORY : command & ~MEMORY);
    }

    /** A program under development, which is this one, exports its device's BAR and switches it off and on. */
    @Test
    @Timeout(400)
    void anotherProgramsBufferIsMappedAgain() throws Exception {
        try (LabDevices.Bound target = LabDevices.bindToVfio(LabDevices.TESTDEV);
                LabDevices.Bound exporter = LabDevices.bindToVfio(LabDevices.EDU);
                Backend backend = new LinuxBackendFactory().create();
                HeldDmabuf held = backend.dmabufs().orElseThrow().export(new BarExport(
                        PciAddress.parse(LabDevices.EDU), 0, List.of(), "theirs", true), true);
                MemoryRegion config = backend.open(RegionUri.parse("vfio:" + LabDevices.EDU + "/config"),
                        OpenOptions.readWrite());
                Mapping mapping = new Mapping(LabDevices.TESTDEV, "dmabuf:" + ProcessHandle.current().pid() + "/"
                        + held.fd(), "--iova", "0x1000000", "--accept-reset", "--again", "--json")) {
            mapping.await(mapping.out, "\"iova\" : \"0x1000000\"", 1);
            for (int round = 1; round <= 3; round++) {
                memory(config, false);
                mapping.await(mapping.err, "its exporter has revoked it: " + CUT_OFF, round);
                assertEquals(round - 1, Mapping.said(mapping.err, "mapped again at"));
                memory(config, true);
                mapping.await(mapping.err, "mapped again at 0x1000000", round);
            }
            mapping.interrupt();
            assertEquals(3, Mapping.said(mapping.err, CUT_OFF));
        }
    }

    /** What it has exported itself is switched off by somebody who shares the device; without --again that is all. */
    @Test
    @Timeout(400)
    void itsOwnExportIsSaidToNeedMappingAgain() throws Exception {
        try (LabDevices.Bound target = LabDevices.bindToVfio(LabDevices.TESTDEV);
                LabDevices.Bound exporter = LabDevices.bindToVfio(LabDevices.EDU);
                Mapping mapping = new Mapping(LabDevices.TESTDEV, "vfio:" + LabDevices.EDU + "/bar0")) {
            Path node = Path.of("/dev/vfio/devices", LabDevices.characterDevice(LabDevices.EDU).orElseThrow());
            mapping.await(mapping.out, "address space", 1);
            try (PidFd process = PidFd.open(mapping.process.pid());
                    FileDescriptor device = process.copyDescriptor(number(mapping.process, node), "edu")) {
                command(device, 0);
                mapping.await(mapping.err, "memory decoding is off: " + CUT_OFF + " (--again)", 1);
                command(device, (int) MEMORY);
            }
            mapping.interrupt();
            assertEquals(0, Mapping.said(mapping.err, "mapped again at"));
        }
        assertEquals(Optional.empty(), LabDevices.driver(LabDevices.EDU));
    }

    private static void command(FileDescriptor device, int value) throws Exception {
        device.pwrite(CONFIG_SPACE + COMMAND, new byte[] {(byte) value, 0}, 0, 2);
    }

    private static int number(Process process, Path node) throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.readSymbolicLink(descriptor).equals(node)) {
                    return Integer.parseInt(descriptor.getFileName().toString());
                }
            }
        }
        throw new AssertionError(process.pid() + " does not have " + node);
    }
}
