// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Cpu;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.WriteConstraint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CMSIS-SVD 1.3: the elements and attributes inside others, and that no element of the schema is without a test. */
class ElementConformanceTest {

    /** Every element and attribute that the schema declares. */
    private static final Set<String> SCHEMA = Set.of("device", "schemaVersion", "vendor", "vendorID", "name", "series",
            "version", "description", "licenseText", "cpu", "headerSystemFilename", "headerDefinitionsPrefix",
            "addressUnitBits", "width", "size", "access", "protection", "resetValue", "resetMask", "peripherals",
            "vendorExtensions", "revision", "endian", "mpuPresent", "fpuPresent", "fpuDP", "dspPresent",
            "icachePresent", "dcachePresent", "itcmPresent", "dtcmPresent", "vtorPresent", "nvicPrioBits",
            "vendorSystickConfig", "deviceNumInterrupts", "sauNumRegions", "sauRegionsConfig", "enabled",
            "protectionWhenDisabled", "region", "base", "limit", "peripheral", "derivedFrom", "dim", "dimIncrement",
            "dimIndex", "dimName", "dimArrayIndex", "alternatePeripheral", "groupName", "prependToName",
            "appendToName", "headerStructName", "disableCondition", "baseAddress", "addressBlock", "offset", "usage",
            "interrupt", "value", "registers", "cluster", "alternateCluster", "addressOffset", "register",
            "displayName", "alternateGroup", "alternateRegister", "dataType", "modifiedWriteValues",
            "writeConstraint", "writeAsRead", "useEnumeratedValues", "range", "minimum", "maximum", "readAction",
            "fields", "field", "lsb", "msb", "bitOffset", "bitWidth", "bitRange", "enumeratedValues",
            "headerEnumName", "enumeratedValue", "isDefault");

    private static final String CPU = "<cpu><name>CM33</name><revision>r0p1</revision><endian>little</endian>%s"
            + "<nvicPrioBits>3</nvicPrioBits><vendorSystickConfig>true</vendorSystickConfig>%s</cpu>";
    private static final String P = Svd.peripheral("P", "", Svd.register("R", "0", ""));
    private static final String BIT = "<bitRange>[3:0]</bitRange>";

    private static Cpu cpu(String middle, String end) {
        return Svd.read(Svd.device(CPU.formatted(middle, end), P, "")).cpu().orElseThrow();
    }

    private static void isBoolean(String element) {
        String on = "<" + element + ">true</" + element + ">";
        assertEquals("true", cpu(on, "").properties().get(element));
        assertEquals("0", cpu(on.replace("true", "0"), "").properties().get(element));
        assertTrue(Svd.errors(Svd.device(CPU.formatted(on.replace("true", "yes"), ""), P, "")).getFirst()
                .contains("<" + element + ">: 'yes' is not valid; expected true or false"));
    }

    @Test
    @DisplayName("cpu name: ARM processor name: Cortex-Mx / SCxxx")
    void cpuName() {
        assertEquals("CM33", cpu("", "").properties().get("name"));
    }

    @Test
    @DisplayName("mpuPresent: specifies whether or not a memory protection unit is physically present")
    void mpuPresent() {
        isBoolean("mpuPresent");
    }

    @Test
    @DisplayName("fpuPresent: specifies whether or not a floating point hardware unit is physically present")
    void fpuPresent() {
        isBoolean("fpuPresent");
    }

    @Test
    @DisplayName("fpuDP: specifies a double precision floating point hardware unit is physically present")
    void fpuDp() {
        isBoolean("fpuDP");
    }

    @Test
    @DisplayName("dspPresent: specifies whether the optional SIMD instructions are supported by processor")
    void dspPresent() {
        isBoolean("dspPresent");
    }

    @Test
    @DisplayName("icachePresent: specifies that an instruction cache is physically present")
    void icachePresent() {
        isBoolean("icachePresent");
    }

    @Test
    @DisplayName("dcachePresent: specifies that a data cache is physically present")
    void dcachePresent() {
        isBoolean("dcachePresent");
    }

    @Test
    @DisplayName("itcmPresent: specifies that an instruction tightly coupled memory is physically present")
    void itcmPresent() {
        isBoolean("itcmPresent");
    }

    @Test
    @DisplayName("dtcmPresent: specifies that an data tightly coupled memory is physically present")
    void dtcmPresent() {
        isBoolean("dtcmPresent");
    }

    @Test
    @DisplayName("vtorPresent: indicates whether the Vector Table Offset Register is implemented in the device or not")
    void vtorPresent() {
        isBoolean("vtorPresent");
    }

    @Test
    @DisplayName("nvicPrioBits: specifies the number of bits used by the Nested Vectored Interrupt Controller")
    void nvicPrioBits() {
        assertEquals("3", cpu("", "").properties().get("nvicPrioBits"));
        assertTrue(Svd.errors(Svd.device(CPU.formatted("", "").replace("<nvicPrioBits>3<", "<nvicPrioBits>few<"), P,
                "")).getFirst().contains("<nvicPrioBits>: 'few'"));
    }

    @Test
    @DisplayName("vendorSystickConfig: is set true if a custom system timer is implemented in the device")
    void vendorSystickConfig() {
        assertEquals("true", cpu("", "").properties().get("vendorSystickConfig"));
    }

    private static Cpu.SauRegionsConfig sau(String attributes, String regions) {
        return cpu("", "<sauRegionsConfig" + attributes + ">" + regions + "</sauRegionsConfig>").sau().orElseThrow();
    }

    @Test
    @DisplayName("sauRegionsConfig enabled: xs:boolean, use optional, default true")
    void sauEnabled() {
        assertTrue(sau("", "").enabled());
        assertEquals(false, sau(" enabled=\"false\"", "").enabled());
    }

    @Test
    @DisplayName("protectionWhenDisabled: protectionStringType, use optional, default s")
    void protectionWhenDisabled() {
        assertEquals(Protection.SECURE, sau("", "").protectionWhenDisabled());
        assertEquals(Protection.PRIVILEGED, sau(" protectionWhenDisabled=\"p\"", "").protectionWhenDisabled());
    }

    @Test
    @DisplayName("region: base, limit and access, once or more, with the attributes enabled and name")
    void region() {
        Cpu.SauRegion region = sau("", "<region name=\"A\"><base>0x10</base><limit>0x1f</limit><access>c</access>"
                + "<base>0x30</base><limit>0x3f</limit><access>n</access></region>").regions().getFirst();
        assertEquals(new Cpu.SauRegion(true, Optional.of("A"), List.of(new Cpu.SauRange(0x10, 0x1f, true),
                new Cpu.SauRange(0x30, 0x3f, false))), region);
    }

    @ParameterizedTest
    @DisplayName("addressBlock offset, size and usage: registers, buffer or reserved")
    @EnumSource(AddressBlock.Usage.class)
    void addressBlock(AddressBlock.Usage usage) {
        String xml = Svd.registers(Svd.register("R", "0", "")).replace("<offset>0</offset>", "<offset>0x20</offset>")
                .replace("<usage>registers<", "<usage>" + usage.name().toLowerCase(Locale.ROOT) + "<");
        AddressBlock block = Svd.block(Svd.read(xml), 0).addressBlocks().getFirst();
        assertEquals(new AddressBlock(0x20, 0x100, usage, Optional.empty()), block);
        assertTrue(Svd.errors(xml.replaceAll("<usage>\\w+<", "<usage>heap<")).getFirst().contains("'heap'"));
    }

    @Test
    @DisplayName("interrupt name, description and value: value is an xs:integer")
    void interrupt() {
        String xml = Svd.registers(Svd.register("R", "0", "")).replace("<registers>", "<interrupt><name>I</name>"
                + "<description>d</description><value>x7</value></interrupt><registers>");
        assertTrue(Svd.errors(xml).getFirst().contains("<value>: 'x7'"), Svd.errors(xml)::toString);
        assertEquals(7, Svd.block(Svd.read(xml.replace("x7", "7")), 0).interrupts().getFirst().value());
    }

    @Test
    @DisplayName("lsb and msb: bit field described by lsb followed by msb tag")
    void lsbMsb() {
        assertEquals(new BitRange(4, 9), Svd.only("<lsb>4</lsb><msb>9</msb>").bits());
    }

    @Test
    @DisplayName("bitOffset and bitWidth: bit field described by bit offset relative to Bit0 + bit width of field")
    void bitOffset() {
        assertEquals(new BitRange(4, 9), Svd.only("<bitOffset>4</bitOffset><bitWidth>6</bitWidth>").bits());
    }

    @Test
    @DisplayName("dimName: the name of the C type of a repeated cluster")
    void dimName() {
        String xml = Svd.registers("<cluster><dim>2</dim><dimIncrement>16</dimIncrement><dimName>C_t</dimName>"
                + "<name>C[%s]</name><description>d</description><addressOffset>0</addressOffset>"
                + Svd.register("R", "0", "") + "</cluster>");
        assertEquals(Optional.of("C_t"), Svd.cluster(Svd.read(xml), "C[%s]").dimension().orElseThrow().dimName());
    }

    private static Optional<WriteConstraint> constraint(String content) {
        return Svd.only(BIT + "<writeConstraint>" + content + "</writeConstraint>").writeConstraint();
    }

    @Test
    @DisplayName("writeAsRead: only what was read may be written")
    void writeAsRead() {
        assertEquals(Optional.of(new WriteConstraint.WriteAsRead(true)),
                constraint("<writeAsRead>true</writeAsRead>"));
    }

    @Test
    @DisplayName("useEnumeratedValues: only the values of enumeratedValues may be written")
    void useEnumeratedValues() {
        assertEquals(Optional.of(new WriteConstraint.UseEnumeratedValues(true)),
                constraint("<useEnumeratedValues>1</useEnumeratedValues>"));
    }

    @Test
    @DisplayName("range: minimum and maximum, both scaledNonNegativeInteger")
    void range() {
        assertEquals(Optional.of(new WriteConstraint.Range(1, 14)),
                constraint("<range><minimum>#1</minimum><maximum>0xe</maximum></range>"));
        assertTrue(Svd.errors(Svd.fields(Svd.field("F", BIT + "<writeConstraint><range><minimum>1</minimum></range>"
                + "</writeConstraint>"))).getFirst().contains("no <maximum>"));
    }

    @Test
    @DisplayName("offset of registers: the registers section can have an arbitrary list of cluster and register "
            + "sections")
    void arbitraryList() {
        String cluster = "<cluster><name>C%d</name><description>d</description><addressOffset>%d</addressOffset>"
                + Svd.register("R", "0", "") + "</cluster>";
        List<String> names = Svd.block(Svd.read(Svd.registers(Svd.register("A", "0", "") + cluster.formatted(1, 4)
                + Svd.register("B", "8", "") + cluster.formatted(2, 12))), 0).registers().stream()
                .map(node -> node.name() + (node instanceof Register ? " register" : " cluster")).toList();
        assertEquals(List.of("A register", "C1 cluster", "B register", "C2 cluster"), names);
    }

    @Test
    @DisplayName("no element or attribute of the schema is without a test of its name")
    void coverage() {
        String names = Stream.of(DeviceConformanceTest.class, PeripheralConformanceTest.class,
                RegisterConformanceTest.class, FieldConformanceTest.class, DerivationTest.class,
                ElementConformanceTest.class).flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
                .map(ElementConformanceTest::title).collect(Collectors.joining("\n"));
        Set<String> without = SCHEMA.stream().filter(name -> !Pattern.compile("\\b" + name + "\\b").matcher(names)
                .find()).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), without);
    }

    private static String title(Method test) {
        DisplayName name = test.getAnnotation(DisplayName.class);
        return name == null || name.value().startsWith("no element") ? "" : name.value();
    }
}
