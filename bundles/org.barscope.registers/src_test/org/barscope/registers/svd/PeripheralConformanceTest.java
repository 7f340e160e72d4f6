// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.AddressBlock;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Interrupt;
import org.barscope.registers.model.Protection;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** CMSIS-SVD 1.3, peripheral and cluster level: one test an element, named with the schema's words. */
class PeripheralConformanceTest {
    private static final String R = Svd.register("R", "0", "");

    private static Block with(String head) {
        return Svd.read(Svd.peripherals(Svd.peripheral("P", head, R))).blocks().getFirst();
    }

    private static Block replacing(String from, String to) {
        return Svd.read(Svd.peripherals(Svd.peripheral("P", "", R)).replace(from, to)).blocks().getFirst();
    }

    @Test
    @DisplayName("peripheral dimElementGroup: specify uni-dimensional array of peripheral - requires "
            + "name=\"<name>[%s]\"")
    void array() {
        Block block = Svd.read(Svd.peripherals(Svd.peripheral("P", "", R).replace("<name>P</name>",
                "<dim>3</dim><dimIncrement>0x20</dimIncrement><name>P[%s]</name>"))).blocks().getFirst();
        assertEquals(Optional.of(Dimension.of(3, 0x20)), block.dimension());
        assertEquals("P[2]", block.dimension().get().nameOf(block.name(), 2));
    }

    @Test
    @DisplayName("name: specifies the name of a peripheral")
    void name() {
        assertEquals("P", with("").name());
        assertTrue(Svd.errors(Svd.peripherals(Svd.peripheral("P", "", R) + Svd.peripheral("P", "", R))).getFirst()
                .contains("the name P is used before"));
    }

    @Test
    @DisplayName("version: specifies the version of the peripheral descriptions")
    void version() {
        assertEquals(Optional.of("2"), with("<version>2</version>").labels().version());
    }

    @Test
    @DisplayName("description: provides a high level functional description of the peripheral")
    void description() {
        assertEquals(Optional.of("One two"), with("<description>One\n   two</description>").description());
    }

    @Test
    @DisplayName("alternatePeripheral: specifies an alternative description for an address range that is already fully "
            + "by a peripheral described")
    void alternatePeripheral() {
        assertEquals(Optional.of("Q"), with("<alternatePeripheral>Q</alternatePeripheral>").labels()
                .alternatePeripheral());
    }

    @Test
    @DisplayName("groupName: assigns this peripheral to a group of peripherals")
    void groupName() {
        assertEquals(Optional.of("G"), with("<groupName>G</groupName>").labels().groupName());
    }

    @Test
    @DisplayName("prependToName: specifies a prefix that is placed in front of each register name of this peripheral")
    void prependToName() {
        assertEquals(Optional.of("P_"), with("<prependToName>P_</prependToName>").labels().prependToName());
    }

    @Test
    @DisplayName("appendToName: is a postfix that is appended to each register name of this peripheral")
    void appendToName() {
        assertEquals(Optional.of("_P"), with("<appendToName>_P</appendToName>").labels().appendToName());
    }

    @Test
    @DisplayName("headerStructName: specifies the name for the peripheral structure typedef")
    void headerStructName() {
        assertEquals(Optional.of("P_t"), with("<headerStructName>P_t</headerStructName>").labels()
                .headerStructName());
    }

    @Test
    @DisplayName("disableCondition: contains a logical expression based on constants and register or bit-field values")
    void disableCondition() {
        assertEquals(Optional.of("(P->R == 0)"),
                with("<disableCondition>(P-&gt;R == 0)</disableCondition>").disableCondition());
    }

    @Test
    @DisplayName("baseAddress: specifies the absolute base address of a peripheral")
    void baseAddress() {
        assertEquals(0x1000, with("").baseAddress());
        assertEquals(-16, replacing("<baseAddress>0x1000", "<baseAddress>0xFFFFFFFFFFFFFFF0").baseAddress());
        assertTrue(Svd.errors(Svd.peripherals(Svd.peripheral("P", "", R)
                .replace("<baseAddress>0x1000</baseAddress>", ""))).getFirst().contains("no <baseAddress>"));
    }

    @Test
    @DisplayName("registerPropertiesGroup of a peripheral: default values are inherited to all registers contained in "
            + "this peripheral")
    void properties() {
        Block block = replacing("</baseAddress>", "</baseAddress><size>8</size><access>write-only</access>");
        assertEquals(8, Svd.reg(block, "R").size());
        assertEquals(Access.WRITE_ONLY, Svd.reg(block, "R").access());
    }

    @Test
    @DisplayName("addressBlock: specifies one or more address ranges that are assigned exclusively to this peripheral")
    void addressBlock() {
        Block block = replacing("<registers>", "<addressBlock><offset>0x200</offset><size>4k</size>"
                + "<usage>buffer</usage><protection>s</protection></addressBlock><registers>");
        assertEquals(List.of(
                new AddressBlock(0, 0x100, AddressBlock.Usage.REGISTERS, Optional.empty()),
                new AddressBlock(0x200, 4096, AddressBlock.Usage.BUFFER, Optional.of(Protection.SECURE))),
                block.addressBlocks());
        assertTrue(Svd.warnings(Svd.peripherals("<peripheral><name>P</name><baseAddress>0</baseAddress><registers>"
                + R + "</registers></peripheral>")).getFirst().contains("no <addressBlock>"));
    }

    @Test
    @DisplayName("interrupt: specifies can specify one or more interrtupts by name, description and value")
    void interrupt() {
        Block block = replacing("<registers>", "<interrupt><name>RX</name><description>Received</description>"
                + "<value>5</value></interrupt><interrupt><name>TX</name><value>-1</value></interrupt><registers>");
        assertEquals(List.of(new Interrupt("RX", Optional.of("Received"), 5),
                new Interrupt("TX", Optional.empty(), -1)), block.interrupts());
    }

    @Test
    @DisplayName("registers: section contains all registers owned by the peripheral")
    void registers() {
        assertEquals(1, with("").registers().size());
    }

    // Clusters

    private static Cluster cluster(String head, String properties, String content) {
        return Svd.cluster(Svd.read(Svd.registers("<cluster><name>C</name><description>A cluster</description>" + head
                + "<addressOffset>0x40</addressOffset>" + properties + content + "</cluster>")), "C");
    }

    @Test
    @DisplayName("cluster: is a set of registers that are composed into a C data structure in the device header file")
    void cluster() {
        Cluster cluster = cluster("", "", R);
        assertEquals(Optional.of("A cluster"), cluster.description());
        assertEquals(0x40, cluster.offset());
        assertEquals("R", cluster.registers().getFirst().name());
    }

    @Test
    @DisplayName("cluster dimElementGroup: specifies the number of array elements (dim), the address offset between to "
            + "consecutive array elements")
    void clusterArray() {
        DeviceDescription device = Svd.read(Svd.registers("<cluster><dim>4</dim><dimIncrement>16</dimIncrement>"
                + "<dimName>C_t</dimName><name>C[%s]</name><description>d</description>"
                + "<addressOffset>0</addressOffset>" + R + "</cluster>"));
        Dimension dimension = Svd.cluster(device, "C[%s]").dimension().orElseThrow();
        assertEquals(4, dimension.count());
        assertEquals(16, dimension.increment());
        assertEquals(Optional.of("C_t"), dimension.dimName());
    }

    @Test
    @DisplayName("alternateCluster: specifies an alternative description for a cluster address range that is already "
            + "fully described")
    void alternateCluster() {
        assertEquals(Optional.of("D"), cluster("<alternateCluster>D</alternateCluster>", "", R).alternateCluster());
    }

    @Test
    @DisplayName("cluster headerStructName: specifies the name for the cluster structure typedef")
    void clusterHeaderStructName() {
        assertEquals(Optional.of("C_t"), cluster("<headerStructName>C_t</headerStructName>", "", R)
                .headerStructName());
    }

    @Test
    @DisplayName("registerPropertiesGroup of a cluster: default values are inherited to all registers contained")
    void clusterProperties() {
        Cluster cluster = cluster("", "<size>16</size>", R);
        assertEquals(16, ((Register) cluster.registers().getFirst()).size());
    }

    @Test
    @DisplayName("1.3: nesting of cluster is supported")
    void nesting() {
        Cluster cluster = cluster("", "", R + "<cluster><name>D</name><description>d</description>"
                + "<addressOffset>8</addressOffset>" + R + "</cluster>");
        assertEquals(2, cluster.registers().size());
        Cluster inner = (Cluster) cluster.registers().get(1);
        assertEquals(8, inner.offset());
        assertEquals("R", inner.registers().getFirst().name());
    }
}
