// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.WriteConstraint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CMSIS-SVD 1.3, field and enumeration level: one test an element, named with the schema's words. */
class FieldConformanceTest {
    private static final String BIT = "<bitRange>[3:0]</bitRange>";

    private static String error(String content) {
        return Svd.errors(Svd.fields(Svd.field("F", content))).getFirst();
    }

    private static EnumeratedValues values(String values) {
        return Svd.only(BIT + "<enumeratedValues>" + values + "</enumeratedValues>").enumeratedValues().getFirst();
    }

    private static String value(String name, String rest) {
        return "<enumeratedValue><name>" + name + "</name>" + rest + "</enumeratedValue>";
    }

    @Test
    @DisplayName("name: specifies a field's name")
    void name() {
        assertEquals("F", Svd.only(BIT).name());
        assertTrue(Svd.errors(Svd.fields(Svd.field("F", BIT) + Svd.field("F", "<bitRange>[7:4]</bitRange>")))
                .getFirst().contains("the name F is used before"));
    }

    @Test
    @DisplayName("description: contains reference manual level information about the function and options of a field")
    void description() {
        assertEquals(Optional.of("Does it"), Svd.only("<description>Does it</description>" + BIT).description());
    }

    @Test
    @DisplayName("bitRangeLsbMsbStyle: the least significant and the most significant bit position")
    void lsbMsb() {
        assertEquals(new BitRange(4, 7), Svd.only("<lsb>4</lsb><msb>0x7</msb>").bits());
        assertTrue(error("<lsb>7</lsb><msb>4</msb>").contains("expected <lsb> and <msb>, the first not larger"));
        assertTrue(error("<lsb>7</lsb>").contains("<lsb> and <msb>"));
    }

    @Test
    @DisplayName("bitRangeOffsetWidthStyle: the least significant bit position and the bitWidth of the field")
    void offsetWidth() {
        assertEquals(new BitRange(4, 6), Svd.only("<bitOffset>4</bitOffset><bitWidth>3</bitWidth>").bits());
        assertEquals(new BitRange(4, 4), Svd.only("<bitOffset>4</bitOffset>").bits());
        assertTrue(error("<bitOffset>4</bitOffset><bitWidth>0</bitWidth>").contains("a <bitWidth> of at least 1"));
    }

    @Test
    @DisplayName("bitRange: bit field described by [<msb>:<lsb>]")
    void bitRange() {
        assertEquals(new BitRange(8, 31), Svd.only("<bitRange>[31:8]</bitRange>").bits());
        assertTrue(error("<bitRange>31:8</bitRange>").contains("expected [msb:lsb] in 0 to 31"));
    }

    @Test
    @DisplayName("alternative specifications of the bit position: exactly one")
    void oneStyle() {
        assertTrue(error("").contains("no position; expected one of <bitRange>"));
        assertTrue(error("<bitRange>[0:0]</bitRange><lsb>0</lsb><msb>0</msb>").contains("in 2 styles"));
    }

    @Test
    @DisplayName("the bit position of a field lies within the register")
    void inside() {
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<size>16</size><fields>"
                + Svd.field("F", "<bitRange>[16:9]</bitRange>") + "</fields>"))).getFirst()
                .contains("bits [16:9] are outside the register; expected bits below 16"));
        assertTrue(error("<bitRange>[64:0]</bitRange>").contains("no bits within the register"));
    }

    @Test
    @DisplayName("field dimElementGroup: repeats a field every dimIncrement bits")
    void array() {
        Register register = Svd.reg(Svd.read(Svd.fields("<field><dim>3</dim><dimIncrement>4</dimIncrement>"
                + "<dimIndex>X,Y,Z</dimIndex><name>F%s</name><bitRange>[1:0]</bitRange></field>")), "R");
        assertEquals(List.of("FX [1:0]", "FY [5:4]", "FZ [9:8]"),
                register.flatFields().stream().map(field -> field.name() + " " + field.bits()).toList());
        assertTrue(Svd.errors(Svd.fields("<field><dim>9</dim><dimIncrement>4</dimIncrement><name>F%s</name>"
                + "<bitRange>[1:0]</bitRange></field>")).getFirst().contains("outside the register"));
        assertTrue(Svd.errors(Svd.fields("<field><dim>2</dim><dimIncrement>1</dimIncrement><name>F%s</name>"
                + "<bitRange>[1:0]</bitRange></field>")).getFirst().contains("the elements overlap"));
    }

    @ParameterizedTest
    @DisplayName("access: describes the predefined permissions for the field")
    @EnumSource(Access.class)
    void access(Access access) {
        assertEquals(access, Svd.only(BIT + "<access>" + access.token() + "</access>").access());
    }

    @Test
    @DisplayName("default values of the register are inherited to all fields contained in this register")
    void inherited() {
        Field field = Svd.reg(Svd.read(Svd.registers(Svd.register("R", "0", "<access>read-only</access>"
                + "<modifiedWriteValues>oneToClear</modifiedWriteValues><fields>" + Svd.field("F", BIT)
                + "</fields>"))), "R").fields().getFirst();
        assertEquals(Access.READ_ONLY, field.access());
        assertEquals(ModifiedWriteValues.ONE_TO_CLEAR, field.modifiedWriteValues());
    }

    @ParameterizedTest
    @DisplayName("modifiedWriteValues: predefined description of write side effects")
    @EnumSource(ModifiedWriteValues.class)
    void modifiedWriteValues(ModifiedWriteValues modified) {
        assertEquals(modified, Svd.only(BIT + "<modifiedWriteValues>" + modified.token() + "</modifiedWriteValues>")
                .modifiedWriteValues());
    }

    @Test
    @DisplayName("writeConstraint: writeContstraint specifies the subrange of allowed values")
    void writeConstraint() {
        assertEquals(Optional.of(new WriteConstraint.Range(2, 9)), Svd.only(BIT + "<writeConstraint><range>"
                + "<minimum>2</minimum><maximum>9</maximum></range></writeConstraint>").writeConstraint());
        assertTrue(error(BIT + "<writeConstraint><range><minimum>16</minimum><maximum>17</maximum></range>"
                + "</writeConstraint>").contains("no value of 4 bits lies in the range"));
    }

    @ParameterizedTest
    @DisplayName("readAction: specifies the read side effects")
    @EnumSource(ReadAction.class)
    void readAction(ReadAction action) {
        Register register = Svd.reg(Svd.read(Svd.fields(Svd.field("F", BIT + "<readAction>" + action.token()
                + "</readAction>"))), "R");
        assertEquals(Optional.of(action), register.fields().getFirst().readAction());
        assertEquals("field F of R " + action.effect(), register.guard().orElseThrow().reason());
    }

    // Enumerations

    @Test
    @DisplayName("enumeratedValues name: specfies a reference to this enumeratedValues section for reuse purposes")
    void enumerationName() {
        assertEquals(Optional.of("E"), values("<name>E</name>" + value("A", "<value>0</value>")).name());
    }

    @Test
    @DisplayName("headerEnumName: overrides the hierarchical enumeration type in the device header file")
    void headerEnumName() {
        assertEquals(Optional.of("E_t"), values("<headerEnumName>E_t</headerEnumName>"
                + value("A", "<value>0</value>")).headerEnumName());
    }

    @Test
    @DisplayName("usage: specifies whether this enumeration is to be used for read or write or (read and write) "
            + "accesses")
    void usage() {
        String read = "<enumeratedValues><usage>read</usage>" + value("IDLE", "<value>0</value>")
                + "</enumeratedValues>";
        String write = "<enumeratedValues><usage>write</usage>" + value("START", "<value>0</value>")
                + "</enumeratedValues>";
        Field field = Svd.only(BIT + read + write);
        assertEquals("IDLE", field.valuesForReading().orElseThrow().values().getFirst().name());
        assertEquals("START", field.valuesForWriting().orElseThrow().values().getFirst().name());
        assertEquals(Optional.empty(), Svd.only(BIT + write).valuesForReading());
        assertEquals(EnumUsage.READ_WRITE, values(value("A", "<value>0</value>")).usage());
        assertTrue(Svd.warnings(Svd.fields(Svd.field("F", BIT + read + read))).getFirst()
                .contains("a second set for read"));
        assertTrue(error(BIT + write.replace(">write<", ">both<")).contains("expected read, write or read-write"));
    }

    @Test
    @DisplayName("enumeratedValue: name is a ANSI C indentifier representing the value, description contains the "
            + "details")
    void enumeratedValue() {
        assertEquals(List.of(EnumeratedValue.of("ON", 1, "Running")),
                values(value("ON", "<description>Running</description><value>1</value>")).values());
    }

    @ParameterizedTest(name = "{0}: value {1}, care {2}")
    @DisplayName("enumeratedValueDataType: specifies the number formats for the values in enumeratedValues")
    @CsvSource({"5,5,-1", "+5,5,-1", "0xA,10,-1", "0Xa,10,-1", "#101,5,-1", "0b101,5,-1", "#1x0,4,-3", "0bX1,1,-3",
        "010,10,-1", "#x,0,-2"})
    void value(String text, long value, long care) {
        assertEquals(Optional.of(new BitPattern(value, care)), SvdNumbers.pattern(text));
    }

    @ParameterizedTest
    @DisplayName("enumeratedValueDataType: everything else is refused")
    @ValueSource(strings = {"", "#", "0b", "#2", "1k", "-1", "0xG", "x1"})
    void wrongValue(String text) {
        assertEquals(Optional.empty(), SvdNumbers.pattern(text));
    }

    @Test
    @DisplayName("don't care bits: an exact value wins over a pattern, a pattern over the default")
    void doNotCare() {
        EnumeratedValues values = values(value("ANY", "<isDefault>true</isDefault>")
                + value("HIGH", "<value>#1xx</value>") + value("FIVE", "<value>5</value>"));
        assertEquals("FIVE", values.meaningOf(5).orElseThrow().name());
        assertEquals("HIGH", values.meaningOf(6).orElseThrow().name());
        assertEquals("ANY", values.meaningOf(8 + 4).orElseThrow().name());
        assertEquals("ANY", values.meaningOf(3).orElseThrow().name());
    }

    @Test
    @DisplayName("isDefault: specifies the name and description for all values that are not specifically described")
    void isDefault() {
        EnumeratedValues values = values(value("ZERO", "<value>0</value>") + value("OTHER",
                "<isDefault>true</isDefault>"));
        assertEquals("OTHER", values.meaningOf(7).orElseThrow().name());
        assertEquals("ZERO", values.meaningOf(0).orElseThrow().name());
        assertTrue(error(BIT + "<enumeratedValues>" + value("A", "") + "</enumeratedValues>")
                .contains("no <value>; expected one, or <isDefault> true"));
        assertTrue(error(BIT + "<enumeratedValues>" + value("A", "<value>1</value><isDefault>1</isDefault>")
                + "</enumeratedValues>").contains("both <value> and <isDefault>"));
        assertTrue(error(BIT + "<enumeratedValues>" + value("A", "<isDefault>1</isDefault>").repeat(2)
                + "</enumeratedValues>").contains("a second default entry"));
    }
}
