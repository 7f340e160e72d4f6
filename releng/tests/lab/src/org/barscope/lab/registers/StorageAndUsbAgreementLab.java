// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** AHCI and xHCI registers against what their kernel drivers log and show in sysfs and debugfs. */
@Tag("drivers")
class StorageAndUsbAgreementLab {

    private static final Pattern AHCI_LINE = Pattern.compile(LabDevices.AHCI
            + ": AHCI vers (\\p{XDigit}{4})\\.(\\p{XDigit}{4}), (\\d+) command slots, ([\\d.]+) Gbps");
    private static final Pattern AHCI_PORTS = Pattern.compile(LabDevices.AHCI
            + ": (\\d+)/(\\d+) ports implemented \\(port mask 0x(\\p{XDigit}+)\\)");

    private static Matcher inKernelLog(Pattern pattern) {
        Matcher matcher = pattern.matcher(Guest.kernelLog());
        assertTrue(matcher.find(), "the kernel has not logged " + pattern);
        return matcher;
    }

    private static long hex(String text) {
        return Long.parseUnsignedLong(text.strip(), 16);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /** What a directory holds that begins so, by the number of its end. */
    private static Map<Integer, Path> numbered(Path directory, String prefix) {
        Map<Integer, Path> found = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(entry -> entry.getFileName().toString().matches(prefix + "\\d+")).forEach(entry ->
                    found.put(Integer.parseInt(entry.getFileName().toString().substring(prefix.length())), entry));
        } catch (IOException e) {
            throw new AssertionError("cannot list " + directory, e);
        }
        return found;
    }

    @Test
    void ahciAgreesWithItsDriver() {
        Guest.load("ahci");
        Guest.load("sd_mod");
        Guest.await("the disk has been found", Duration.ofSeconds(30),
                () -> Guest.kernelLog().contains("link up 1.5 Gbps"));
        Map<String, ReadRegister> ours = ReadRegister.of("pci:" + LabDevices.AHCI + "/bar5", "*");
        ReadRegister cap = ours.get("GHC.CAP");
        ReadRegister version = ours.get("GHC.VS");

        Matcher line = inKernelLog(AHCI_LINE);
        assertEquals(hex(line.group(1)), version.value() >>> 16);
        assertEquals(hex(line.group(2)), version.value() & 0xffff);
        assertEquals(Long.parseLong(line.group(3)), cap.field("NCS") + 1);
        assertEquals("1.5", line.group(4));
        assertEquals(1, cap.field("ISS"), "generation 1 is 1.5 Gb/s");
        Matcher ports = inKernelLog(AHCI_PORTS);
        assertEquals(Long.parseLong(ports.group(2)), cap.field("NP") + 1);
        assertEquals(hex(ports.group(3)), ReadRegister.valueOf(ours, "GHC.PI"));
        long shown = ours.keySet().stream().filter(path -> path.matches("PORT\\[\\d+\\]\\.CMD")).count();
        assertEquals(Long.parseLong(ports.group(1)), shown, "ports that are not implemented are not there");
        String flags = inKernelLog(Pattern.compile(LabDevices.AHCI + ": flags: (.*)")).group(1);
        assertEquals(flags.contains("64bit"), cap.field("S64A") == 1);
        assertEquals(flags.contains("ncq"), cap.field("SNCQ") == 1);

        int index = 0;
        for (Path port : numbered(LabDevices.directory(LabDevices.AHCI), "ata").values()) {
            Path host = numbered(port, "host").values().iterator().next();
            Path files = host.resolve("scsi_host").resolve(host.getFileName());
            assertEquals(hex(read(files.resolve("ahci_host_caps"))), cap.value());
            assertEquals(hex(read(files.resolve("ahci_host_cap2"))), ReadRegister.valueOf(ours, "GHC.CAP2"));
            assertEquals(hex(read(files.resolve("ahci_host_version"))), version.value());
            assertEquals(hex(read(files.resolve("ahci_port_cmd"))),
                    ReadRegister.valueOf(ours, "PORT[" + index + "].CMD"), "port " + index);
            index++;
        }
        assertEquals(6, index);
        ReadRegister link = ours.get("PORT[0].SSTS");
        assertEquals(0x113, link.value(), "as the driver logs for a link that is up");
        assertEquals(3, link.field("DET"));
        assertEquals(1, link.field("SPD"));
        assertEquals(0, ReadRegister.valueOf(ours, "PORT[1].SSTS"));
    }

    @Test
    void xhciAgreesWithItsDriver() {
        Guest.load("xhci-pci");
        Path debug = Path.of("/sys/kernel/debug/usb/xhci", LabDevices.XHCI);
        Guest.await("the driver has started the controller", Duration.ofSeconds(30),
                () -> Guest.kernelLog().contains("using xhci_hcd"));
        Map<String, Long> theirs = new HashMap<>();
        for (String file : List.of("reg-cap", "reg-op", "reg-runtime")) {
            for (String line : read(debug.resolve(file)).split("\n")) {
                String[] parts = line.split(" = 0x");
                theirs.put(parts[0].strip(), hex(parts[1]));
            }
        }
        Map<String, ReadRegister> ours = ReadRegister.of("pci:" + LabDevices.XHCI + "/bar0", "*");
        Map<String, String> paths = new TreeMap<>(Map.of("CAPLENGTH", "CAP.CAPLENGTH", "HCSPARAMS1", "CAP.HCSPARAMS1",
                "HCSPARAMS2", "CAP.HCSPARAMS2", "HCSPARAMS3", "CAP.HCSPARAMS3", "HCCPARAMS1", "CAP.HCCPARAMS1",
                "DOORBELLOFF", "CAP.DBOFF", "RUNTIMEOFF", "CAP.RTSOFF", "HCCPARAMS2", "CAP.HCCPARAMS2",
                "USBCMD", "OP.USBCMD", "PAGESIZE", "OP.PAGESIZE"));
        paths.putAll(Map.of("DNCTRL", "OP.DNCTRL", "CRCR", "OP.CRCR", "CONFIG", "OP.CONFIG", "IR0_IMOD", "INTR[0].IMOD",
                "IR0_ERSTSZ", "INTR[0].ERSTSZ"));
        paths.forEach((name, path) ->
                assertEquals(theirs.get(name), ReadRegister.valueOf(ours, path) & 0xffff_ffffL, path));
        assertEquals(theirs.get("DCBAAP_HIGH") << 32 | theirs.get("DCBAAP_LOW"),
                ReadRegister.valueOf(ours, "OP.DCBAAP"));
        assertEquals(theirs.get("IR0_ERSTBA_HIGH") << 32 | theirs.get("IR0_ERSTBA_LOW"),
                ReadRegister.valueOf(ours, "INTR[0].ERSTBA"));

        Matcher line = inKernelLog(Pattern.compile(LabDevices.XHCI
                + ": hcc params 0x(\\p{XDigit}+) hci version 0x(\\p{XDigit}+)"));
        assertEquals(hex(line.group(1)), ReadRegister.valueOf(ours, "CAP.HCCPARAMS1"));
        assertEquals(hex(line.group(2)), ours.get("CAP.CAPLENGTH").field("HCIVERSION"));
        long rootPorts = numbered(Path.of("/sys/bus/usb/devices"), "usb").values().stream()
                .filter(bus -> bus.toAbsolutePath().toString().contains("usb"))
                .mapToLong(bus -> Long.parseLong(read(bus.resolve("maxchild")))).sum();
        assertEquals(rootPorts, ours.get("CAP.HCSPARAMS1").field("MaxPorts"));
        assertEquals(rootPorts, ours.keySet().stream().filter(path -> path.endsWith(".PORTSC")).count());
        assertTrue(numbered(debug.resolve("ports"), "port").entrySet().stream()
                .allMatch(port -> ours.containsKey("PORT[" + (port.getKey() - 1) + "].PORTSC")));
        // The tablet sits on one port, and that one says so.
        assertEquals(1, ours.entrySet().stream().filter(register -> register.getKey().endsWith(".PORTSC"))
                .filter(register -> register.getValue().field("CCS") == 1).count());
    }
}
