// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PciIdsTest {

    private static final String TEXT = """
            # Comment
            1234  Example Corp. (ex-Sample)
            # Comment between
            \t11e8  Educational device
            \t\t1af4 1100  Board of the same
            \t\t1234 0001  First board
            \t11e9  Küche & Bad
            1af4  Red Hat, Inc.
            \t1041  Virtio 1.0 network device
            abcd
            zzzz  Not a vendor
            1234  Repeated, not used

            # Classes
            C 02  Network controller
            \t00  Ethernet controller
            \t80  Network controller
            C 0c  Serial bus controller
            \t03  USB controller
            \t\t30  XHCI
            \t\t40  USB4 Host Interface
            """;

    @TempDir
    private Path directory;

    private final PciIds ids = PciIds.parse(TEXT);

    @Test
    void findsNames() {
        assertEquals(Optional.of("Example Corp. (ex-Sample)"), ids.vendor(0x1234));
        assertEquals(Optional.of("Educational device"), ids.device(0x1234, 0x11e8));
        assertEquals(Optional.of("Küche & Bad"), ids.device(0x1234, 0x11e9));
        assertEquals(Optional.of("First board"), ids.subsystem(0x1234, 0x11e8, 0x1234, 1));
        assertEquals(Optional.of("Network controller"), ids.baseClass(2));
        assertEquals(Optional.of("Ethernet controller"), ids.subclass(2, 0));
        assertEquals(Optional.of("XHCI"), ids.programmingInterface(0x0c, 3, 0x30));
    }

    @Test
    void findsNothingBeyondTheParent() {
        assertEquals(Optional.empty(), ids.vendor(0x4321));
        assertEquals(Optional.empty(), ids.device(0x1234, 0x1041));
        assertEquals(Optional.empty(), ids.device(0x4321, 0x1041));
        assertEquals(Optional.empty(), ids.subsystem(0x1234, 0x11e9, 0x1234, 1));
        assertEquals(Optional.empty(), ids.subclass(2, 3));
        assertEquals(Optional.empty(), ids.programmingInterface(2, 0, 0x30));
        assertEquals(Optional.empty(), ids.vendor(0xabcd));
    }

    @Test
    void describesAsLspciDoes() {
        assertEquals("Example Corp. (ex-Sample) Educational device", ids.describeDevice(0x1234, 0x11e8));
        assertEquals("Red Hat, Inc. Device 0001", ids.describeDevice(0x1af4, 1));
        assertEquals("Device 8086:10fb", ids.describeDevice(0x8086, 0x10fb));
        assertEquals("Red Hat, Inc. Board of the same", ids.describeSubsystem(0x1234, 0x11e8, 0x1af4, 0x1100));
        assertEquals("Red Hat, Inc. Virtio 1.0 network device",
                ids.describeSubsystem(0x1af4, 0x1041, 0x1af4, 0x1041));
        assertEquals("Device 8086:0001", ids.describeSubsystem(0x1af4, 0x1041, 0x8086, 1));
        assertEquals("Ethernet controller", ids.describeClass(0x020000));
        assertEquals("Network controller [0203]", ids.describeClass(0x020300));
        assertEquals("Class ff00", ids.describeClass(0xff0000));
    }

    @Test
    void readsPlainAndCompressedFiles() throws IOException {
        Path plain = Files.writeString(directory.resolve("pci.ids"), TEXT);
        Path compressed = directory.resolve("pci.ids.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
            out.write(TEXT.getBytes(StandardCharsets.UTF_8));
        }
        for (Path file : List.of(plain, compressed)) {
            assertEquals(Optional.of("Küche & Bad"), PciIds.open(file).device(0x1234, 0x11e9), file::toString);
        }
        assertThrows(NoSuchFileException.class, () -> PciIds.open(directory.resolve("missing.ids")));
        assertThrows(IOException.class,
                () -> PciIds.open(Files.writeString(directory.resolve("broken.gz"), "no gzip")));
    }

    @Test
    void fallsBackToIdsWithoutAFile() {
        assertEquals(Optional.empty(), PciIds.empty().vendor(0x8086));
        assertEquals("Device 8086:10fb", PciIds.empty().describeDevice(0x8086, 0x10fb));
        assertEquals("Class 0200", PciIds.empty().describeClass(0x020000));
    }

    @Test
    void survivesRandomText() {
        Random random = new Random(7);
        String letters = "0123456789abcdef\t\t\t\n\n\n C#x\r";
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(200); i >= 0; i--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            PciIds odd = PciIds.parse(text.toString());
            for (int i = 0; i < 20; i++) {
                odd.describeSubsystem(random.nextInt(0x10000), random.nextInt(0x10000), 0x1234, 0x5678);
                odd.programmingInterface(random.nextInt(0x100), random.nextInt(0x100), random.nextInt(0x100));
            }
        }
    }

    @Test
    void readsLinesThatEndAsOnOtherSystemsAndFilesWithoutALastLineEnd() {
        PciIds odd = PciIds.parse("1234  Example\r\n\t0001  First\r\n\r\n\t0002  Last");
        assertEquals(Optional.of("Example"), odd.vendor(0x1234));
        assertEquals(Optional.of("First"), odd.device(0x1234, 1));
        assertEquals(Optional.of("Last"), odd.device(0x1234, 2));
    }

    /** Names of known, unknown and half-known devices, subsystems and classes, from the same file as lspci's. */
    @Test
    void agreesWithLspciOnNames() throws IOException, InterruptedException {
        Optional<Lspci> lspci = Lspci.find();
        Path file = Path.of("/usr/share/misc/pci.ids");
        assumeTrue(lspci.isPresent(), "lspci is not installed (package pciutils), nothing to compare with");
        assumeTrue(Files.isReadable(file), file + " is not there (package pci.ids), nothing to compare with");
        PciIds system = PciIds.open(file);
        List<ConfigDump.Function> functions = new ArrayList<>();
        Random random = new Random(5);
        List<String> lines = Files.readAllLines(file);
        int[] last = new int[2];
        for (String line : lines.subList(0, lines.size() - 2000)) {
            if (line.matches("[0-9a-f]{4}  .*")) {
                last[0] = Integer.parseInt(line.substring(0, 4), 16);
            } else if (line.matches("\t[0-9a-f]{4}  .*")) {
                last[1] = Integer.parseInt(line.substring(1, 5), 16);
            }
            if (random.nextInt(100) == 0) {
                boolean board = line.matches("\t\t[0-9a-f]{4} [0-9a-f]{4}  .*");
                int subsystemVendor = board ? Integer.parseInt(line.substring(2, 6), 16) : last[0];
                int subsystem = board ? Integer.parseInt(line.substring(7, 11), 16)
                        : random.nextBoolean() ? last[1] : random.nextInt(0x10000);
                byte[] bytes = ConfigSpaceBuilder.endpoint(last[0], last[1] + random.nextInt(5) / 4 & 0xffff,
                        random.nextInt(0x14) << 16 | random.nextInt(0x0a) << 8 | random.nextInt(4) * 0x10)
                        .u16(0x2c, subsystemVendor).u16(0x2e, subsystem).build();
                int at = functions.size();
                functions.add(new ConfigDump.Function(new PciAddress(0, at >> 5, at & 0x1f, 0), bytes));
            }
        }
        Map<PciAddress, Lspci.Function> theirs =
                lspci.get().describe(functions, directory, "-i", file.toString());
        assertTrue(functions.size() > 100, () -> "only " + functions.size() + " lines of " + file + " were chosen");
        for (ConfigDump.Function function : functions) {
            ConfigSpace config = ConfigSpace.decode(function.bytes());
            Lspci.Function their = theirs.get(function.address());
            assertEquals(their.title(), ConfigText.title(config, system));
            String subsystem = their.header().stream().filter(line -> line.startsWith("\tSubsystem: ")).findFirst()
                    .orElse("");
            assertEquals(subsystem, config.subsystem().map(both -> "\tSubsystem: " + system.describeSubsystem(
                    config.vendorId(), config.deviceId(), both >>> 16, both & 0xffff)).orElse(""));
        }
    }
}
