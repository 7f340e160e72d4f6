// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.ipxact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.Reset;
import org.barscope.registers.model.WriteConstraint;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpXactReaderTest {
    private static String component(String prefix, String blocks) {
        return ("<P:component xmlns:Q=\"urn:x\"><P:vendor>acme</P:vendor><P:library>lib</P:library><P:name>dev</P:name>"
                + "<P:version>1.2</P:version><P:busInterfaces><P:anything/></P:busInterfaces><P:memoryMaps>"
                + "<P:memoryMap><P:name>map</P:name>" + blocks + "</P:memoryMap></P:memoryMaps></P:component>")
                .replace("P:", prefix + ":").replace("xmlns:Q", "xmlns:" + prefix);
    }

    private static String block(String content) {
        return "<P:addressBlock><P:name>B</P:name><P:baseAddress>'h1000</P:baseAddress><P:range>4k</P:range>"
                + "<P:width>32</P:width>" + content + "</P:addressBlock>";
    }

    private static String register(String name, String offset, String content) {
        return "<P:register><P:name>" + name + "</P:name><P:addressOffset>" + offset
                + "</P:addressOffset><P:size>32</P:size>" + content + "</P:register>";
    }

    private static String field(String content) {
        return "<P:field><P:name>F</P:name><P:bitOffset>4</P:bitOffset><P:bitWidth>4</P:bitWidth>" + content
                + "</P:field>";
    }

    private static DeviceDescription read(String xml) {
        try {
            return new IpXactReader().read(Path.of("x.xml"), xml.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE)
                    .description();
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    private static List<String> faults(String xml) {
        return assertThrows(DescriptionException.class, () -> new IpXactReader().read(Path.of("x.xml"),
                xml.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE)).faults().stream().map(Fault::toString)
                .toList();
    }

    private static Field only(String content) {
        Register register = (Register) read(component("ipxact", block(register("R", "0", field(content))))).blocks()
                .getFirst().registers().getFirst();
        return register.fields().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spirit", "ipxact"})
    void bothNamespacesAreRead(String prefix) {
        String file = "<P:registerFile><P:name>RF</P:name><P:dim>2</P:dim><P:addressOffset>0x100</P:addressOffset>"
                + "<P:range>0x10</P:range>" + register("Y", "4", "") + "</P:registerFile>";
        String array = register("A", "8", "").replace("<P:addressOffset>", "<P:dim>2</P:dim><P:addressOffset>");
        DeviceDescription device = read(component(prefix, block(register("R", "0x4", "") + array + file)));
        assertEquals("dev", device.name());
        assertEquals(Optional.of("acme"), device.labels().vendor());
        assertEquals(List.of("1004 B.R", "1008 B.A[0]", "100c B.A[1]", "1104 B.RF[0].Y", "1114 B.RF[1].Y"),
                RegisterLayout.of(device).registers().stream()
                        .map(r -> Long.toHexString(r.address()) + " " + r.path()).toList());
        assertEquals(4096, device.blocks().getFirst().addressBlocks().getFirst().size());
    }

    @Test
    void fieldsHaveEverythingTheModelHolds() {
        Field field = only("<P:description>Mode</P:description><P:volatile>true</P:volatile><P:access>read-write"
                + "</P:access><P:enumeratedValues><P:enumeratedValue P:usage=\"read\"><P:name>IDLE</P:name><P:value>0"
                + "</P:value></P:enumeratedValue><P:enumeratedValue P:usage=\"write\"><P:name>GO</P:name>"
                + "<P:value>'b1</P:value></P:enumeratedValue></P:enumeratedValues><P:modifiedWriteValue>oneToClear"
                + "</P:modifiedWriteValue><P:writeValueConstraint><P:minimum>1</P:minimum><P:maximum>3</P:maximum>"
                + "</P:writeValueConstraint><P:readAction>clear</P:readAction>");
        assertEquals("[7:4]", field.bits().toString());
        assertEquals(Optional.of("Mode"), field.description());
        assertEquals(ModifiedWriteValues.ONE_TO_CLEAR, field.modifiedWriteValues());
        assertEquals(Optional.of(ReadAction.CLEAR), field.readAction());
        assertEquals(Optional.of(new WriteConstraint.Range(1, 3)), field.writeConstraint());
        assertEquals("IDLE", field.valuesForReading().orElseThrow().meaningOf(0).orElseThrow().name());
        assertEquals("GO", field.valuesForWriting().orElseThrow().meaningOf(1).orElseThrow().name());
        assertEquals(Map.of("volatile", "true"), field.userProperties());
    }

    @Test
    void accessIsInheritedAndResetsAreCollected() {
        String fields = field("<P:resets><P:reset><P:value>0xA</P:value></P:reset></P:resets>")
                + field("<P:access>write-only</P:access>").replace(">F<", ">G<").replace("Offset>4<", "Offset>8<");
        Register register = (Register) read(component("ipxact", block("<P:access>read-only</P:access>"
                + register("R", "0", fields)))).blocks().getFirst().registers().getFirst();
        assertEquals(Access.READ_ONLY, register.fields().get(0).access());
        assertEquals(Access.WRITE_ONLY, register.fields().get(1).access());
        assertEquals(Optional.of(new Reset(0xA0, 0xF0)), register.reset());
        Register whole = (Register) read(component("spirit", block(register("R", "0", "<P:reset><P:value>0x12"
                + "</P:value><P:mask>0xff</P:mask></P:reset>")))).blocks().getFirst().registers().getFirst();
        assertEquals(Optional.of(new Reset(0x12, 0xFF)), whole.reset());
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {"16,16", "0x10,16", "'h10,16", "32'h1_0,16", "'b100,4", "8'o17,15",
        "'d12,12", "2K,2048", "#1F,31"})
    void numbers(String text, long expected) {
        assertEquals(expected, ((Register) read(component("ipxact", block(register("R", text, "")))).blocks()
                .getFirst().registers().getFirst()).offset());
    }

    @Test
    void absentPartsAreLeftOut() {
        String absent = register("X", "0", "").replace("<P:addressOffset>",
                "<P:isPresent>0</P:isPresent><P:addressOffset>");
        assertEquals(1, read(component("ipxact", block(absent + register("R", "0", "")))).blocks().getFirst()
                .registers().size());
    }

    @Test
    void faultsNamePlaceAndExpectation() {
        assertTrue(faults(component("ipxact", block(register("R", "N * 4", "")))).getFirst().matches(
                "x\\.xml:1:\\d+: <ipxact:addressOffset>: 'N \\* 4' is no constant; expected a number .*"));
        assertTrue(faults(component("ipxact", "")).getFirst().contains("no <addressBlock>"));
        assertTrue(faults(component("ipxact", block(register("R", "0", field("")
                .replace(">4</P:bitW", ">40</P:bitW"))))).getFirst().contains("no bits within the register"));
        assertTrue(faults(component("ipxact", block(register("R", "0", "") + register("R", "4", "")))).getFirst()
                .contains("used before"));
        assertTrue(faults(component("ipxact", block(register("R", "0", "").replace("<P:size>32</P:size>", ""))))
                .getFirst().contains("no <size>"));
        assertTrue(faults(component("ipxact", block(register("R", "0", "<P:access>rw</P:access>")))).getFirst()
                .contains("'rw' is unknown"));
        assertTrue(faults("<design/>").getFirst().contains("expected <component>"));
        assertTrue(faults("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///nowhere\">]><component/>").getFirst()
                .contains("document type declaration is refused"));
        assertTrue(faults(component("ipxact", block(register("R", "0", "").replace("<P:addressOffset>",
                "<P:dim>1024</P:dim><P:dim>2048</P:dim><P:addressOffset>")))).getFirst().contains("an array of that"));
    }
}
