// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.junit.jupiter.api.Test;

class RegisterLayoutTest {
    private static RegisterLayout layout(RegisterNode... nodes) {
        return RegisterLayout.of(DeviceDescription.of("D", "1", "d", List.of(Block.of("B", 0x1000, List.of(nodes)))));
    }

    private static Register register(String name, long offset) {
        return Register.builder(name, offset, 32).build();
    }

    private static List<String> places(RegisterLayout layout) {
        return layout.registers().stream().map(r -> Long.toHexString(r.address()) + " " + r.path()).toList();
    }

    @Test
    void arraysOfBlocksClustersAndRegistersAreExpanded() {
        Register data = Register.builder("D[%s]", 4, 32).dimension(Dimension.of(2, 4)).build();
        Cluster channel = Cluster.of("CH%s", 0x10, List.of(register("CTRL", 0), data))
                .repeated(new Dimension(2, 0x10, List.of("A", "B"), Optional.empty(), Optional.empty()));
        Block block = Block.of("P[%s]", 0x1000, List.of(channel)).repeated(Dimension.of(2, 0x100));
        assertEquals(List.of("1010 P[0].CHA.CTRL", "1014 P[0].CHA.D[0]", "1018 P[0].CHA.D[1]",
                "1020 P[0].CHB.CTRL", "1024 P[0].CHB.D[0]", "1028 P[0].CHB.D[1]",
                "1110 P[1].CHA.CTRL", "1114 P[1].CHA.D[0]", "1118 P[1].CHA.D[1]",
                "1120 P[1].CHB.CTRL", "1124 P[1].CHB.D[0]", "1128 P[1].CHB.D[1]"),
                places(RegisterLayout.of(DeviceDescription.of("D", "1", "d", List.of(block)))));
    }

    @Test
    void pathsGroupsAndShownNames() {
        Register mode = Register.builder("R", 0, 32).alternateGroup("HOST").displayName("Mode").build();
        Block.Labels labels = new Block.Labels(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of("X_"), Optional.of("_Y"), Optional.empty());
        Block block = new Block("B", Optional.empty(), Optional.empty(), 0, labels, Optional.empty(),
                RegisterProperties.NONE, List.of(), List.of(), List.of(register("R", 0), mode), Map.of());
        RegisterLayout layout = RegisterLayout.of(DeviceDescription.of("D", "1", "d", List.of(block)));
        assertEquals("X_R_Y", layout.find("B.R").orElseThrow().displayName());
        assertEquals("X_Mode_Y", layout.find("B.R_HOST").orElseThrow().displayName());
        assertEquals(List.of("B"), layout.find("B.R").orElseThrow().groups());
        assertEquals(2, layout.at(3).size());
    }

    @Test
    void lookUpByAddress() {
        RegisterLayout layout = layout(register("A", 0), register("B", 4), register("C", 0x10));
        assertEquals("B.A", layout.at(0x1003).getFirst().path());
        assertEquals(List.of(), layout.at(0x1008));
        assertEquals(2, layout.between(0x1003, 0x1005).size());
        assertEquals(3, layout.between(0, -1).size());
        assertEquals(Optional.empty(), layout.find("B.Z"));
    }

    @Test
    void addressesAreUnsigned() {
        RegisterLayout layout = RegisterLayout.of(DeviceDescription.of("D", "1", "d",
                List.of(Block.of("HIGH", -16, List.of(register("R", 8))),
                        Block.of("LOW", 0, List.of(register("R", 0))))));
        assertEquals(List.of("0 LOW.R", "fffffffffffffff8 HIGH.R"), places(layout));
        assertEquals(1, layout.at(-8).size());
    }

    @Test
    void guardSpreadsToEveryRegisterWhoseAccessCoversIt() {
        Register fifo = Register.builder("FIFO", 3, 8).readAction(ReadAction.MODIFY).build();
        Register wide = Register.builder("STATUS", 0, 8).accessBits(OptionalInt.of(32)).build();
        Register narrow = Register.builder("FLAGS", 1, 8).build();
        RegisterLayout layout = layout(wide, narrow, fifo);
        Guard guard = layout.find("B.STATUS").orElseThrow().guard().orElseThrow();
        assertEquals(new Guard(Guard.Kind.OVERLAP,
                "an access to B.STATUS covers B.FIFO: FIFO is changed by a read"), guard);
        assertTrue(layout.find("B.FLAGS").orElseThrow().guard().isEmpty());
    }

    @Test
    void guardSpreadsToAnotherDescriptionOfTheSameAddress() {
        Register one = Register.builder("ICR", 0, 32).readAction(ReadAction.CLEAR).build();
        Register two = Register.builder("ICR_RAW", 0, 32).alternateRegister("ICR").build();
        assertEquals(Guard.Kind.OVERLAP,
                layout(one, two).find("B.ICR_RAW").orElseThrow().guard().orElseThrow().kind());
    }

    @Test
    void writeOnlyViewDoesNotGuardTheReadableOne() {
        Register in = Register.builder("IN", 0, 32).access(Access.READ_ONLY).build();
        Register out = Register.builder("OUT", 0, 32).access(Access.WRITE_ONLY).build();
        RegisterLayout layout = layout(in, out);
        assertTrue(layout.find("B.IN").orElseThrow().guard().isEmpty());
        assertTrue(layout.find("B.OUT").orElseThrow().guard().isPresent());
    }

    @Test
    void planReadsEachRegisterAtItsWidthAndNothingElse() {
        Register fifo = Register.builder("FIFO", 8, 32).readAction(ReadAction.MODIFY).build();
        Register pair = Register.builder("PAIR", 0x10, 64).accessBits(OptionalInt.of(32)).build();
        Register small = Register.builder("SMALL", 0x20, 16).build();
        RegisterLayout layout = layout(register("A", 0), register("A2", 0), fifo, pair, small);
        ReadPlan plan = ReadPlan.of(layout.registers());
        assertEquals(List.of(new ReadPlan.Access(0x1000, 4), new ReadPlan.Access(0x1010, 4),
                new ReadPlan.Access(0x1014, 4), new ReadPlan.Access(0x1020, 2)), plan.accesses());
        assertEquals(List.of("B.FIFO"), plan.skipped().stream().map(RegisterInstance::path).toList());
        assertEquals(List.of(new ReadPlan.Access(0x1008, 4)),
                ReadPlan.once(layout.find("B.FIFO").orElseThrow()).accesses());
    }
}
