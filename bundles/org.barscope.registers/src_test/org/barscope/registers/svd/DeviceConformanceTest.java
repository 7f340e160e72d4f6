// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.Cpu;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.RegisterProperties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CMSIS-SVD 1.3, device and cpu level: one test an element, named with the schema's words. */
class DeviceConformanceTest {
    private static final String P = Svd.peripheral("P", "", Svd.register("R", "0", ""));

    private static DeviceDescription with(String head) {
        return Svd.read(Svd.device(head, P, ""));
    }

    @Test
    @DisplayName("device: The top level element of a description is the device")
    void device() {
        assertEquals("DEV", with("").name());
        assertEquals(List.of("test.svd:1:8: <cpu>: expected <device>"), Svd.errors("<cpu/>").stream()
                .map(text -> text.replaceAll(":1:\\d+:", ":1:8:")).toList());
    }

    @Test
    @DisplayName("schemaVersion: required")
    void schemaVersion() {
        assertTrue(Svd.errors(Svd.device("", P, "").replace("schemaVersion=\"1.3\"", "")).getFirst()
                .contains("no attribute schemaVersion; it is required"));
        assertTrue(Svd.errors(Svd.device("", P, "").replace("\"1.3\"", "\"2.0\"")).getFirst()
                .contains("expected 1.0 to 1.3"));
    }

    @Test
    @DisplayName("vendor: Vendor Name")
    void vendor() {
        assertEquals(Optional.of("Example Corp"), with("<vendor>Example Corp</vendor>").labels().vendor());
    }

    @Test
    @DisplayName("vendorID: Vendor ID - a short name for referring to the vendor")
    void vendorId() {
        assertEquals(Optional.of("EX"), with("<vendorID>EX</vendorID>").labels().vendorId());
    }

    @Test
    @DisplayName("name: specifies the device name being described")
    void name() {
        assertEquals("DEV", with("").name());
        assertTrue(Svd.errors(Svd.device("", P, "").replace("<name>DEV</name>", "")).getFirst()
                .contains("no <name>; expected one"));
    }

    @Test
    @DisplayName("series: specifies the device series or family name")
    void series() {
        assertEquals(Optional.of("Family"), with("<series>Family</series>").labels().series());
    }

    @Test
    @DisplayName("version: specifies the version of the device description")
    void version() {
        assertEquals("1.0", with("").version());
    }

    @Test
    @DisplayName("description: is a string describing the device features")
    void description() {
        assertEquals("A device", with("").description());
    }

    @Test
    @DisplayName("licenseText: specifies the file header section to be included in any derived file")
    void licenseText() {
        assertEquals(Optional.of("Line 1\n  Line 2"),
                with("<licenseText>\nLine 1\n  Line 2\n</licenseText>").labels().licenseText());
    }

    @Test
    @DisplayName("headerSystemFilename: specifies the filename without extension of the CMSIS System Device "
            + "include file")
    void headerSystemFilename() {
        assertEquals(Optional.of("system_x"),
                with("<headerSystemFilename>system_x</headerSystemFilename>").labels().headerSystemFilename());
    }

    @Test
    @DisplayName("headerDefinitionsPrefix: specifies the string being prepended to all names of types")
    void headerDefinitionsPrefix() {
        assertEquals(Optional.of("EX_"),
                with("<headerDefinitionsPrefix>EX_</headerDefinitionsPrefix>").labels().headerDefinitionsPrefix());
    }

    @Test
    @DisplayName("addressUnitBits: specifies the size of the minimal addressable unit in bits")
    void addressUnitBits() {
        assertEquals(16, Svd.read(Svd.device("", P, "").replace("<addressUnitBits>8<", "<addressUnitBits>16<"))
                .addressUnitBits());
    }

    @Test
    @DisplayName("width: specifies the number of bits for the maximum single transfer size allowed by the bus "
            + "interface")
    void width() {
        assertEquals(32, with("").width());
    }

    @Test
    @DisplayName("registerPropertiesGroup elements specify the default values for register size, access permission and "
            + "reset value")
    void properties() {
        DeviceDescription device = Svd.read(Svd.device("", P, "").replace("</width>", "</width><size>16</size>"
                + "<access>read-only</access><protection>p</protection><resetValue>0x12</resetValue>"
                + "<resetMask>0xFF</resetMask>"));
        RegisterProperties expected = new RegisterProperties(OptionalInt.of(16), Optional.of(Access.READ_ONLY),
                Optional.of(Protection.PRIVILEGED), OptionalLong.of(0x12), OptionalLong.of(0xFF));
        assertEquals(expected, device.properties());
        assertEquals(expected, Svd.reg(device, "R").properties());
    }

    @Test
    @DisplayName("peripherals: is containing all peripherals")
    void peripherals() {
        assertEquals(1, with("").blocks().size());
        assertTrue(Svd.errors(Svd.device("", "", "")).getFirst().contains("no <peripheral>; expected one"));
    }

    @Test
    @DisplayName("vendorExtensions: this section captures custom extensions")
    void vendorExtensions() {
        String extension = "<a:tool xmlns:a=\"urn:x\" v=\"1 &lt; 2\">before<b/>after <c>&amp;</c></a:tool>";
        assertEquals(Optional.of(extension), Svd.read(Svd.device("", P,
                "<vendorExtensions>" + extension + "</vendorExtensions>")).vendorExtensions());
    }

    private static final String CPU = "<cpu><name>CM7</name><revision>r1p2</revision><endian>little</endian>%s"
            + "<nvicPrioBits>4</nvicPrioBits><vendorSystickConfig>false</vendorSystickConfig>%s</cpu>";

    private static Cpu cpu(String middle, String end) {
        return with(CPU.formatted(middle, end)).cpu().orElseThrow();
    }

    @Test
    @DisplayName("cpu: specifies the details of the processor included in the device")
    void cpu() {
        Cpu cpu = cpu("", "");
        assertEquals("CM7", cpu.properties().get("name"));
        assertEquals("r1p2", cpu.properties().get("revision"));
        assertEquals("little", cpu.properties().get("endian"));
        assertEquals("4", cpu.properties().get("nvicPrioBits"));
        assertEquals("false", cpu.properties().get("vendorSystickConfig"));
    }

    @Test
    @DisplayName("revision: specifies the CPU revision format as defined by ARM (rNpM)")
    void revision() {
        assertTrue(Svd.errors(Svd.device(CPU.formatted("", "").replace("r1p2", "1.2"), P, "")).getFirst()
                .contains("expected rNpM"));
    }

    @Test
    @DisplayName("endian: specifies the endianess of the processor/device")
    void endian() {
        assertTrue(Svd.errors(Svd.device(CPU.formatted("", "").replace(">little<", ">middle<"), P, "")).getFirst()
                .contains("expected little, big, selectable or other"));
    }

    @ParameterizedTest(name = "{0}: xs:boolean")
    @DisplayName("optional units of the processor are specified as physically present or not")
    @ValueSource(strings = {"mpuPresent", "fpuPresent", "fpuDP", "dspPresent", "icachePresent", "dcachePresent",
        "itcmPresent", "dtcmPresent", "vtorPresent"})
    void present(String element) {
        String on = "<" + element + ">true</" + element + ">";
        assertEquals("true", cpu(on, "").properties().get(element));
        assertTrue(Svd.errors(Svd.device(CPU.formatted(on.replace("true", "yes"), ""), P, "")).getFirst()
                .contains("<" + element + ">: 'yes' is not valid; expected true or false"));
    }

    @Test
    @DisplayName("deviceNumInterrupts: reports the total number of interrupts implemented by the device")
    void deviceNumInterrupts() {
        assertEquals("64", cpu("", "<deviceNumInterrupts>64</deviceNumInterrupts>").properties()
                .get("deviceNumInterrupts"));
    }

    @Test
    @DisplayName("sauNumRegions: specifies the available number of address regions")
    void sauNumRegions() {
        assertEquals("8", cpu("", "<sauNumRegions>8</sauNumRegions>").properties().get("sauNumRegions"));
    }

    @Test
    @DisplayName("sauRegionsConfig: SAU Regions Configuration (if fully or partially predefined)")
    void sauRegionsConfig() {
        Cpu cpu = cpu("", "<sauRegionsConfig enabled=\"true\" protectionWhenDisabled=\"n\"><region enabled=\"false\""
                + " name=\"A\"><base>0x100</base><limit>0x1ff</limit><access>c</access></region><region>"
                + "<base>0</base><limit>1k</limit><access>n</access></region></sauRegionsConfig>");
        assertEquals(new Cpu.SauRegionsConfig(true, Protection.NON_SECURE, List.of(
                new Cpu.SauRegion(false, Optional.of("A"), List.of(new Cpu.SauRange(0x100, 0x1ff, true))),
                new Cpu.SauRegion(true, Optional.empty(), List.of(new Cpu.SauRange(0, 1024, false))))),
                cpu.sau().orElseThrow());
    }
}
