// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.barscope.cli.LabCommand;
import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Configuration space against {@code lspci -vvvxxxx}: the report of {@code show} and the registers of {@code regs}. */
@Tag("drivers")
class ConfigSpaceAgreementLab {

    /** Lines of lspci about each device, by address. */
    private static final Map<String, List<String>> LINES = new LinkedHashMap<>();
    private static final Map<String, byte[]> BYTES = new LinkedHashMap<>();

    @BeforeAll
    static void askLspci() {
        // Drivers set much of what there is to compare.
        for (String module : List.of("nvme", "e1000e", "ahci", "xhci-pci")) {
            Guest.load(module);
        }
        String address = "";
        StringBuilder dump = new StringBuilder();
        for (String line : Guest.run("lspci", "-Dvvvxxxx").ok().lines().toList()) {
            if (line.matches("[0-9a-f]{4}:[0-9a-f]{2}:.*")) {
                address = line.substring(0, line.indexOf(' '));
                LINES.put(address, new ArrayList<>());
                dump.setLength(0);
            } else if (line.matches("[0-9a-f]+: .*")) {
                dump.append(line.substring(line.indexOf(':') + 1).replace(" ", ""));
                BYTES.put(address, HexFormat.of().parseHex(dump));
            } else if (!line.isBlank()) {
                LINES.get(address).add(line.strip());
            }
        }
        assertTrue(LINES.size() >= 15, LINES.keySet().toString());
        assertEquals(LINES.keySet(), BYTES.keySet());
    }

    private static boolean compared(String line) {
        // The one line that names a vendor is left out: it is of pci.ids, not of configuration space.
        boolean named = line.contains("] Subsystem: ");
        return !named && (line.startsWith("Control: ") || line.startsWith("Status: Cap") || line.startsWith("Region ")
                || line.startsWith("Capabilities: ") || line.startsWith("Kernel driver in use: ")
                || line.startsWith("Bus: "));
    }

    @Test
    void showSaysWhatLspciSays() {
        for (String address : List.of(LabDevices.E1000E, LabDevices.NVME, LabDevices.ROOT_PORT, LabDevices.XHCI,
                LabDevices.VIRTIO_NET, LabDevices.AHCI)) {
            List<String> ours = LabCommand.run("show", address).ok().lines().map(String::strip)
                    .filter(ConfigSpaceAgreementLab::compared)
                    // lspci before 3.10 has no name for this structure.
                    .map(line -> line.endsWith("VirtIO: PciCfg") ? line.replace("PciCfg", "<unknown>") : line).toList();
            assertEquals(LINES.get(address).stream().filter(ConfigSpaceAgreementLab::compared).toList(), ours, address);
        }
    }

    @Test
    void everyRegisterIsWhatLspciReads() {
        int compared = 0;
        for (String address : List.of(LabDevices.E1000E, LabDevices.NVME, LabDevices.ROOT_PORT, LabDevices.XHCI)) {
            byte[] bytes = BYTES.get(address);
            Map<String, ReadRegister> ours = ReadRegister.of("pci:" + address + "/config", "*");
            for (Map.Entry<String, ReadRegister> entry : ours.entrySet()) {
                ReadRegister register = entry.getValue();
                assertEquals("VALUE", register.state(), address + " " + entry.getKey());
                long theirs = 0;
                for (int i = register.bits() / 8 - 1; i >= 0; i--) {
                    theirs = theirs << 8 | bytes[(int) register.address() + i] & 0xff;
                }
                assertEquals(theirs, register.value(), address + " " + entry.getKey());
                compared++;
            }
        }
        assertTrue(compared > 100, "only " + compared);
    }

    private static void flag(String address, String lineStart, String word, long bit) {
        String line = LINES.get(address).stream().filter(text -> text.startsWith(lineStart)).findFirst()
                .orElseThrow(() -> new AssertionError(address + " has no line " + lineStart));
        assertTrue((line + " ").contains(word + (bit == 1 ? "+" : "-") + " "),
                () -> address + ": " + word + " is " + bit + " for us, and '" + line + "'");
    }

    @Test
    void fieldsMeanTheSame() {
        for (String address : List.of(LabDevices.E1000E, LabDevices.NVME, LabDevices.ROOT_PORT, LabDevices.EDU)) {
            Map<String, ReadRegister> ours = ReadRegister.of("pci:" + address + "/config", "*");
            ReadRegister command = ours.get("HEADER.COMMAND");
            flag(address, "Control: ", "I/O", command.field("IO"));
            flag(address, "Control: ", "Mem", command.field("MEMORY"));
            flag(address, "Control: ", "BusMaster", command.field("BUS_MASTER"));
            flag(address, "Control: ", "SERR", command.field("SERR"));
            flag(address, "Control: ", "ParErr", command.field("PARITY"));
            flag(address, "Control: ", "DisINTx", command.field("INTX_DISABLE"));
            flag(address, "Status: Cap", "Cap", ours.get("HEADER.STATUS").field("CAP_LIST"));
            flag(address, "Status: Cap", "INTx", ours.get("HEADER.STATUS").field("INTX"));
        }
        Map<String, ReadRegister> port = ReadRegister.of("pci:" + LabDevices.ROOT_PORT + "/config", "*");
        String bus = "Bus: primary=%02x, secondary=%02x, subordinate=%02x, sec-latency=%d".formatted(
                port.get("TYPE1.PRIMARY_BUS").value(), port.get("TYPE1.SECONDARY_BUS").value(),
                port.get("TYPE1.SUBORDINATE_BUS").value(), port.get("TYPE1.SECONDARY_LATENCY").value());
        assertTrue(LINES.get(LabDevices.ROOT_PORT).contains(bus), bus);
    }
}
