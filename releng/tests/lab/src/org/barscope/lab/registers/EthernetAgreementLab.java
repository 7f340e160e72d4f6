// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** e1000e registers against {@code ethtool -d}, on the kernel driver's device with its link up. */
@Tag("drivers")
class EthernetAgreementLab {

    private static final String BAR = "pci:" + LabDevices.E1000E + "/bar0";
    /** What they call a register, and where it is for us. Descriptor heads move with every packet and are left out. */
    private static final Map<String, String> PATHS = Map.of("CTRL", "GEN.CTRL", "STATUS", "GEN.STATUS",
            "RCTL", "GEN.RCTL", "TCTL", "TXC.TCTL", "RDLEN", "RX.Q[0].RDLEN", "TDLEN", "TX.Q[0].TDLEN",
            "RDTR", "RX.RDTR", "TIDV", "TX.TIDV");

    private static Map<String, ReadRegister> ours;
    private static final Map<String, Long> THEIR_VALUES = new HashMap<>();
    private static final Map<String, Long> THEIR_ADDRESSES = new HashMap<>();
    /** "REGISTER what": "text". */
    private static final Map<String, String> THEIR_WORDS = new HashMap<>();

    @BeforeAll
    static void readBoth() throws IOException {
        Guest.load("e1000e");
        Path interfaces = LabDevices.directory(LabDevices.E1000E).resolve("net");
        Guest.await("the network interface is there", Duration.ofSeconds(20), () -> Files.isDirectory(interfaces));
        String name;
        try (Stream<Path> entries = Files.list(interfaces)) {
            name = entries.findFirst().orElseThrow().getFileName().toString();
        }
        Guest.run("ip", "link", "set", name, "up").ok();
        Path carrier = interfaces.resolve(name).resolve("carrier");
        Guest.await("the link is up", Duration.ofSeconds(40), () -> isOne(carrier));
        ours = ReadRegister.of(BAR, "*");
        Pattern head = Pattern.compile("^0x([0-9A-F]+): (\\w+) +\\(.*\\) +0x([0-9A-F]+)$");
        String register = "";
        for (String line : Guest.run("ethtool", "-d", name).ok().lines().toList()) {
            Matcher matcher = head.matcher(line);
            if (matcher.matches()) {
                register = matcher.group(2);
                THEIR_ADDRESSES.put(register, Long.parseLong(matcher.group(1), 16));
                THEIR_VALUES.put(register, Long.parseLong(matcher.group(3), 16));
            } else if (line.startsWith("      ")) {
                String[] parts = line.strip().split(": +", 2);
                THEIR_WORDS.put(register + " " + parts[0], parts[1]);
            }
        }
        assertTrue(THEIR_VALUES.keySet().containsAll(PATHS.keySet()), THEIR_VALUES.toString());
    }

    private static boolean isOne(Path file) {
        try {
            return Files.readString(file).strip().equals("1");
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void words(String what, boolean ourBit, String whenSet, String whenClear) {
        assertEquals(THEIR_WORDS.get(what), ourBit ? whenSet : whenClear, what);
    }

    private static boolean bit(String path, String field) {
        return ours.get(path).field(field) != 0;
    }

    @Test
    void valuesAndAddresses() {
        PATHS.forEach((theirs, path) -> {
            assertEquals(THEIR_ADDRESSES.get(theirs), ours.get(path).address(), path);
            assertEquals(THEIR_VALUES.get(theirs), ReadRegister.valueOf(ours, path), path);
        });
        assertEquals(THEIR_ADDRESSES.get("RDT"), ours.get("RX.Q[0].RDT").address());
        assertEquals(THEIR_ADDRESSES.get("RDH"), ours.get("RX.Q[0].RDH").address());
        assertEquals(THEIR_ADDRESSES.get("TDT"), ours.get("TX.Q[0].TDT").address());
        assertEquals(THEIR_ADDRESSES.get("TDH"), ours.get("TX.Q[0].TDH").address());
    }

    @Test
    void controlAndStatusWords() {
        words("CTRL Set link up", bit("GEN.CTRL", "SLU"), "1", "0");
        words("CTRL Receive flow control", bit("GEN.CTRL", "RFCE"), "enabled", "disabled");
        words("CTRL Transmit flow control", bit("GEN.CTRL", "TFCE"), "enabled", "disabled");
        words("CTRL VLAN mode", bit("GEN.CTRL", "VME"), "enabled", "disabled");
        words("CTRL Auto speed detect", bit("GEN.CTRL", "ASDE"), "enabled", "disabled");
        words("CTRL Force speed", bit("GEN.CTRL", "FRCSPD"), "yes", "no");
        words("CTRL Force duplex", bit("GEN.CTRL", "FRCDPLX"), "yes", "no");
        words("STATUS Duplex", bit("GEN.STATUS", "FD"), "full", "half");
        words("STATUS Link up", bit("GEN.STATUS", "LU"), "link config", "no link config");
        assertEquals(THEIR_WORDS.get("STATUS Link speed"), speed(ours.get("GEN.STATUS").field("SPEED")));
        assertEquals(THEIR_WORDS.get("CTRL Speed select"), speed(ours.get("GEN.CTRL").field("SPEED")));
    }

    private static String speed(long code) {
        return switch ((int) code) {
            case 0 -> "10Mb/s";
            case 1 -> "100Mb/s";
            default -> "1000Mb/s";
        };
    }

    @Test
    void receiveAndTransmitWords() {
        words("RCTL Receiver", bit("GEN.RCTL", "EN"), "enabled", "disabled");
        words("RCTL Store bad packets", bit("GEN.RCTL", "SBP"), "enabled", "disabled");
        words("RCTL Unicast promiscuous", bit("GEN.RCTL", "UPE"), "enabled", "disabled");
        words("RCTL Multicast promiscuous", bit("GEN.RCTL", "MPE"), "enabled", "disabled");
        words("RCTL Long packet", bit("GEN.RCTL", "LPE"), "enabled", "disabled");
        words("RCTL Broadcast accept mode", bit("GEN.RCTL", "BAM"), "accept", "ignore");
        words("RCTL VLAN filter", bit("GEN.RCTL", "VFE"), "enabled", "disabled");
        words("TCTL Transmitter", bit("TXC.TCTL", "EN"), "enabled", "disabled");
        words("TCTL Pad short packets", bit("TXC.TCTL", "PSP"), "enabled", "disabled");
    }

    @Test
    void theAddressIsTheOneInTheFilter() {
        long low = ReadRegister.valueOf(ours, "FILTER.RA[0].RAL");
        long high = ReadRegister.valueOf(ours, "FILTER.RA[0].RAH");
        StringBuilder address = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            long octet = (i < 4 ? low >> 8 * i : high >> 8 * (i - 4)) & 0xff;
            address.append(i == 0 ? "" : ":").append(String.format("%02x", octet));
        }
        assertEquals("52:54:00:12:34:56", address.toString());
    }

    /** What a read changes is left alone, and all else is read. */
    @Test
    void guardedRegistersHaveNoValueAndTheRestHas() {
        assertTrue(ours.size() >= 120, "only " + ours.size());
        for (Map.Entry<String, ReadRegister> register : ours.entrySet()) {
            boolean clearedByReading = register.getKey().startsWith("STAT.") || register.getKey().equals("GEN.ICR");
            assertTrue(!clearedByReading || register.getValue().state().equals("GUARDED"), register.toString());
            assertTrue(!register.getValue().state().equals("FAILED"), register.toString());
        }
    }
}
