// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.Route;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;
import org.barscope.registers.naming.RegisterPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterRulesTest {

    private static final long SIZE = 0x100;
    private static final String UNKNOWN = "reading what nobody knows may do anything";
    private static final AccessMap ASKS = AccessMap.ask(AccessWidth.W32, UNKNOWN);

    private static RegisterLayout layout(List<? extends RegisterNode> registers) {
        Block block = new Block("B", Optional.empty(), Optional.empty(), 0, Block.Labels.NONE, Optional.empty(),
                RegisterProperties.of(32, Access.READ_WRITE), List.of(), List.of(), List.copyOf(registers), Map.of());
        return new RegisterLayout.Builder().add(block, "B", 0).build();
    }

    private static RegionRegisters place(AccessMap rules, RegisterLayout... layouts) {
        RegionInfo info = new RegionInfo(RegionUri.parse("fake:0000:01:00.0/bar0"), RegionKind.MMIO, SIZE,
                ByteOrder.LITTLE_ENDIAN, false, OptionalLong.empty(), rules, new Route("fake", "made up", List.of()));
        Binding binding = RegisterFiles.bindingOf(Path.of("test.svd"), "bar0");
        LoadedDescription source = new LoadedDescription(binding, DeviceDescription.of("T", "1", "", List.of()),
                List.of(), List.of());
        return new RegionRegisters(info, rules, Collections.nCopies(layouts.length, source), List.of(layouts),
                List.of());
    }

    private static Register plain(String name, long offset, int bits) {
        return Register.builder(name, offset, bits).build();
    }

    private static Register clearing(String name, long offset, int bits) {
        return Register.builder(name, offset, bits).readAction(ReadAction.CLEAR).build();
    }

    private static Guard guard(RegionRegisters registers, String path) {
        return registers.registers().stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow().guard()
                .orElseThrow();
    }

    @Test
    void describedRegistersAreSafeWithTheirWidthAndGapsAsk() {
        AccessMap map = place(ASKS, layout(List.of(plain("BYTE", 0x10, 8), plain("WORD", 0x20, 32),
                plain("LONG", 0x30, 64)))).access();
        assertEquals(new AccessRule(0x10, 1, AccessWidth.W8, ReadPolicy.SAFE, ""), map.unitAt(0x10));
        assertEquals(new AccessRule(0x20, 4, AccessWidth.W32, ReadPolicy.SAFE, ""), map.unitAt(0x22));
        assertEquals(new AccessRule(0x30, 8, AccessWidth.W64, ReadPolicy.SAFE, ""), map.unitAt(0x37));
        assertEquals(new AccessRule(0x24, 4, AccessWidth.W32, ReadPolicy.ASK, UNKNOWN), map.unitAt(0x24));
        assertEquals(ReadPolicy.GUARDED, map.unitAt(0x12).policy(), "32 bits here would cover the byte before");
    }

    @Test
    void sideEffectsAndWriteOnlyGuardWithTheReason() {
        AccessMap map = place(ASKS, layout(List.of(clearing("ICR", 0x40, 32),
                Register.builder("DOORBELL", 0x44, 32).access(Access.WRITE_ONLY).build()))).access();
        assertEquals(new AccessRule(0x40, 4, AccessWidth.W32, ReadPolicy.GUARDED, "ICR is cleared by a read"),
                map.unitAt(0x41));
        assertEquals(new AccessRule(0x44, 4, AccessWidth.W32, ReadPolicy.GUARDED, "DOORBELL is write-only"),
                map.unitAt(0x44));
    }

    @Test
    void theSameBytesWrittenAsOneThingAndReadAsAnotherMayBeRead() {
        RegionRegisters registers = place(ASKS, layout(List.of(plain("RECEIVE", 0, 8),
                Register.builder("TRANSMIT", 0, 8).access(Access.WRITE_ONLY).build())));
        assertEquals(ReadPolicy.SAFE, registers.access().unitAt(0).policy());
    }

    @Test
    void aRegisterThatAnotherDescriptionGuardsIsNotCoveredByAWiderOne() {
        RegionRegisters registers = place(ASKS, layout(List.of(plain("WIDE", 0x10, 64))),
                layout(List.of(clearing("ICR", 0x14, 32))));
        assertEquals(new Guard(Guard.Kind.OVERLAP, "an access to B.WIDE covers B.ICR: ICR is cleared by a read"),
                guard(registers, "B.WIDE"));
        assertEquals(ReadPolicy.GUARDED, registers.access().unitAt(0x10).policy());
    }

    @Test
    void whatTheRegionGuardsStaysGuardedWhateverTheDescriptionSays() {
        AccessMap own = ASKS.with(List.of(
                new AccessRule(0x40, 0x10, AccessWidth.W32, ReadPolicy.GUARDED, "counters clear when read")));
        RegionRegisters registers = place(own, layout(List.of(plain("COUNT", 0x44, 32), plain("OTHER", 0x50, 32))));
        assertEquals(new Guard(Guard.Kind.READ_ACTION, "counters clear when read"), guard(registers, "B.COUNT"));
        assertEquals(ReadPolicy.GUARDED, registers.access().unitAt(0x40).policy());
        assertEquals(ReadPolicy.GUARDED, registers.access().unitAt(0x4c).policy());
        assertEquals(ReadPolicy.SAFE, registers.access().unitAt(0x50).policy());
    }

    @Test
    void rangesWhereTheRegionAsksWaitForTheAgreement() {
        AccessMap own = AccessMap.safe(AccessWidth.W32).with(List.of(
                new AccessRule(0x40, 0x10, AccessWidth.W32, ReadPolicy.ASK, "the bus may hang")));
        RegisterLayout layout = layout(List.of(plain("COUNT", 0x44, 32)));
        assertEquals(new Guard(Guard.Kind.NOTE, "the bus may hang"), guard(place(own, layout), "B.COUNT"));
        assertTrue(place(own.agreed(), layout).registers().getFirst().guard().isEmpty());
    }

    @Test
    void registersOutsideTheRegionOrOutOfLineGetNoUnit() {
        AccessMap map = place(ASKS, layout(List.of(plain("BEYOND", SIZE, 32), plain("ACROSS", SIZE - 4, 64),
                plain("CROOKED", 0x12, 32)))).access();
        assertEquals(List.of(), map.rules());
    }

    @Test
    void aPatternMeansRegistersWithAllFieldsOrSomeFields() {
        RegionRegisters registers = place(ASKS, layout(List.of(plain("CTRL", 8, 32), clearing("CTRL_EXT", 4, 32),
                plain("STATUS", 0, 32))));
        assertEquals(List.of("B.CTRL_EXT", "B.CTRL"), registers.match(RegisterPattern.parse("ctrl*")).stream()
                .map(match -> match.register().path()).toList(), "by address");
        assertEquals(3, registers.match(RegisterPattern.parse("**")).size());
        assertTrue(registers.match(RegisterPattern.parse("ctrl_ext")).getFirst().register().guard().isPresent());
    }

    /** Whatever overlaps whatever: no unit that may be read, agreed or not, has a byte of one that must not be. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void guardedRegistersAreNeverPartOfAUnit(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            RegionRegisters registers = place(randomRules(random), layout(randomRegisters(random)),
                    layout(randomRegisters(random)));
            AccessMap map = registers.access();
            for (AccessMap either : List.of(map, map.agreed(), map.withDefaultWidth(AccessWidth.W64).agreed())) {
                check(registers, either);
            }
        }
    }

    private static void check(RegionRegisters registers, AccessMap map) {
        List<RegisterInstance> dangers = registers.registers().stream().filter(r -> r.guard()
                .filter(g -> g.kind() == Guard.Kind.READ_ACTION).isPresent()).toList();
        for (long at = 0; at < SIZE; at++) {
            AccessRule unit = map.unitAt(at);
            assertTrue(unit.offset() <= at && at < unit.end(), "a unit holds the byte it is looked up for");
            if (unit.policy() == ReadPolicy.GUARDED) {
                continue;
            }
            for (RegisterInstance danger : dangers) {
                boolean apart = danger.address() >= unit.end()
                        || danger.address() + danger.register().bytes() <= unit.offset();
                assertTrue(apart, () -> unit + " touches " + danger.path() + " at " + danger.address());
            }
        }
        for (RegisterInstance register : registers.registers()) {
            if (register.guard().isEmpty()) {
                assertFalse(dangers.stream().anyMatch(danger -> danger.address() < register.accessEnd()
                        && danger.address() + danger.register().bytes() > register.accessAddress()),
                        () -> register.path() + " would be read over a guarded one");
            }
        }
    }

    private static AccessMap randomRules(Random random) {
        List<AccessRule> rules = new ArrayList<>();
        long at = 0;
        while (at < SIZE) {
            long length = 8L * (1 + random.nextInt(8));
            if (random.nextInt(3) == 0) {
                ReadPolicy policy = ReadPolicy.values()[random.nextInt(3)];
                rules.add(new AccessRule(at, length, AccessWidth.values()[random.nextInt(4)], policy,
                        policy == ReadPolicy.SAFE ? "" : "the region says so"));
            }
            at += length;
        }
        return (random.nextBoolean() ? ASKS : AccessMap.safe(AccessWidth.W32)).with(rules);
    }

    private static List<Register> randomRegisters(Random random) {
        List<Register> registers = new ArrayList<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Register.Builder register = Register.builder("R" + i, random.nextInt((int) SIZE + 8),
                    8 << random.nextInt(4));
            switch (random.nextInt(4)) {
                case 0 -> register.readAction(ReadAction.CLEAR);
                case 1 -> register.access(Access.WRITE_ONLY);
                default -> register.accessBits(OptionalInt.of(8 << random.nextInt(4)));
            }
            registers.add(register.build());
        }
        return registers;
    }
}
