// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListAndShowTest {

    @TempDir
    private Path folder;

    private static String only(CommandRun run, String start) {
        List<String> lines = run.lines().stream().filter(line -> line.startsWith(start)).toList();
        assertEquals(1, lines.size(), run::out);
        return lines.getFirst();
    }

    @Test
    void everyDeviceHasALine() {
        CommandRun list = CommandRun.onDemo("list").ok();
        assertEquals(19, list.lines().size());
        assertEquals("sim:0000:01:00.0 Unclassified device [00ff]: QEMU edu test device [1234:11e8] (rev 10) group 10",
                only(list, "sim:0000:01:00.0"));
        assertTrue(only(list, "sim:0000:04:00.0").endsWith("[8086:10c9] (rev 01) driver igb group 13"), list::out);
        List<String> sorted = new ArrayList<>(list.lines());
        sorted.sort(null);
        assertEquals(sorted, list.lines());
    }

    @Test
    void jsonHasTheSameDevicesAndEveryKey() throws Exception {
        CommandRun list = CommandRun.onDemo("list").ok();
        String json = CommandRun.onDemo("list", "--json").ok().out();
        DumpCommandTest.wellFormed(json);
        assertEquals(list.lines().stream().map(line -> line.substring(0, line.indexOf(' '))).toList(),
                json.lines().filter(line -> line.startsWith("      \"uri\" : "))
                        .map(line -> line.substring(line.indexOf(": \"") + 3, line.lastIndexOf('"'))).toList());
        assertTrue(json.startsWith("{\n  \"machines\" : [ {\n    \"id\" : \"sim\",\n    \"label\" : \"Demo machine\",\n"
                + "    \"kernel\" : \"\",\n    \"architecture\" : \"\",\n    \"capturedAt\" : \"20"), json);
        assertTrue(json.endsWith("    } ],\n    \"problems\" : [ ]\n  } ]\n}\n"), json);
        for (String key : List.of("address", "vendorId", "deviceId", "subsystemVendorId", "subsystemId", "classCode",
                "revision", "vendor", "device", "subsystem", "class", "driver", "driverOverride", "iommuGroup",
                "numaNode",
                "powerState", "enabled", "link", "bars", "sriov", "physicalFunction", "irqs", "configBytes",
                "problems")) {
            assertEquals(19, json.lines().filter(line -> line.startsWith("      \"" + key + "\" : ")).count(), key);
        }
    }

    @Test
    void jsonOfADevice() {
        String json = CommandRun.onDemo("list", "--json").ok().out();
        String physical = json.substring(json.indexOf("      \"uri\" : \"sim:0000:04:00.0\""),
                json.indexOf("      \"uri\" : \"sim:0000:04:10.0\""));
        assertTrue(physical.contains("""
                      "vendorId" : "0x8086",
                      "deviceId" : "0x10c9",
                """.indent(0)), physical);
        assertTrue(physical.contains("""
                      "bars" : [ {
                        "region" : "sim:0000:04:00.0/bar0",
                        "index" : 0,
                        "kind" : "MEM32",
                        "prefetchable" : false,
                        "busAddress" : "0xfe700000",
                        "size" : 131072,
                        "state" : "LIVE",
                        "stateReason" : ""
                      }, {
                """), physical);
        assertTrue(physical.contains("""
                      "sriov" : {
                        "total" : 8,
                        "enabled" : 2,
                        "functions" : [ "0000:04:10.0", "0000:04:10.2" ]
                      },
                      "physicalFunction" : null,
                """), physical);
        assertTrue(json.contains("      \"physicalFunction\" : \"0000:04:00.0\",\n"), json);
    }

    @Test
    void aDeviceInFull() {
        CommandRun show = CommandRun.onDemo("show", "sim:01:00.0").ok();
        assertEquals(List.of(
                "sim:0000:01:00.0 Unclassified device [00ff]: QEMU edu test device [1234:11e8] (rev 10)",
                "\tSubsystem: Device [1af4:1100]",
                "\tControl: I/O- Mem+ BusMaster- SpecCycle- MemWINV- VGASnoop- ParErr- Stepping- SERR- FastB2B- "
                + "DisINTx-",
                "\tStatus: Cap+ 66MHz- UDF- FastB2B- ParErr- DEVSEL=fast >TAbort- <TAbort- <MAbort- >SERR- <PERR- "
                + "INTx-",
                "\tIOMMU group 10, power state D0, enabled",
                "\tLink: 2.5 GT/s PCIe x1 (at most 2.5 GT/s PCIe x1)",
                "\tRegion 0: Memory at fea00000 (32-bit, non-prefetchable) [size=1M]"), show.lines().subList(0, 7));
        assertEquals(List.of("[40] MSI: Enable- Count=1/1 Maskable- 64bit+", "[58] Power Management version 3",
                "[60] Express (v2) Endpoint, MSI 00", "[100 v2] Advanced Error Reporting"),
                show.lines().stream().filter(line -> line.startsWith("\tCapabilities: "))
                        .map(line -> line.substring("\tCapabilities: ".length())).toList());
    }

    @Test
    void bridgesAndVirtualFunctionsSayWhereTheyBelong() {
        assertEquals("\tBus: primary=00, secondary=01, subordinate=01, sec-latency=0",
                only(CommandRun.onDemo("show", "00:01.0").ok(), "\tBus: "));
        assertEquals("\tVirtual functions: 2 of 8: 0000:04:10.0, 0000:04:10.2",
                only(CommandRun.onDemo("show", "04:00.0").ok(), "\tVirtual functions: "));
        assertEquals("\tVirtual function of 0000:04:00.0",
                only(CommandRun.onDemo("show", "04:10.0").ok(), "\tVirtual function of "));
        assertEquals("\tRegion 2: I/O ports at c000 [size=32]",
                only(CommandRun.onDemo("show", "04:00.0").ok(), "\tRegion 2: "));
        assertEquals("\tRegion 2: Memory at 8000000000 (64-bit, prefetchable) [size=16G]".replaceFirst("at \\w+", "at"),
                only(CommandRun.onDemo("show", "07:00.0").ok(), "\tRegion 2: ").replaceFirst("at \\w+", "at"));
    }

    @Test
    void jsonOfADeviceHasItsRegistersAndCapabilities() throws Exception {
        String json = CommandRun.onDemo("show", "sim:01:00.0", "--json").ok().out();
        DumpCommandTest.wellFormed(json);
        assertTrue(json.contains("""
                  "registers" : [ {
                    "name" : "VendorID",
                    "offset" : "0x00",
                    "bits" : 16,
                    "value" : "0x1234",
                    "fields" : [ {
                      "name" : "VendorID.VendorID",
                      "msb" : 15,
                      "lsb" : 0,
                      "value" : "0x1234",
                      "meaning" : "",
                """), json);
        assertTrue(json.contains("\"id\" : \"0x05\",\n    \"extended\" : false,\n    \"offset\" : \"0x40\""), json);
        assertTrue(json.contains("\"id\" : \"0x0001\",\n    \"extended\" : true,\n    \"offset\" : \"0x100\""), json);
    }

    @Test
    void aRevokedBarSaysSo() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.faults().revoke(PciAddress.parse("0000:01:00.0"), "bar0", "the device is being reset");
        assertTrue(only(CommandRun.on(machine, "show", "01:00.0").ok(), "\tRegion 0: ")
                .endsWith(" [revoked: the device is being reset]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "hello         | 2 | cannot show hello: that is not the address of a device; use DOMAIN:BUS:DEVICE.FUNCTION, "
                + "for example 0000:01:00.0 or sim:0000:01:00.0",
        "0000:7f:00.0  | 3 | cannot show 0000:7f:00.0: there is no device 0000:7f:00.0; 'barscope list' shows all "
        + "devices",
        "pci:01:00.0   | 3 | cannot show pci:01:00.0: there is no device 0000:01:00.0 in 'pci'; 'barscope list' shows "
        + "all devices",
    })
    void whatIsNoDeviceIsOneLine(String address, int code, String line) {
        CommandRun.onDemo("show", address).fails(code, line);
        CommandRun.onDemo("show", address, "--json").fails(code, line);
    }

    @Test
    void aSavedMachineIsListedAsTheLiveOne() throws Exception {
        Path file = folder.resolve("demo.barscope");
        CommandRun save = CommandRun.onDemo("save", "--machine", "sim", file.toString()).ok();
        assertEquals("", save.out());
        assertEquals(CommandRun.onDemo("list").out(), CommandRun.onDemo("list", "--machine",
                file.toString()).ok().out());
        for (String device : List.of("sim:01:00.0", "04:00.0", "04:10.2", "07:00.0", "00:01.4")) {
            assertEquals(CommandRun.onDemo("show", device).out(),
                    CommandRun.onDemo("show", device, "--machine", file.toString()).ok().out());
        }
        assertEquals(withoutTime(CommandRun.onDemo("list", "--json").out()),
                withoutTime(CommandRun.onDemo("list", "--json", "--machine", file.toString()).ok().out()));
    }

    private static String withoutTime(String json) {
        return json.replaceFirst("\"capturedAt\" : \"[^\"]*\"", "\"capturedAt\" : \"\"");
    }

    @Test
    void aSavedMachineStartsNoBackend() throws Exception {
        Path file = folder.resolve("demo.barscope");
        CommandRun.onDemo("save", "--machine", "sim", file.toString()).ok();
        Session none = new Session(() -> {
            throw new IllegalStateException("a backend was started");
        });
        assertEquals(19, CommandRun.on(none, "list", "--machine", file.toString()).ok().lines().size());
    }

    @Test
    void savingRefusesWhatItMust() throws Exception {
        Path file = Files.writeString(folder.resolve("mine"), "mine");
        CommandRun.onDemo("save", "--machine", "sim", file.toString()).fails(4,
                "cannot save to " + file + ": the file is there already; choose another name");
        assertEquals("mine", Files.readString(file));
        CommandRun.onDemo("save", "--machine", "sim", "--force", file.toString()).ok();
        assertFalse(Files.readString(file).equals("mine"));
        Path nowhere = folder.resolve("nowhere/m");
        CommandRun.onDemo("save", "--machine", "sim", nowhere.toString()).fails(3,
                "cannot save to " + nowhere + ": its folder is not there; make the folder first");
        CommandRun.onDemo("save", folder.resolve("new").toString()).fails(3,
                "cannot save linux: there is no such machine; the machines here are sim");
        CommandRun.onDemo("save").fails(2, "Missing required parameter: 'FILE'; see 'barscope save --help'");
        try (var all = Files.list(folder)) {
            assertEquals(List.of(file), all.toList());
        }
    }

    @Test
    void aFileThatIsNoMachineIsOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("broken"),
                "<barscope:Machine xmlns:barscope='http://barscope.org/mod");
        for (String[] command : new String[][] {{"list"}, {"show", "01:00.0"}}) {
            List<String> arguments = new ArrayList<>(List.of(command));
            arguments.addAll(List.of("--machine", file.toString()));
            CommandRun.onDemo(arguments.toArray(String[]::new)).fails(4, "cannot open the saved machine " + file
                    + ": it is damaged, or no saved machine at line 1; choose a file that Barscope has saved");
            arguments.set(arguments.size() - 1, folder.resolve("nothing").toString());
            CommandRun.onDemo(arguments.toArray(String[]::new)).fails(3, "cannot open the saved machine "
                    + folder.resolve("nothing") + ": there is no such file");
        }
    }
}
