// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** derivedFrom at every level, in both directions and by path. */
class DerivationTest {
    private static final String FIELD = Svd.field("A", "<bitRange>[3:0]</bitRange>")
            + Svd.field("B", "<bitRange>[7:4]</bitRange>");
    private static final String BASE = Svd.register("BASE", "0x0",
            "<size>16</size><access>read-only</access><resetValue>5</resetValue><fields>" + FIELD + "</fields>")
            .replace("<addressOffset>", "<displayName>Base</displayName><description>Base register</description>"
                    + "<addressOffset>");

    private static String derived(String kind, String from, String content) {
        return "<" + kind + " derivedFrom=\"" + from + "\">" + content + "</" + kind + ">";
    }

    private static List<String> names(List<? extends RegisterNode> nodes) {
        return nodes.stream().map(RegisterNode::name).toList();
    }

    @Test
    @DisplayName("register derivedFrom: elements specified subsequently override inherited values")
    void register() {
        Register register = Svd.reg(Svd.read(Svd.registers(BASE + derived("register", "BASE",
                "<name>R</name><addressOffset>4</addressOffset><access>read-write</access>"))), "R");
        assertEquals(16, register.size());
        assertEquals(Access.READ_WRITE, register.access());
        assertEquals(5, register.reset().orElseThrow().value());
        assertEquals(Optional.of("Base register"), register.description());
        assertEquals(Optional.empty(), register.displayName());
        assertEquals(2, register.fields().size());
    }

    @Test
    @DisplayName("register derivedFrom: the target may come later in the file")
    void forward() {
        DeviceDescription device = Svd.read(Svd.registers(derived("register", "BASE",
                "<name>R</name><addressOffset>4</addressOffset>") + BASE));
        assertEquals(16, Svd.reg(device, "R").size());
    }

    @Test
    @DisplayName("register derivedFrom: a dotted path leads into another peripheral and its clusters")
    void path() {
        String cluster = "<cluster><name>C</name><description>d</description><addressOffset>8</addressOffset>" + BASE
                + "</cluster>";
        DeviceDescription device = Svd.read(Svd.peripherals(
                Svd.peripheral("P", "", derived("register", "Q.C.BASE",
                        "<name>R</name><addressOffset>4</addressOffset>"))
                + Svd.peripheral("Q", "", cluster)));
        assertEquals(2, Svd.reg(device, "R").fields().size());
    }

    @Test
    @DisplayName("register derivedFrom: own fields replace inherited ones of the same name or the same bits")
    void fieldsAreMerged() {
        Register register = Svd.reg(Svd.read(Svd.registers(BASE + derived("register", "BASE", "<name>R</name>"
                + "<addressOffset>4</addressOffset><fields>" + Svd.field("A", "<bitRange>[2:0]</bitRange>")
                + Svd.field("C", "<bitRange>[5:4]</bitRange>") + "</fields>"))), "R");
        assertEquals(List.of("A [2:0]", "C [5:4]"),
                register.fields().stream().map(field -> field.name() + " " + field.bits()).toList());
    }

    @Test
    @DisplayName("register derivedFrom: repetition is not inherited by a name without a placeholder")
    void repetition() {
        String array = Svd.register("X[%s]", "0", "").replace("<register>",
                "<register><dim>2</dim><dimIncrement>4</dimIncrement>");
        DeviceDescription device = Svd.read(Svd.registers(array
                + derived("register", "X[%s]", "<name>Y</name><addressOffset>0x10</addressOffset>")
                + derived("register", "X", "<name>Z[%s]</name><addressOffset>0x20</addressOffset>")));
        assertTrue(Svd.reg(device, "Y").dimension().isEmpty());
        assertEquals(2, Svd.reg(device, "Z[%s]").dimension().orElseThrow().count());
    }

    @Test
    @DisplayName("register derivedFrom: one element of an array is a target too")
    void elementOfArray() {
        String array = Svd.register("X%s", "0", "<size>8</size>").replace("<register>",
                "<register><dim>2</dim><dimIncrement>4</dimIncrement><dimIndex>A,B</dimIndex>");
        assertEquals(8, Svd.reg(Svd.read(Svd.registers(array
                + derived("register", "XB", "<name>Y</name><addressOffset>0x10</addressOffset>"))), "Y").size());
    }

    @Test
    @DisplayName("register derivedFrom: what the target inherits from its peripheral stays there")
    void onlyOwnProperties() {
        String other = Svd.peripheral("Q", "", Svd.register("BASE", "0", "")).replace("</baseAddress>",
                "</baseAddress><size>8</size>");
        DeviceDescription device = Svd.read(Svd.peripherals(Svd.peripheral("P", "", derived("register", "Q.BASE",
                "<name>R</name><addressOffset>0</addressOffset>")) + other));
        assertEquals(32, Svd.reg(device, "R").size());
    }

    @Test
    @DisplayName("peripheral derivedFrom: specify the peripheral name from which to inherit data")
    void peripheral() {
        DeviceDescription device = Svd.read(Svd.peripherals(
                derived("peripheral", "P", "<name>Q</name><baseAddress>0x2000</baseAddress>")
                + Svd.peripheral("P", "<description>First</description>", BASE)));
        Block block = Svd.block(device, 0);
        assertEquals(0x2000, block.baseAddress());
        assertEquals(Optional.of("First"), block.description());
        assertEquals(List.of("BASE"), names(block.registers()));
        assertEquals(1, block.addressBlocks().size());
    }

    @Test
    @DisplayName("peripheral derivedFrom: own registers replace inherited ones of the same name or offset, others stay")
    void registersAreMerged() {
        DeviceDescription device = Svd.read(Svd.peripherals(
                Svd.peripheral("P", "", BASE + Svd.register("B", "4", "") + Svd.register("C", "8", ""))
                + derived("peripheral", "P", "<name>Q</name><baseAddress>0x2000</baseAddress><registers>"
                        + Svd.register("NEW", "4", "") + Svd.register("C", "0x10", "") + "</registers>")));
        assertEquals(List.of("BASE", "NEW", "C"), names(Svd.block(device, 1).registers()));
        assertEquals(0x10, Svd.reg(Svd.block(device, 1), "C").offset());
    }

    @Test
    @DisplayName("peripheral derivedFrom: a register of a derived peripheral is a target by path")
    void throughDerived() {
        DeviceDescription device = Svd.read(Svd.peripherals(Svd.peripheral("P", "", BASE)
                + derived("peripheral", "P", "<name>Q</name><baseAddress>0x2000</baseAddress>")
                + Svd.peripheral("S", "", derived("register", "Q.BASE", "<name>R</name>"
                        + "<addressOffset>0</addressOffset>"))));
        assertEquals(16, Svd.reg(Svd.block(device, 2), "R").size());
    }

    @Test
    @DisplayName("cluster derivedFrom: Specify the cluster name from which to inherit data")
    void cluster() {
        String base = "<cluster><name>C</name><description>Channel</description><addressOffset>0</addressOffset>"
                + BASE + "</cluster>";
        DeviceDescription device = Svd.read(Svd.registers(base + derived("cluster", "C",
                "<name>D</name><addressOffset>0x20</addressOffset>" + Svd.register("EXTRA", "4", ""))));
        Cluster cluster = Svd.cluster(device, "D");
        assertEquals(Optional.of("Channel"), cluster.description());
        assertEquals(List.of("BASE", "EXTRA"), names(cluster.registers()));
        assertEquals(0x20, cluster.offset());
    }

    @Test
    @DisplayName("field derivedFrom: the position is replaced whatever style it is written in")
    void field() {
        DeviceDescription device = Svd.read(Svd.fields(Svd.field("A", "<description>Mode</description>"
                + "<bitRange>[3:0]</bitRange><access>read-only</access>") + derived("field", "A",
                "<name>B</name><lsb>8</lsb><msb>9</msb>")));
        Field field = Svd.field(device, "B");
        assertEquals(new BitRange(8, 9), field.bits());
        assertEquals(Access.READ_ONLY, field.access());
        assertEquals(Optional.of("Mode"), field.description());
    }

    @Test
    @DisplayName("enumeratedValues derivedFrom: by name in the same register, by path, or when the name is the "
            + "only one")
    void enumeratedValues() {
        String set = "<enumeratedValues><name>E</name><enumeratedValue><name>ON</name><value>1</value>"
                + "</enumeratedValue></enumeratedValues>";
        String two = Svd.field("A", "<bitRange>[0:0]</bitRange>" + set)
                + Svd.field("B", "<bitRange>[1:1]</bitRange><enumeratedValues derivedFrom=\"E\"/>")
                + Svd.field("C", "<bitRange>[2:2]</bitRange><enumeratedValues derivedFrom=\"P.R.A.E\"/>");
        DeviceDescription device = Svd.read(Svd.peripherals(
                Svd.peripheral("P", "", Svd.register("R", "0", "<fields>" + two + "</fields>"))
                + Svd.peripheral("Q", "", Svd.register("R", "0", "<fields>" + Svd.field("D",
                        "<bitRange>[0:0]</bitRange><enumeratedValues derivedFrom=\"E\"/>") + "</fields>"))));
        assertEquals("ON", Svd.field(device, "B").enumeratedValues().getFirst().meaningOf(1).orElseThrow().name());
        assertEquals("ON", Svd.field(device, "C").enumeratedValues().getFirst().meaningOf(1).orElseThrow().name());
        assertEquals("ON", Svd.reg(Svd.block(device, 1), "R").fields().getFirst().enumeratedValues().getFirst()
                .meaningOf(1).orElseThrow().name());
    }

    @Test
    @DisplayName("derivedFrom: a target that does not exist is an error with the place and what was expected")
    void missing() {
        List<String> errors = Svd.errors(Svd.registers("\n" + derived("register", "NONE",
                "<name>R</name><addressOffset>0</addressOffset>")));
        assertEquals(List.of("test.svd:4:30: <register> R: derivedFrom=\"NONE\" names no <register>; expected the name "
                + "of one, or a path like A.B.C to it"), errors);
    }

    @Test
    @DisplayName("derivedFrom: a circle is an error, at every level")
    void circle() {
        String circle = derived("register", "B", "<name>A</name><addressOffset>0</addressOffset>")
                + derived("register", "A", "<name>B</name><addressOffset>4</addressOffset>");
        assertTrue(Svd.errors(Svd.registers(circle)).getFirst().contains("leads back to this element"));
        assertTrue(Svd.errors(Svd.peripherals(
                derived("peripheral", "Q", "<name>P</name><baseAddress>0</baseAddress>")
                + derived("peripheral", "P", "<name>Q</name><baseAddress>4</baseAddress>"))).getFirst()
                .contains("leads back to this element"));
    }

    @Test
    @DisplayName("derivedFrom: a very long chain ends in an error, not in a full stack")
    void chain() {
        StringBuilder all = new StringBuilder(BASE);
        for (int i = 100_000; i > 0; i--) {
            all.append(derived("register", i == 1 ? "BASE" : "R" + (i - 1),
                    "<name>R" + i + "</name><addressOffset>" + 4 * i + "</addressOffset>"));
        }
        assertTrue(Svd.errors(Svd.registers(all.toString())).getFirst().contains("a chain of more than 64"));
    }

    @Test
    @DisplayName("derivedFrom: copies of copies that grow without bound end in an error")
    void doubling() {
        String head = "<description>d</description><addressOffset>0</addressOffset>";
        StringBuilder all = new StringBuilder("<cluster><name>C0</name>" + head + BASE + "</cluster>");
        StringBuilder deep = new StringBuilder(all);
        for (int i = 1; i < 60; i++) {
            String below = "C" + (i - 1);
            all.append("<cluster><name>C" + i + "</name>" + head
                    + derived("cluster", below, "<name>A</name><addressOffset>0</addressOffset>")
                    + derived("cluster", below, "<name>B</name><addressOffset>0</addressOffset>") + "</cluster>");
            deep.append("<cluster><name>C" + i + "</name>" + head + "<cluster><name>X</name>" + head
                    + derived("cluster", below, "<name>A</name><addressOffset>0</addressOffset>")
                    + "</cluster></cluster>");
        }
        assertTrue(Svd.errors(Svd.registers(all.toString())).getFirst().contains("with derivation followed"));
        assertTrue(Svd.errors(Svd.registers(deep.toString())).getFirst().contains("deep by derivation"));
    }
}
