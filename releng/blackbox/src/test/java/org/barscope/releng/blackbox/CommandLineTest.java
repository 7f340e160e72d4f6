// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.barscope.releng.blackbox.Barscope.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line of the built product, on this machine and on the demo machine. */
class CommandLineTest {

    /** A line of {@code lspci -Dnn}: address, names, and [vendor:device] as the last such pair. */
    private static final Pattern LSPCI = Pattern.compile("^(\\S+) .*\\[([0-9a-f]{4}):([0-9a-f]{4})\\]");

    private final Barscope barscope = new Barscope();

    private JsonNode json(String... arguments) throws JsonProcessingException {
        return new ObjectMapper().readTree(barscope.run(arguments).succeeded());
    }

    private static Stream<JsonNode> devices(JsonNode listed) {
        return listed.get("machines").valueStream().flatMap(machine -> machine.get("devices").valueStream());
    }

    private static String addressAndIds(JsonNode device) {
        return "%s %04x:%04x".formatted(device.get("address").asText(),
                Integer.decode(device.get("vendorId").asText()), Integer.decode(device.get("deviceId").asText()));
    }

    @Test
    void listsExactlyTheDevicesOfThisMachine() throws JsonProcessingException {
        Set<String> expected = barscope.command(List.of("lspci", "-Dnn")).succeeded().lines()
                .map(LSPCI::matcher)
                .filter(Matcher::find)
                .map(device -> device.group(1) + " " + device.group(2) + ":" + device.group(3))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> actual = devices(json("list", "--json"))
                .filter(device -> device.get("uri").asText().startsWith("pci:"))
                .map(CommandLineTest::addressAndIds)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(expected, actual);
    }

    @Test
    void theDemoMachineIsAlwaysThere() throws JsonProcessingException {
        assertTrue(devices(json("list", "--json"))
                .anyMatch(device -> device.get("uri").asText().equals("sim:0000:01:00.0")));
    }

    @Test
    void dumpReadsTheIdentificationOfTheTestDevice() {
        String dump = barscope.run("dump", "sim:0000:01:00.0/bar0", "--length", "64").succeeded();
        assertTrue(dump.startsWith("00000000  ed 00 00 01 "), dump);
        assertEquals(4, dump.lines().count(), dump);
    }

    @Test
    void aCounterMovesBetweenTwoDumps() throws JsonProcessingException {
        String[] counters = {"dump", "--json", "sim:0000:02:00.0/bar0", "--offset", "0x4000", "--length", "256"};
        JsonNode first = json(counters);
        JsonNode second = json(counters);
        assertNotEquals(first.get("bytes"), second.get("bytes"));
    }

    @ParameterizedTest
    @CsvSource({"2,frobnicate", "2,dump", "2,dump nonsense", "2,dump sim:0000:01:00.0/bar0 --offset 0x7fffffff",
        "3,show pci:ffff:ff:1f.7", "3,dump sim:0000:01:00.0/bar9", "3,dump file:no/such/file"})
    void badInputIsOneLineAndAnExitCode(int code, String arguments) {
        Result result = barscope.run(arguments.split(" "));
        assertEquals(code, result.code(), result.errors());
        assertEquals(1, result.errorLines().size(), result.errors());
        assertEquals("", result.output());
    }
}
