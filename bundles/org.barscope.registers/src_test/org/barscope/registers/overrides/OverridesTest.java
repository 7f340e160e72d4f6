// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.overrides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.registers.builtin.BuiltInDescriptions;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Register;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverridesTest {
    private static List<Override> read(String content) {
        try {
            return OverrideFile.read("o.xml", ("<overrides>" + content + "</overrides>")
                    .getBytes(StandardCharsets.UTF_8));
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    private static List<String> faults(String content) {
        return assertThrows(DescriptionException.class, () -> OverrideFile.read("o.xml", ("<overrides>" + content
                + "</overrides>").getBytes(StandardCharsets.UTF_8))).faults().stream().map(Fault::toString).toList();
    }

    private static Overrider.Result apply(String content) throws Exception {
        return Overrider.apply(BuiltInDescriptions.load("e1000e.svd"), read(content));
    }

    private static Register register(DeviceDescription description, String path) {
        return RegisterLayout.of(description).find(path).orElseThrow().register();
    }

    @Test
    void everyPropertyOfARegister() throws Exception {
        Overrider.Result result = apply("<override path=\"GEN.MDIC\" description=\"PHY\" comment=\"mine\""
                + " displayName=\"MDI\" guard=\"hangs\" accessBits=\"16\" offset=\"0x24\" resetValue=\"0x10\""
                + " resetMask=\"0xff\" access=\"read-only\" readAction=\"set\" modifiedWriteValues=\"oneToSet\"/>");
        assertEquals(List.of(), result.problems());
        Register register = register(result.description(), "GEN.MDIC");
        assertEquals(Optional.of("PHY"), register.description());
        assertEquals(Map.of("comment", "mine"), register.userProperties());
        assertEquals(Optional.of("MDI"), register.displayName());
        assertEquals(Guard.Kind.NOTE, register.guard().orElseThrow().kind());
        assertEquals(2, register.accessBytes());
        assertEquals(0x24, register.offset());
        assertEquals(0x10, register.reset().orElseThrow().value());
        assertEquals(Access.READ_ONLY, register.access());
        assertEquals(ModifiedWriteValues.ONE_TO_SET, register.modifiedWriteValues());
        assertEquals(7, register.fields().size());
    }

    @Test
    void readActionCanBeTakenAway() throws Exception {
        Overrider.Result result = apply("<override path=\"GEN.ICR\" readAction=\"none\"/>");
        assertTrue(register(result.description(), "GEN.ICR").guard().isEmpty());
    }

    @Test
    void fieldsArraysAndWildcards() throws Exception {
        Overrider.Result result = apply("<override path=\"CTRL:SLU\" access=\"read-only\" bits=\"[9:8]\"/>"
                + "<override path=\"RA[*].RAH\" guard=\"x\"/><override path=\"STAT.*\" comment=\"counter\"/>"
                + "<override path=\"STAT.GPRC\" comment=\"\"/>");
        assertEquals(List.of(), result.problems());
        assertEquals(new BitRange(8, 9), register(result.description(), "GEN.CTRL").field("SLU").orElseThrow().bits());
        assertTrue(register(result.description(), "FILTER.RA[7].RAH").guard().isPresent());
        assertTrue(register(result.description(), "FILTER.RA[7].RAL").guard().isEmpty());
        assertEquals("counter", register(result.description(), "STAT.TPT").userProperties().get("comment"));
        assertEquals(Map.of(), register(result.description(), "STAT.GPRC").userProperties());
    }

    @Test
    void whatCannotBeAppliedIsToldAndTheRestApplied() throws Exception {
        Overrider.Result result = apply("<override path=\"GEN.GONE\" guard=\"x\"/>"
                + "<override path=\"GEN.CTRL\" size=\"16\" comment=\"c\"/>"
                + "<override path=\"GEN.CTRL:FD\" bits=\"[40]\" guard=\"x\"/>"
                + "<override path=\"GEN.VET\" bits=\"[1]\"/>");
        assertEquals(List.of("GEN.CTRL: size 16 leaves no room for PHY_RST [31]",
                "GEN.CTRL.FD: a field has no property guard",
                "GEN.CTRL.FD: bits [40] are outside the 32 bits of the register",
                "GEN.VET: a register has no property bits",
                "GEN.GONE: the description has no register or field of that name"), result.problems());
        assertEquals("c", register(result.description(), "GEN.CTRL").userProperties().get("comment"));
    }

    @Test
    void withoutOverridesNothingChanges() throws Exception {
        DeviceDescription description = BuiltInDescriptions.load("edu.svd");
        assertEquals(description, Overrider.apply(description, List.of()).description());
        assertSame(description.blocks().getFirst().registers().getFirst(),
                Overrider.apply(description, List.of()).description().blocks().getFirst().registers().getFirst());
    }

    @Test
    void faultsNamePlaceAndExpectation() {
        assertTrue(faults("<override path=\"A\" access=\"rw\"/>").getFirst().matches(
                "o\\.xml:1:\\d+: <override> A: access=\"rw\": expected read-only, write-only, .*"));
        assertTrue(faults("<override path=\"A\"/>").getFirst().contains("changes nothing"));
        assertTrue(faults("<override path=\"A..B\" guard=\"x\"/>").getFirst().contains("empty part"));
        assertTrue(faults("<override path=\"A\" size=\"65\"/>").getFirst().contains("expected 1 to 64"));
        assertTrue(faults("<override path=\"A\" bits=\"[70]\"/>").getFirst().contains("not within [63:0]"));
        assertTrue(faults("<override guard=\"x\"/>").getFirst().contains("no attribute path"));
        assertTrue(faults("<override path=\"A\" colour=\"x\"/>").getFirst().contains("unexpected attribute colour"));
    }

    @Test
    void fileIsWrittenAsItIsRead(@TempDir Path folder) throws Exception {
        List<Override> overrides = List.of(
                new Override(RegisterPattern.parse("GEN.*:\"<F>"),
                        Map.of(OverrideProperty.COMMENT, "a\n\t<b> & \"c\"")),
                new Override(RegisterPattern.parse("X"), Map.of(OverrideProperty.GUARD, "no",
                        OverrideProperty.SIZE, "32")));
        Path file = folder.resolve("o.xml");
        OverrideFile.write(file, List.of());
        OverrideFile.write(file, overrides);
        assertEquals(overrides, OverrideFile.read(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
        assertThrows(IllegalArgumentException.class, () -> new Override(RegisterPattern.parse("X"), Map.of()));
        assertThrows(IllegalArgumentException.class,
                () -> new Override(RegisterPattern.parse("X"), Map.of(OverrideProperty.SIZE, "0")));
    }
}
