// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.barscope.lab.guest.Guest;
import org.barscope.lab.guest.LabDevices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** NVMe controller registers against {@code nvme show-regs -H} of nvme-cli, on the kernel driver's device. */
@Tag("drivers")
class NvmeAgreementLab {

    private static Map<String, ReadRegister> ours;
    /** Each line that says something, as "register: text". */
    private static List<String> theirs;
    private static Map<String, Long> theirValues;

    @BeforeAll
    static void readBoth() {
        Guest.load("nvme");
        Guest.await("the controller is live", Duration.ofSeconds(30), () -> Files.exists(Path.of("/dev/nvme0n1")));
        ours = ReadRegister.of("pci:" + LabDevices.NVME + "/bar0", "CTRL.*");
        theirs = new ArrayList<>();
        theirValues = new TreeMap<>();
        String register = "";
        Pattern head = Pattern.compile("^(\\w+)\\s*: ([0-9a-f]+)$");
        for (String line : Guest.run("nvme", "show-regs", "-H", "/dev/nvme0").ok().lines().toList()) {
            Matcher matcher = head.matcher(line);
            if (matcher.matches()) {
                register = matcher.group(1);
                theirValues.put(register, Long.parseUnsignedLong(matcher.group(2), 16));
            } else if (!line.isBlank()) {
                theirs.add(register + ": " + line.strip().replaceAll("\\s+", " "));
            }
        }
        assertTrue(theirValues.size() >= 20, theirValues.toString());
    }

    private static void theySay(String line) {
        assertTrue(theirs.contains(line), () -> "nvme does not say '" + line + "' but " + String.join("\n", theirs));
    }

    private static long field(String register, String field) {
        return ours.get("CTRL." + register).field(field);
    }

    @Test
    void everyRegisterOfTheirsHasTheSameValue() {
        theirValues.forEach((name, value) -> {
            String path = "CTRL." + (name.equals("version") ? "VS" : name.toUpperCase(Locale.ROOT));
            assertEquals(value, ReadRegister.valueOf(ours, path), path);
        });
    }

    @Test
    void capabilities() {
        theySay("cap: Memory Page Size Maximum (MPSMAX): " + (1L << 12 + field("CAP", "MPSMAX")) + " bytes");
        theySay("cap: Memory Page Size Minimum (MPSMIN): " + (1L << 12 + field("CAP", "MPSMIN")) + " bytes");
        theySay("cap: Doorbell Stride (DSTRD): " + (4L << field("CAP", "DSTRD")) + " bytes");
        theySay("cap: Timeout (TO): " + field("CAP", "TO") * 500 + " ms");
        theySay("cap: Maximum Queue Entries Supported (MQES): " + (field("CAP", "MQES") + 1));
        theySay("cap: Contiguous Queues Required (CQR): " + yes(field("CAP", "CQR")));
        theySay("cap: NVM Subsystem Reset Supported (NSSRS): " + yes(field("CAP", "NSSRS")));
        theySay("cap: Boot Partition Support (BPS): " + yes(field("CAP", "BPS")));
        theySay("cap: Command Sets Supported (CSS): NVM command set is " + supported(field("CAP", "CSS_NVM")));
        theySay("cap: Controller Memory Buffer Supported (CMBS): The Controller Memory Buffer is "
                + supported(field("CAP", "CMBS")));
        theySay("cap: Persistent Memory Region Supported (PMRS): The Persistent Memory Region is "
                + supported(field("CAP", "PMRS")));
        assertEquals(1, field("CAP", "CSS_IO"));
        theySay("cap: One or more I/O Command Sets are Supported");
        assertEquals(1, field("CAP", "CSS_ADMIN_ONLY"));
        theySay("cap: Only Admin Command Set Supported");
        assertEquals("ROUND_ROBIN", ours.get("CTRL.CAP").meaning("AMS"));
        theySay("cap: Arbitration Mechanism Supported (AMS): "
                + "Weighted Round Robin with Urgent Priority Class is not supported");
    }

    @Test
    void versionAndConfiguration() {
        theySay("version: NVMe specification " + field("VS", "MJR") + "." + field("VS", "MNR"));
        theySay("cc: I/O Completion Queue Entry Size (IOCQES): " + (1 << field("CC", "IOCQES")) + " bytes");
        theySay("cc: I/O Submission Queue Entry Size (IOSQES): " + (1 << field("CC", "IOSQES")) + " bytes");
        theySay("cc: Memory Page Size (MPS): " + (1L << 12 + field("CC", "MPS")) + " bytes");
        theySay("cc: Enable (EN): " + yes(field("CC", "EN")));
        assertEquals("ALL", ours.get("CTRL.CC").meaning("CSS"));
        theySay("cc: I/O Command Set Selected (CSS): All supported I/O Command Sets");
        assertEquals("NONE", ours.get("CTRL.CC").meaning("SHN"));
        theySay("cc: Shutdown Notification (SHN): No notification; no effect");
        assertEquals("ROUND_ROBIN", ours.get("CTRL.CC").meaning("AMS"));
        theySay("cc: Arbitration Mechanism Selected (AMS): Round Robin");
    }

    @Test
    void statusAndQueues() {
        theySay("csts: Ready (RDY): " + yes(field("CSTS", "RDY")));
        theySay("csts: Controller Fatal Status (CFS): " + (field("CSTS", "CFS") == 0 ? "False" : "True"));
        theySay("csts: Processing Paused (PP): " + yes(field("CSTS", "PP")));
        theySay("csts: NVM Subsystem Reset Occurred (NSSRO): " + yes(field("CSTS", "NSSRO")));
        assertEquals("NORMAL", ours.get("CTRL.CSTS").meaning("SHST"));
        theySay("csts: Shutdown Status (SHST): Normal operation (no shutdown has been requested)");
        theySay("aqa: Admin Completion Queue Size (ACQS): " + (field("AQA", "ACQS") + 1));
        theySay("aqa: Admin Submission Queue Size (ASQS): " + (field("AQA", "ASQS") + 1));
        theySay("asq: Admin Submission Queue Base (ASQB): " + Long.toHexString(field("ASQ", "ASQB") << 12));
        theySay("acq: Admin Completion Queue Base (ACQB): " + Long.toHexString(field("ACQ", "ACQB") << 12));
    }

    private static String yes(long bit) {
        return bit == 0 ? "No" : "Yes";
    }

    private static String supported(long bit) {
        return bit == 0 ? "Not Supported" : "Supported";
    }
}
