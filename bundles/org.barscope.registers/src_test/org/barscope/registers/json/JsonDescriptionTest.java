// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.barscope.registers.Descriptions;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Register;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class JsonDescriptionTest {
    private static DeviceDescription read(String json) {
        try {
            return new JsonDescriptionReader().read(Path.of("x.json"), json.getBytes(StandardCharsets.UTF_8),
                    ReadMonitor.NONE).description();
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults() + "\n" + json, e);
        }
    }

    private static List<String> faults(String json) {
        return assertThrows(DescriptionException.class, () -> new JsonDescriptionReader().read(Path.of("x.json"),
                json.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE)).faults().stream().map(Fault::toString)
                .toList();
    }

    @Property(tries = 500)
    void randomDescriptionsSurvive(@ForAll long seed) {
        DeviceDescription description = Descriptions.random(seed);
        assertEquals(description, read(JsonDescriptionWriter.write(description)));
    }

    @Test
    void whatSvdCannotSaySurvives() {
        Map<String, String> user = new LinkedHashMap<>();
        user.put("z", "\"\\\n\t\u0001\u2028 é 漢 \uD83D\uDE00");
        user.put("a", "");
        Register register = Register.builder("R", 0, 32).accessBits(OptionalInt.of(16)).guardNote("hangs")
                .userProperties(user).build();
        DeviceDescription description = DeviceDescription.of("D", "1", "d",
                List.of(Block.of("B", -8, List.of(register))));
        DeviceDescription back = read(JsonDescriptionWriter.write(description));
        assertEquals(description, back);
        assertEquals(List.of("z", "a"), List.copyOf(((Register) back.blocks().getFirst().registers().getFirst())
                .userProperties().keySet()));
    }

    private static final String MINIMAL = "{\"format\": \"barscope-registers-1\", \"name\": \"D\", \"version\": \"1\","
            + " \"description\": \"d\", \"blocks\": [{\"name\": \"B\", \"baseAddress\": \"0x0\",\n"
            + " \"registers\": [{\"kind\": \"register\", \"name\": \"R\", \"offset\": \"0x4\","
            + " \"properties\": {\"size\": 32, \"access\": \"read-write\"}, \"fields\":"
            + " [{\"name\": \"F\", \"bits\": [7, 4]}]}]}]}";

    @Test
    void minimalFile() {
        Register register = (Register) read(MINIMAL).blocks().getFirst().registers().getFirst();
        assertEquals(4, register.offset());
        assertEquals("[7:4]", register.fields().getFirst().bits().toString());
    }

    @Test
    void faultsNamePlaceElementAndExpectation() {
        assertEquals(List.of("x.json:2:64: register R: offset: expected a string such as \"0x1f\", at most 64 bits"),
                faults(MINIMAL.replace("\"0x4\"", "\"4\"")).stream().map(text -> text.replaceAll(":2:\\d+:", ":2:64:"))
                        .toList());
        assertTrue(faults(MINIMAL.replace("[7, 4]", "[32, 4]")).getFirst().contains("from 0 to 31"));
        assertTrue(faults(MINIMAL.replace("[7, 4]", "[4, 7]")).getFirst().contains("expected [msb, lsb]"));
        assertTrue(faults(MINIMAL.replace("\"size\": 32, ", "")).getFirst().contains("properties with size"));
        assertTrue(faults(MINIMAL.replace("\"name\": \"R\"", "\"nam\": \"R\"")).getFirst().contains("no name"));
        assertTrue(faults(MINIMAL.replace("read-write", "rw")).getFirst().contains("access: 'rw' is unknown"));
        assertTrue(faults(MINIMAL.replace("registers-1", "registers-2")).getFirst().contains("format"));
        assertTrue(faults(MINIMAL.replace("\"F\",", "\"F\", \"dimension\": {\"count\": 2, \"increment\":"
                + " \"0xffffffffffffffff\"},")).getFirst().contains("within the 32 bits"));
        assertTrue(faults("[]").getFirst().contains("expected an object"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\"}", "{\"a\":1,}", "[1,]", "01", "1.", "+1", "\"\\x\"", "\"\\u12\"", "\"a",
        "nul", "{} {}", "{\"a\":1,\"a\":2}", "'a'", "\"\t\"", "NaN"})
    void malformedIsOneFault(String json) {
        List<String> faults = faults(json);
        assertEquals(1, faults.size());
        assertTrue(faults.getFirst().contains("not JSON: "), faults.getFirst());
    }

    @Test
    void hostileInputEnds() {
        assertTrue(faults("[".repeat(100_000)).getFirst().contains("nested more than 200 deep"));
        assertThrows(DescriptionException.class, () -> new JsonDescriptionReader().read(Path.of("x.json"),
                new byte[] {(byte) 0xC3, 0x28}, ReadMonitor.NONE));
    }
}
