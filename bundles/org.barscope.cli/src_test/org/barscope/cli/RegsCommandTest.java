// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.barscope.backend.sim.AccessCounts;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.pci.PciAddress;
import org.barscope.core.registers.RegisterFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegsCommandTest {

    private static final String EDU = "sim:0000:01:00.0/bar0";
    private static final String NIC = "sim:0000:02:00.0/bar0";
    private static final String NVME = "sim:0000:03:00.0/bar0";
    private static final Pattern LISTED = Pattern.compile(
            "\"address\" : \"0x(?<address>[0-9a-f]+)\",\\s+\"bits\" : \\d+,\\s+\"accessBits\" : (?<width>\\d+),"
                    + "\\s+\"access\" : \"\\w+\",\\s+\"state\" : \"(?<state>\\w+)\",\\s+\"value\" : (?<value>\\S+),");

    private static final String SAVED = """
            <device schemaVersion="1.3"><name>MINE</name><version>1</version><description>Mine</description>
              <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-write</access>
              <peripherals><peripheral><name>TOP</name><baseAddress>0</baseAddress><registers>
                <register><name>CTRL</name><addressOffset>0</addressOffset><fields>
                  <field><name>SPEED</name><bitRange>[9:8]</bitRange><enumeratedValues><enumeratedValue>
                    <name>FAST</name><description>1000 Mb/s</description><value>2</value></enumeratedValue>
                  </enumeratedValues></field>
                  <field><name>FD</name><bitRange>[0:0]</bitRange></field></fields></register>
                <register><name>MODE</name><addressOffset>4</addressOffset><fields>
                  <field><name>KIND</name><bitRange>[2:0]</bitRange><enumeratedValues><enumeratedValue>
                    <name>ODD</name><description>Any odd number</description><value>#xx1</value></enumeratedValue>
                  </enumeratedValues></field></fields></register>
                <register><name>MODE_RAW</name><alternateRegister>MODE</alternateRegister>
                  <addressOffset>4</addressOffset></register>
                <register><name>AFTER</name><addressOffset>8</addressOffset></register>
              </registers></peripheral></peripherals></device>
            """;

    @TempDir
    private Path folder;

    @Test
    void treeOfTheDemoDevice() {
        assertEquals("""
                sim:0000:01:00.0/bar0  QEMU edu
                EDU
                  ID       0x00000  0x010000ed  RO   reset 0x010000ed
                    MAJOR  [31:24]  0x01  Major version
                    MINOR  [23:16]  0x00  Minor version
                    MAGIC  [7:0]    0xed  The byte 0xed that names the device
                """, CommandRun.onDemo("regs", EDU, "ID").ok().out());
    }

    @Test
    void meaningsStandBesideValues() {
        List<String> lines = CommandRun.onDemo("regs", EDU, "DMA_CMD").ok().lines();
        assertTrue(lines.contains("    DIRECTION  [1]      0x0  TO_DEVICE: From memory to the buffer of the device"),
                () -> String.join("\n", lines));
    }

    @Test
    void guardedRegistersShowAReasonAndNoNumber() {
        assertEquals("""
                sim:0000:02:00.0/bar0  Intel 82574 (e1000e)
                GEN
                  ICR    0x000c0  ··········  RW   not read: ICR is cleared by a read
                """, CommandRun.onDemo("regs", NIC, "ICR").ok().out());
    }

    @Test
    void fieldsAsJson() {
        String out = CommandRun.onDemo("regs", NIC, "CTRL*", "--json").ok().out();
        assertTrue(out.startsWith("{\n  \"region\" : \"" + NIC + "\",\n"
                + "  \"descriptions\" : [ \"Intel 82574 (e1000e)\" ],\n"
                + "  \"problems\" : [ ],\n  \"registers\" : [ {\n    \"path\" : \"GEN.CTRL\","), out);
        assertTrue(out.contains("""
                    "address" : "0x0",
                    "bits" : 32,
                    "accessBits" : 32,
                    "access" : "RW",
                    "state" : "VALUE",
                    "value" : "0x00140241",
                    "reason" : null,
                """), out);
        assertTrue(out.contains("""
                      "name" : "SPEED",
                      "msb" : 9,
                      "lsb" : 8,
                      "access" : "RW",
                      "value" : "0x2",
                      "meaning" : "1000",
                      "meaningText" : "1000 Mb/s",
                """), out);
        assertTrue(out.contains("\"path\" : \"GEN.CTRL_EXT\""), out);
        assertFalse(out.contains("\"path\" : \"GEN.STATUS\""), out);
    }

    @Test
    void aFieldByName() {
        assertEquals("""
                sim:0000:02:00.0/bar0  Intel 82574 (e1000e)
                GEN
                  CTRL    0x00000  0x00140241  RW
                    FD    [0]      0x1  Full duplex
                """, CommandRun.onDemo("regs", NIC, "CTRL.FD").ok().out());
    }

    /** The whole page: exactly the registers with a value were read, once, with their widths, and nothing else. */
    @ParameterizedTest
    @CsvSource({NIC + ",100", NVME + ",20", EDU + ",9", "sim:0000:02:00.0/bar3,20", "sim:0000:02:00.0/config,30",
        "sim:0000:00:01.0/config,30"})
    void everyRegisterIsReadOnceAndNothingBetween(String region, int atLeast) throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        String out = CommandRun.on(machine, "regs", region, "--json").ok().out();
        RegionUri uri = RegionUri.parse(region);
        TreeMap<AccessCounts.Access, Long> expected = new TreeMap<>();
        List<MatchResult> listed = LISTED.matcher(out).results().toList();
        for (MatchResult register : listed) {
            assertFalse(register.group("state").equals("FAILED"), register::group);
            if (register.group("state").equals("VALUE")) {
                expected.put(new AccessCounts.Access(uri, Long.parseLong(register.group("address"), 16),
                        AccessWidth.ofBytes(Integer.parseInt(register.group("width")) / 8),
                        AccessCounts.Direction.READ), 1L);
            } else {
                assertEquals("null", register.group("value"));
            }
        }
        assertTrue(expected.size() >= atLeast, () -> expected.size() + " registers");
        assertEquals(expected, new TreeMap<>(machine.accessCounts().of(uri)));
        assertEquals(0, machine.accessCounts().blocks(uri).size());
        try (JsonParser parser = new JsonFactory().createParser(out)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
            }
        }
    }

    @Test
    void theInterruptCauseIsNeverTouched() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        CommandRun.on(machine, "regs", NIC).ok();
        assertEquals(List.of(), machine.accessCounts().touching(RegionUri.parse(NIC), 0xc0, 4));
        assertFalse(machine.accessCounts().touching(RegionUri.parse(NIC), 0xd0, 4).isEmpty(), "IMS is read");
    }

    @Test
    void nvmeCapabilitiesAreOne64BitRead() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        String out = CommandRun.on(machine, "regs", NVME, "CAP").ok().out();
        assertTrue(out.contains("  CAP               0x0000  0x00f000303c033fff  RO\n"), out);
        assertTrue(out.contains("    AMS             [18:17]  0x1  WRR: Weighted round robin with "
                + "urgent priority class too\n"), out);
        assertTrue(out.contains("    MPSMAX          [55:52]  0xf  Memory page size maximum: "
                + "2 to the power of 12 plus this, in bytes\n"), out);
        assertEquals(1, machine.accessCounts().reads(RegionUri.parse(NVME), 0, AccessWidth.W64),
                "also where the doorbells' place depends on it");
        assertEquals(1, machine.accessCounts().of(RegionUri.parse(NVME)).size());
    }

    @Test
    void writeOnlyDoorbellsHaveNoValue() {
        String out = CommandRun.onDemo("regs", NVME, "SQ[0].TDBL").ok().out();
        assertTrue(out.endsWith("SQ[0]\n  TDBL    0x1000  ··········  WO   not read: TDBL is write-only\n"), out);
    }

    @Test
    void ownDescriptionsComeFirst() throws Exception {
        Files.writeString(folder.resolve("my.svd"), """
                <device schemaVersion="1.3"><name>MINE</name><version>1</version><description>Mine</description>
                  <addressUnitBits>8</addressUnitBits><width>32</width><size>32</size><access>read-only</access>
                  <peripherals><peripheral><name>TOP</name><baseAddress>0</baseAddress><registers>
                    <register><name>IDENTITY</name><addressOffset>0</addressOffset></register>
                  </registers></peripheral></peripherals></device>
                """);
        Path bindings = Files.writeString(folder.resolve("bindings.xml"), """
                <bindings><binding name="mine" description="my.svd" region="bar0">
                  <match vendor="1234" device="11e8"/></binding></bindings>
                """);
        assertEquals("""
                sim:0000:01:00.0/bar0  mine
                TOP
                  IDENTITY    0x00000  0x010000ed  RO
                """, CommandRun.onDemo("regs", EDU, "--bindings", bindings.toString()).ok().out());
    }

    @Test
    void severalThatFitEquallyWellAreAskedForByName() throws Exception {
        Files.writeString(folder.resolve("my.svd"), SAVED);
        Path bindings = Files.writeString(folder.resolve("bindings.xml"), """
                <bindings><binding name="mine" description="my.svd" region="bar0">
                  <match vendor="1234" device="11e8"/></binding>
                <binding name="hers" description="my.svd" region="bar0">
                  <match vendor="1234" device="11e8"/></binding></bindings>
                """);
        CommandRun asked = CommandRun.onDemo("regs", EDU, "--bindings", bindings.toString());
        assertEquals("", asked.out());
        assertTrue(asked.err().contains("several descriptions fit the device equally well: 'mine', 'hers'")
                && asked.err().contains("--binding"), asked.err());
        assertTrue(CommandRun.onDemo("regs", EDU, "--bindings", bindings.toString(), "--binding", "hers").ok().out()
                .startsWith(EDU + "  hers\n"));
    }

    /** What was saved from a device, or any other file, by a description of its layout. */
    @Test
    void bytesOfAFileByADescription() throws Exception {
        Path saved = Files.write(folder.resolve("bar0.bin"), new byte[] {0x41, 0x02, 0x14, 0x00, 5, 0, 0, 0});
        Path description = Files.writeString(folder.resolve("my.svd"), SAVED);
        List<String> lines = CommandRun.onDemo("regs", "file:" + saved, "CTRL", "--description",
                description.toString()).ok().lines();
        assertEquals("file:" + saved + "  my.svd", lines.getFirst());
        assertTrue(lines.get(2).matches("  CTRL +0x0  0x00140241  RW"), lines::toString);
        assertTrue(lines.get(3).matches("    SPEED +\\[9:8] +0x2  FAST: 1000 Mb/s"), lines::toString);
        String json = CommandRun.onDemo("regs", "file:" + saved, "CTRL.SPEED", "--json", "--description",
                description.toString()).ok().out();
        assertTrue(json.contains("""
                      "name" : "SPEED",
                      "msb" : 9,
                      "lsb" : 8,
                      "access" : "RW",
                      "value" : "0x2",
                      "meaning" : "FAST",
                      "meaningText" : "1000 Mb/s",
                """), json);
        CommandRun.onDemo("regs", "file:" + saved, "AFTER", "--description", description.toString()).fails(
                ExitCode.FAILED, "cannot read registers of file:" + saved + ": nothing of it could be read: it lies "
                        + "past the end of the region, which is 0x8 bytes long");
    }

    /** Bits that do not matter, and another register at the same address. */
    @Test
    void patternsAndAlternateRegistersAreShown() throws Exception {
        Path saved = Files.write(folder.resolve("bar0.bin"), new byte[] {0x41, 0x02, 0x14, 0x00, 5, 0, 0, 0});
        Path description = Files.writeString(folder.resolve("my.svd"), SAVED);
        String out = CommandRun.onDemo("regs", "file:" + saved, "MODE*", "--description", description.toString()).ok()
                .out();
        assertTrue(out.contains("ODD: Any odd number"), out);
        assertTrue(out.contains("MODE_RAW") && out.contains("0x00000005"), out);
    }

    @Test
    void aRemovedDeviceHasNoValues() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.faults().remove(PciAddress.parse("0000:01:00.0"));
        CommandRun run = CommandRun.on(machine, "regs", EDU);
        assertEquals("", run.out());
        assertEquals(ExitCode.NOT_FOUND, run.code());
    }

    @Test
    void aRevokedRegionSaysWhy() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.faults().revoke(PciAddress.parse("0000:01:00.0"), "bar0", "reset");
        CommandRun.on(machine, "regs", EDU).fails(ExitCode.FAILED,
                "cannot read registers of " + EDU + ": the region is revoked (reset)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "3|sim:0000:07:00.0/bar0|**|no register description fits the device; bind one to vendor=\"1234\" "
                + "device=\"9a50\" in a file of bindings, as 'barscope regs --help' shows",
        "3|sim:0000:09:00.0/bar0|**|there is no device 0000:09:00.0; 'barscope list' shows all devices",
        "3|sim:0000:01:00.0/bar0|NIX*|no register or field matches 'NIX*'; it has 11, the first being EDU.ID",
        "3|sim:0000:01:00.0/bar2|**|the description 'QEMU edu' has no registers in bar2",
        "3|none:0000:01:00.0/bar0|**|there is no backend 'none'; 'barscope list' shows all devices",
        "2|file:dump.bin|**|it is not a region of a PCI device; registers are known by the device they belong to, for "
                + "example sim:0000:01:00.0/bar0; for other memory name a description",
        "2|sim:0000:01:00.0/bar0|A..B|the pattern makes no sense: 'A..B' has an empty part; expected BLOCK.REGISTER, "
                + "BLOCK.REGISTER.FIELD or REGISTER:FIELD"})
    void whatCannotBeDoneIsOneLine(int code, String region, String pattern, String why) {
        CommandRun.onDemo("regs", region, pattern).fails(code, "cannot read registers of " + region + ": " + why);
    }

    @Test
    void aDriversDeviceIsOpenedBesideItOnRequest() {
        String region = "sim:0000:00:1f.2/bar5";
        CommandRun refused = CommandRun.onDemo("regs", region);
        assertEquals(ExitCode.FAILED, refused.code());
        assertTrue(refused.err().contains("--beside-driver"), refused.err());
        assertTrue(CommandRun.onDemo("regs", region, "GHC.CAP", "--beside-driver").ok().out()
                .contains("GEN2: Up to 3 Gb/s"));
    }

    @Test
    void helpShowsPatternsAndBindings() {
        String help = CommandRun.onDemo("regs", "--help").ok().out();
        assertTrue(help.contains("CTRL*") && help.contains("<match vendor=\"1234\" device=\"11e8\"/>"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    }

    @Test
    void whatIsInUseIsExportedAndReadAgain() throws Exception {
        for (String name : List.of("nic.svd", "nic.json")) {
            Path file = folder.resolve(name);
            assertEquals("'Intel 82574 (e1000e)' written to " + file + "\n",
                    CommandRun.onDemo("regs", NIC, "--export", file.toString()).out());
            assertEquals(CommandRun.onDemo("regs", NIC, "CTRL*", "--json").ok().out()
                    .replace("Intel 82574 (e1000e)", name),
                    CommandRun.onDemo("regs", NIC, "CTRL*", "--json", "--description", file.toString()).ok().out());
        }
        CommandRun.onDemo("regs", NIC, "--export", "nic.txt").fails(ExitCode.USAGE,
                "cannot export the description to nic.txt: its name says no format; let it end in .svd or .json");
    }

    @Test
    void theUsersFilesAndCorrectionsHold() throws Exception {
        RegisterFiles files = new RegisterFiles(folder);
        Files.createDirectories(files.descriptions());
        CommandRun.onDemo("regs", EDU, "--export", files.descriptions().resolve("my-edu.svd").toString());
        Files.writeString(files.descriptions().resolve("mine.xml"), """
                <bindings><binding name="My own edu" description="my-edu.svd" region="bar0">
                  <match vendor="1234" device="11e8"/></binding></bindings>
                """);
        Files.createDirectories(folder.resolve("overrides"));
        Files.writeString(folder.resolve("overrides/my-edu.svd.xml"),
                "<overrides><override path='EDU.ID' guard='it counts'/></overrides>");
        String out = CommandRun.on(List.of(new SimBackend(SimMachine.demo(new ManualClock()))), files, "regs", EDU,
                "ID").ok().out();
        assertTrue(out.contains("My own edu") && out.contains("not read: ID is marked as not to be read: it counts"),
                out);
    }

    @Test
    void configurationSpaceByName() {
        String out = CommandRun.onDemo("regs", "sim:0000:01:00.0/config", "**.VENDOR*").ok().out();
        assertTrue(out.contains("0x1234"), out);
    }
}
