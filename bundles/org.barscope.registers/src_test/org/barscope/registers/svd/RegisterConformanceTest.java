// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.Reset;
import org.barscope.registers.model.WriteConstraint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CMSIS-SVD 1.3, register level: one test an element, named with the schema's words. */
class RegisterConformanceTest {
    private static Register rest(String rest) {
        return Svd.reg(Svd.read(Svd.registers(Svd.register("R", "0x10", rest))), "R");
    }

    private static Register head(String head) {
        return Svd.reg(Svd.read(Svd.registers(Svd.register("R", "0x10", "").replace("<addressOffset>",
                head + "<addressOffset>"))), "R");
    }

    private static Register dim(String dim, String name) {
        return Svd.reg(Svd.read(Svd.registers(Svd.register(name, "0x10", "").replace("<register>",
                "<register>" + dim))), name);
    }

    private static String dimError(String dim, String name) {
        return Svd.errors(Svd.registers(Svd.register(name, "0x10", "").replace("<register>", "<register>" + dim)))
                .getFirst();
    }

    @Test
    @DisplayName("name: specifies the name of the register")
    void name() {
        assertEquals("R", rest("").name());
        assertTrue(Svd.errors(Svd.registers(Svd.register("A B", "0", ""))).getFirst()
                .contains("'A B' cannot be a name; expected letters, digits and _"));
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "") + Svd.register("R", "4", ""))).getFirst()
                .contains("the name R is used before"));
    }

    @Test
    @DisplayName("displayName: specifies a register name without the restritions of an ANSIS C identifier")
    void displayName() {
        assertEquals(Optional.of("R (main)"), head("<displayName>R (main)</displayName>").displayName());
    }

    @Test
    @DisplayName("description: contains a reference manual level description about the register and it's purpose")
    void description() {
        assertEquals(Optional.of("Controls <it> & all"),
                head("<description>Controls &lt;it&gt; <![CDATA[& all]]></description>").description());
    }

    @Test
    @DisplayName("alternateGroup: specifies the identifier of the subgroup a register belongs to")
    void alternateGroup() {
        String two = Svd.register("R", "0", "")
                + Svd.register("R", "0", "").replace("<addr", "<alternateGroup>HOST</alternateGroup><addr");
        assertEquals(Optional.of("HOST"), ((Register) Svd.read(Svd.registers(two)).blocks().getFirst().registers()
                .get(1)).alternateGroup());
    }

    @Test
    @DisplayName("alternateRegister: specifies an alternate register description for an address that is already fully "
            + "described")
    void alternateRegister() {
        assertEquals(Optional.of("Q"), head("<alternateRegister>Q</alternateRegister>").alternateRegister());
    }

    @Test
    @DisplayName("addressOffset: describes the address of the register relative to the baseOffset of the peripheral")
    void addressOffset() {
        assertEquals(0x10, rest("").offset());
        assertTrue(Svd.errors(Svd.registers("<register><name>R</name></register>")).getFirst()
                .contains("<register> R: no <addressOffset>; expected one"));
    }

    @Test
    @DisplayName("size: registerPropertiesGroup specifies register size")
    void size() {
        assertEquals(16, rest("<size>16</size>").size());
        assertEquals(32, rest("").size());
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<size>65</size>"))).getFirst()
                .contains("65 is out of range; expected 1 to 64"));
    }

    @ParameterizedTest
    @DisplayName("accessType: specfies the pre-defined tokens for the available accesses")
    @EnumSource(Access.class)
    void access(Access access) {
        assertEquals(access, rest("<access>" + access.token() + "</access>").access());
    }

    @Test
    @DisplayName("access: a word that is not pre-defined is refused")
    void wrongAccess() {
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<access>rw</access>"))).getFirst()
                .contains("<register> R <access>: 'rw' is unknown; expected read-only, write-only, read-write,"));
    }

    @ParameterizedTest
    @DisplayName("protection: extended register access protection s = Secure, n = Non-secure, p = Privileged")
    @EnumSource(Protection.class)
    void protection(Protection protection) {
        assertEquals(Optional.of(protection), rest("<protection>" + protection.token() + "</protection>").properties()
                .protection());
    }

    @Test
    @DisplayName("resetValue and resetMask: register properties group specifies reset value")
    void reset() {
        assertEquals(Optional.of(new Reset(0x1234, 0xFFFFFFFFL)), rest("<resetValue>0x1234</resetValue>").reset());
        assertEquals(Optional.of(new Reset(0x34, 0xFF)),
                rest("<resetValue>0x1234</resetValue><resetMask>0xFF</resetMask>").reset());
        assertEquals(Optional.empty(), rest("").reset());
        assertEquals(OptionalLong.of(0xF), rest("<resetMask>0xF</resetMask>").properties().resetMask());
    }

    @ParameterizedTest
    @DisplayName("dataType: specifies a CMSIS compliant native dataType for a register (i.e. signed, unsigned, "
            + "pointer)")
    @ValueSource(strings = {"uint8_t", "int64_t", "uint32_t *"})
    void dataType(String type) {
        assertEquals(Optional.of(type), rest("<dataType>" + type + "</dataType>").dataType());
    }

    @Test
    @DisplayName("dataTypeType: pre-defines the tokens in line with CMSIS data type definitions")
    void wrongDataType() {
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<dataType>int</dataType>"))).getFirst()
                .contains("'int' is unknown; expected one of uint8_t"));
    }

    @ParameterizedTest
    @DisplayName("modifiedWriteValues: specifies the write side effects")
    @EnumSource(ModifiedWriteValues.class)
    void modifiedWriteValues(ModifiedWriteValues modified) {
        assertEquals(modified, rest("<modifiedWriteValues>" + modified.token() + "</modifiedWriteValues>")
                .modifiedWriteValues());
    }

    @ParameterizedTest
    @DisplayName("readAction: specifies the read side effects")
    @EnumSource(ReadAction.class)
    void readAction(ReadAction action) {
        Register register = rest("<readAction>" + action.token() + "</readAction>");
        assertEquals(Optional.of(action), register.readAction());
        assertTrue(register.guard().orElseThrow().reason().startsWith("R "));
    }

    @Test
    @DisplayName("writeConstraint: specifies the subset of allowed write values")
    void writeConstraint() {
        assertEquals(Optional.of(new WriteConstraint.WriteAsRead(true)),
                rest("<writeConstraint><writeAsRead>true</writeAsRead></writeConstraint>").writeConstraint());
        assertEquals(Optional.of(new WriteConstraint.UseEnumeratedValues(false)), rest("<writeConstraint>"
                + "<useEnumeratedValues>0</useEnumeratedValues></writeConstraint>").writeConstraint());
        assertEquals(Optional.of(new WriteConstraint.Range(1, 0x20)), rest("<writeConstraint><range>"
                + "<minimum>1</minimum><maximum>0x20</maximum></range></writeConstraint>").writeConstraint());
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<writeConstraint><range><minimum>3</minimum>"
                + "<maximum>2</maximum></range></writeConstraint>"))).getFirst()
                .contains("<minimum> is larger than <maximum>"));
        assertTrue(Svd.errors(Svd.registers(Svd.register("R", "0", "<writeConstraint/>"))).getFirst()
                .contains("expected one of <writeAsRead> <useEnumeratedValues> <range>"));
    }

    @Test
    @DisplayName("fields: section contains all fields that belong to this register")
    void fields() {
        assertEquals(2, rest("<fields>" + Svd.field("A", "<bitRange>[0:0]</bitRange>")
                + Svd.field("B", "<bitRange>[1:1]</bitRange>") + "</fields>").fields().size());
    }

    // dimElementGroup

    @Test
    @DisplayName("dim and dimIncrement: the number of array elements, the address offset between to consecutive "
            + "elements")
    void dim() {
        assertEquals(Optional.of(Dimension.of(4, 8)),
                dim("<dim>4</dim><dimIncrement>8</dimIncrement>", "R[%s]").dimension());
        assertTrue(dimError("<dim>0</dim><dimIncrement>8</dimIncrement>", "R[%s]").contains("0 is out of range"));
        assertTrue(dimError("<dim>4</dim>", "R[%s]").contains("no <dimIncrement>"));
        assertTrue(dimError("<dim>0xFFFFFFFF</dim><dimIncrement>8</dimIncrement>", "R[%s]")
                .contains("4294967295 is out of range"));
    }

    @ParameterizedTest
    @DisplayName("dimIndex: the subset and sequence of characters used for specifying the sequence of indices")
    @CsvSource(delimiter = '|', value = {"2-5|2 3 4 5", "A-D|A B C D", "A,B,_x,3|A B _x 3", "A, B,  C, D|A B C D"})
    void dimIndex(String index, String expected) {
        assertEquals(List.of(expected.split(" ")), dim("<dim>4</dim><dimIncrement>4</dimIncrement><dimIndex>" + index
                + "</dimIndex>", "R%s").dimension().orElseThrow().index());
    }

    @ParameterizedTest
    @DisplayName("dimIndex: a list that is malformed, of another length or with a name twice is refused")
    @ValueSource(strings = {"0-4", "A-", "a-d", "A,B", "A,A,B,C", "4-1", "0-999999999", ""})
    void wrongDimIndex(String index) {
        assertTrue(dimError("<dim>4</dim><dimIncrement>4</dimIncrement><dimIndex>" + index + "</dimIndex>", "R%s")
                .contains("<dimIndex>"));
    }

    @Test
    @DisplayName("dimableIdentifierType: identifiers that may contain %s from dim")
    void placeholder() {
        Dimension list = dim("<dim>2</dim><dimIncrement>4</dimIncrement><dimIndex>A,B</dimIndex>", "%s_R").dimension()
                .orElseThrow();
        assertEquals("B_R", list.nameOf("%s_R", 1));
        assertTrue(dimError("<dim>2</dim><dimIncrement>4</dimIncrement>", "R").contains("has no placeholder"));
        assertTrue(dimError("", "R%s").contains("has the placeholder %s but no <dim>"));
    }

    @Test
    @DisplayName("dimArrayIndex: describe enumeration of array indices")
    void dimArrayIndex() {
        Dimension dimension = dim("<dim>2</dim><dimIncrement>4</dimIncrement><dimArrayIndex><headerEnumName>Which"
                + "</headerEnumName><enumeratedValue><name>RX</name><description>Receive</description><value>0</value>"
                + "</enumeratedValue><enumeratedValue><name>TX</name><value>1</value></enumeratedValue>"
                + "</dimArrayIndex>", "R[%s]").dimension().orElseThrow();
        assertEquals(new Dimension.ArrayIndex(Optional.of("Which"), List.of(EnumeratedValue.of("RX", 0, "Receive"),
                new EnumeratedValue("TX", Optional.empty(), Optional.of(BitPattern.exactly(1))))),
                dimension.arrayIndex().orElseThrow());
    }

    // Numbers

    @ParameterizedTest(name = "{0} is {1}")
    @DisplayName("scaledNonNegativeInteger: specifies the format in which numbers are represented")
    @CsvSource({"0,0", "+12,12", "0x1F,31", "0X1f,31", "#101,5", "010,10", "2k,2048", "0x1M,1048576", "1g,1073741824",
        "1T,1099511627776", "0xFFFFFFFFFFFFFFFF,-1", "18446744073709551615,-1", "0x00000000000000000001,1"})
    void number(String text, long value) {
        assertEquals(OptionalLong.of(value), SvdNumbers.scaled(text));
    }

    @ParameterizedTest
    @DisplayName("scaledNonNegativeInteger: everything else is refused")
    @ValueSource(strings = {"", "-1", "0x", "#", "12a", "#12", "1 2", "0x1FFFFFFFFFFFFFFFF", "18446744073709551616",
        "k", "0xFFFFFFFFFFFFFFFFk", "١", "0b1", "++1"})
    void wrongNumber(String text) {
        assertEquals(OptionalLong.empty(), SvdNumbers.scaled(text));
    }
}
