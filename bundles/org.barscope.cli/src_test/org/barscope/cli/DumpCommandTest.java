// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.pci.PciAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpCommandTest {

    private static final String EDU = "sim:0000:01:00.0/bar0";
    private static final String NIC = "sim:0000:02:00.0/bar0";

    @TempDir
    private Path folder;

    private List<Path> files() throws Exception {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void registersOfTheDemoDevice() {
        assertEquals("""
                00000000  ed 00 00 01 00 00 00 00  00 00 00 00 ff ff ff ff  ................
                00000010  ff ff ff ff ff ff ff ff  ff ff ff ff ff ff ff ff  ................
                """, CommandRun.onDemo("dump", EDU, "--length", "32", "--agree").ok().out());
    }

    @Test
    void guardedRegistersAreShownWithALegend() {
        assertEquals("""
                000000c0  ·· ·· ·· ·· 00 00 00 00  ·· ·· ·· ·· 00 00 00 00  ····....····....
                  ·  guarded: reading it would have a side effect
                """, CommandRun.onDemo("dump", NIC, "--offset", "0xc0", "--length", "0x10", "--agree").ok().out());
    }

    @Test
    void guardedRegistersAreNotReadEither() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        CommandRun.on(machine, "dump", NIC, "--offset", "0xc0", "--length", "0x10", "--agree").ok();
        assertEquals(0, machine.accessCounts().reads(RegionUri.parse(NIC), 0xc0,
                AccessWidth.W32));
        assertEquals(1, machine.accessCounts().reads(RegionUri.parse(NIC), 0xc4,
                AccessWidth.W32));
    }

    @Test
    void twoDumpsShowTheCounterMoving() {
        ManualClock clock = new ManualClock();
        String[] command = {"dump", NIC, "--offset", "0xb600", "--length", "8", "--cell", "64", "--agree"};
        try (SimMachine machine = SimMachine.demo(clock)) {
            List<Backend> backends = List.of(new UnclosedBackend(new SimBackend(machine)));
            String first = CommandRun.on(backends, command).ok().out();
            assertEquals(first, CommandRun.on(backends, command).ok().out(), "time stands still");
            clock.advance(Duration.ofSeconds(1));
            String second = CommandRun.on(backends, command).ok().out();
            assertTrue(value(second) > value(first), () -> first + second);
        }
    }

    private static long value(String dump) {
        return Long.parseUnsignedLong(dump.substring(10, 26), 16);
    }

    @Test
    void cellsAndByteOrder() {
        assertEquals("00000000  010000ed 00000000  00000000 ffffffff  ................\n",
                CommandRun.onDemo("dump", EDU, "--length", "16", "--cell", "32", "--agree").ok().out());
        assertEquals("00000000  ed000001 00000000  00000000 ffffffff  ................\n",
                CommandRun.onDemo("dump", EDU, "--length", "16", "--cell", "32", "--big-endian", "--agree").ok().out());
    }

    @Test
    void configurationSpace() {
        String out = CommandRun.onDemo("dump", "sim:01:00.0/config", "--length", "4", "--cell", "16").ok().out();
        assertTrue(out.startsWith("00000000  1234 11e8"), out);
    }

    @Test
    void json() throws Exception {
        String out = CommandRun.onDemo("dump", EDU, "--length", "20", "--agree", "--json").ok().out();
        assertTrue(out.startsWith("{\n  \"region\" : \"" + EDU + "\",\n  \"kind\" : \"MMIO\",\n  \"size\" : 1048576,\n"
                + "  \"route\" : {\n    \"id\" : \""), out);
        assertTrue(out.endsWith("""
                  "accessBits" : 32,
                  "offset" : 0,
                  "length" : 20,
                  "bytes" : [ {
                    "offset" : 0,
                    "length" : 12,
                    "state" : "VALUE",
                    "data" : "ed0000010000000000000000"
                  }, {
                    "offset" : 12,
                    "length" : 8,
                    "state" : "ALL_ONES",
                    "data" : "ffffffffffffffff"
                  } ]
                }
                """), out);
        wellFormed(out);
    }

    @Test
    void jsonHasNoDataForWhatWasNotRead() throws Exception {
        String out = CommandRun.onDemo("dump", NIC, "--offset", "0xc0", "--length", "8", "--agree",
                "--json").ok().out();
        assertTrue(out.endsWith("""
                  "bytes" : [ {
                    "offset" : 192,
                    "length" : 4,
                    "state" : "GUARDED"
                  }, {
                    "offset" : 196,
                    "length" : 4,
                    "state" : "VALUE",
                    "data" : "00000000"
                  } ]
                }
                """), out);
        wellFormed(out);
    }

    static void wellFormed(String text) throws Exception {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            int documents = 0;
            int depth = 0;
            while (parser.nextToken() != null) {
                depth += parser.currentToken().isStructStart() ? 1 : parser.currentToken().isStructEnd() ? -1 : 0;
                documents += depth == 0 ? 1 : 0;
            }
            assertEquals(1, documents);
        }
    }

    @Test
    void rawBytesGoToANewFile() throws Exception {
        Path file = folder.resolve("dump.bin");
        CommandRun run = CommandRun.onDemo("dump", EDU, "--length", "12", "--agree", "--output", file.toString()).ok();
        assertEquals("", run.out());
        assertArrayEquals(new byte[] {(byte) 0xed, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, Files.readAllBytes(file));
        assertEquals("00000000  ed 00 00 01                                       ....\n",
                CommandRun.onDemo("dump", "file:" + file, "--length", "4").ok().out());

        CommandRun.onDemo("dump", EDU, "--length", "4", "--agree", "--output", file.toString()).fails(4,
                "cannot write the "
                + "dump of " + EDU + " to " + file + ": the file is there already; choose another name");
        assertEquals(12, Files.size(file));
        assertEquals(List.of(file), files());
    }

    @Test
    void aFailureWritesNothing() throws Exception {
        Path file = folder.resolve("dump.bin");
        String[][] failures = {
            {NIC, "--offset", "0xc0", "--length", "8", "--agree"},
            {"sim:0000:01:00.0/bar9"},
            {EDU, "--offset", "0x100000", "--agree"},
            {EDU, "--json", "--agree"},
        };
        for (String[] failure : failures) {
            String[] arguments = new String[failure.length + 3];
            arguments[0] = "dump";
            System.arraycopy(failure, 0, arguments, 1, failure.length);
            arguments[failure.length + 1] = "--output";
            arguments[failure.length + 2] = file.toString();
            CommandRun run = CommandRun.onDemo(arguments);
            assertTrue(run.code() >= 2 && run.code() <= 4, run::err);
            assertEquals(1, run.err().lines().count(), run::err);
            assertEquals("", run.out());
            assertEquals(List.of(), files());
        }
        Path nowhere = folder.resolve("nowhere/dump.bin");
        CommandRun.onDemo("dump", EDU, "--length", "4", "--agree", "--output", nowhere.toString()).fails(3,
                "cannot write the dump of " + EDU + " to " + nowhere
                + ": its folder is not there; make the folder first");
        assertEquals(List.of(), files());
    }

    @Test
    void aGuardedByteIsNotWrittenAsZero() {
        CommandRun.onDemo("dump", NIC, "--offset", "0xc0", "--length", "8", "--agree", "--output",
                folder.resolve("x").toString()).fails(4, "cannot write the dump of " + NIC + " to "
                + folder.resolve("x")
                        + ": not every byte has a value (guarded: reading it would have a side effect); choose a range "
                        + "that can be read in full");
    }

    @Test
    void aRevokedRegionIsOneLine() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.faults().revoke(PciAddress.parse("0000:01:00.0"), "bar0", "the device is being reset");
        CommandRun.on(machine, "dump", EDU, "--agree").fails(4,
                "cannot dump " + EDU + ": the region is revoked (the device is being reset)");
    }

    @Test
    void aTruncatedRegionIsShownAsFarAsItGoes() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.faults().truncate(PciAddress.parse("0000:01:00.0"), "bar0", 0x1000, "gone");
        CommandRun run = CommandRun.on(machine, "dump", EDU, "--offset", "0xff0", "--length", "32", "--agree").ok();
        assertEquals("00001000  -- -- -- -- -- -- -- --  -- -- -- -- -- -- -- --  ----------------",
                run.lines().get(1));
        assertEquals("  -  could not be read", run.lines().get(2));
    }

    @Test
    void aRemovedDeviceIsNotFound() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.faults().remove(PciAddress.parse("0000:01:00.0"));
        CommandRun run = CommandRun.on(machine, "dump", EDU);
        assertEquals(3, run.code());
        assertEquals(1, run.err().lines().count());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--offset 0x100000       | offset 0x100000 is outside the region; its offsets are 0 to 0xfffff",
        "--offset 0x7fffffffffffffff | offset 0x7fffffffffffffff is outside the region; its offsets are 0 to 0xfffff",
        "--length 0              | a length of 0 bytes holds nothing; read at least 1 byte",
        "--length 0x100001       | 0x100001 bytes from offset 0x0 reach past the end of the region; it is 0x100000 "
        + "bytes long",
        "--offset 1_0 --length 1_048_576 | 0x100000 bytes from offset 0xa reach past the end of the region; it is "
        + "0x100000 bytes long",
    })
    void rangesOutsideAreUsage(String options, String why) {
        CommandRun.onDemo(("dump " + EDU + " --agree " + options).split(" ")).fails(2, "cannot dump " + EDU + ": "
                + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-5", "+5", "1.5", "0x", "0b2", "0xg", "ten", "", " ", "1__0", "_1", "1_", "0x-1",
            "\u0663"})
    void whatIsNoNumberIsUsage(String text) {
        CommandRun.onDemo("dump", EDU, "--offset=" + text).fails(2, "Invalid value for option '--offset': '" + text
                + "' is not a number from 0 up: use decimal, 0x or 0b; see 'barscope dump --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x8000000000000000", "9223372036854775808", "99999999999999999999999999999"})
    void numbersThatAreTooLargeAreUsage(String text) {
        CommandRun.onDemo("dump", EDU, "--length", text).fails(2, "Invalid value for option '--length': '" + text
                + "' is out of range: no region is that large; see 'barscope dump --help'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "0x10", "0b1_0000", "0X10", "1_6"})
    void numbersAreWrittenInManyWays(String text) {
        assertEquals(1, CommandRun.onDemo("dump", EDU, "--length", text, "--agree").ok().lines().size());
    }

    @Test
    void otherMistakesAreUsage() {
        CommandRun.onDemo("dump").fails(2, "Missing required parameter: 'REGION'; see 'barscope dump --help'");
        CommandRun.onDemo("dump", "hello").fails(2,
                "Invalid value for positional parameter at index 0 (REGION): 'hello' is "
                + "not a region: expected BACKEND:ADDRESS/REGION, for example sim:0000:01:00.0/bar0 or "
                + "pci:0000:00:00.0/config; see 'barscope dump --help'");
        CommandRun.onDemo("dump", EDU, "--width", "12").fails(2,
                "Invalid value for option '--width': '12' is not a width: "
                + "use 8, 16, 32 or 64; see 'barscope dump --help'");
        CommandRun.onDemo("dump", EDU, "--json", "--output", "x").fails(2,
                "--json and --output exclude each other; see 'barscope dump --help'");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        CommandRun.onDemo("dump", "usb:0000:01:00.0/bar0").fails(3,
                "cannot open usb:0000:01:00.0/bar0: there is no backend "
                + "'usb'; the backends here are file, sim, simdmabuf");
        CommandRun.onDemo("dump", "sim:0000:01:00.0/bar9").fails(3,
                "cannot open sim:0000:01:00.0/bar9: the device has no "
                + "region bar9; its regions are bar0, config, dma");
        CommandRun.onDemo("dump", "file:" + folder.resolve("nothing")).fails(3, "cannot open file:"
                + folder.resolve("nothing") + ": there is no such file");
        assertEquals(3, CommandRun.onDemo("dump", "sim:0000:7f:00.0/bar0").code());
    }

    @Test
    void aDriversDeviceNeedsTheChoice() {
        CommandRun refused = CommandRun.onDemo("dump", "sim:0000:00:1f.2/bar5", "--agree");
        assertEquals(4, refused.code());
        assertTrue(refused.err().contains("the kernel driver ahci owns the device"), refused::err);
        assertTrue(refused.err().strip().endsWith("for reading only (--beside-driver)"), refused::err);
        assertEquals(16, CommandRun.onDemo("dump", "sim:0000:00:1f.2/bar5", "--agree", "--beside-driver").ok().lines()
                .size());
    }
}
