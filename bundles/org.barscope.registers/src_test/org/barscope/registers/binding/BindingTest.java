// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BindingTest {
    private static final ConfigSpace CONFIG = new ConfigSpace(ConfigSpaceTest.space());
    private static final PciIdentity NIC = new PciIdentity(0x8086, 0x10D3, 0x1AF4, 0x1100, 0x020000);

    private static List<Binding> read(String content, boolean users) {
        try {
            return new BindingReader().read("b.xml", ("<bindings>" + content + "</bindings>")
                    .getBytes(StandardCharsets.UTF_8), users ? Optional.of(Path.of("dir")) : Optional.empty());
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    private static List<String> faults(String content) {
        return assertThrows(DescriptionException.class, () -> new BindingReader().read("b.xml",
                ("<bindings>" + content + "</bindings>").getBytes(StandardCharsets.UTF_8), Optional.empty())).faults()
                .stream().map(Fault::toString).toList();
    }

    private static Binding binding(String name, String match, boolean users) {
        return read("<binding name=\"" + name + "\" description=\"d.svd\" region=\"bar0\"><match " + match
                + "/></binding>", users).getFirst();
    }

    private static List<String> chosen(Binding... bindings) {
        return BindingChoice.of(List.of(bindings), NIC, CONFIG).candidates().stream().map(Binding::name).toList();
    }

    @Test
    void moreSpecificConditionWins() {
        Binding byClass = binding("class", "class=\"0200\"", false);
        Binding byDevice = binding("device", "vendor=\"8086\" device=\"10c9,10D3\"", false);
        Binding bySubsystem = binding("subsystem", "vendor=\"8086\" device=\"10d3\" subvendor=\"1af4\"", false);
        Binding other = binding("other", "vendor=\"8086\" device=\"10d3\" class=\"0108\"", false);
        assertEquals(List.of("device"), chosen(byClass, byDevice, other));
        assertEquals(List.of("subsystem"), chosen(bySubsystem, byClass, byDevice));
        assertEquals(List.of("class"), chosen(byClass, other));
        assertEquals(List.of(), chosen(other));
    }

    @Test
    void usersBindingsComeFirst() {
        assertEquals(List.of("mine"), chosen(binding("built-in", "vendor=\"8086\" device=\"10d3\"", false),
                binding("mine", "class=\"02\"", true)));
    }

    @Test
    void equallyGoodBindingsAreAmbiguous() {
        BindingChoice choice = BindingChoice.of(List.of(binding("a", "vendor=\"8086\" device=\"10d3\"", true),
                binding("b", "vendor=\"8086\" device=\"10d3\"", true)), NIC, CONFIG);
        assertTrue(choice.isAmbiguous());
        assertEquals(2, choice.candidates().size());
    }

    @Test
    void capabilitiesAndOverlays() {
        Binding msix = read("<binding name=\"msix\" description=\"m.svd\" overlay=\"true\"><match capability=\"11\"/>"
                + "</binding><binding name=\"x\" description=\"m.svd\" overlay=\"true\"><match capability=\"12\"/>"
                + "</binding>", false).getFirst();
        Binding extended = binding("ecap", "extended=\"3\"", false);
        BindingChoice choice = BindingChoice.of(List.of(msix, extended), NIC, CONFIG);
        assertEquals(List.of(msix), choice.overlays());
        assertEquals(List.of(extended), choice.candidates());
    }

    @Test
    void faultsNameThePlace() {
        String head = "<binding name=\"n\" description=\"d.svd\"><match vendor=\"8086\"/>";
        assertTrue(faults(head + "<block name=\"B\" base=\"1 +\"/></binding>").getFirst().matches(
                "b\\.xml:1:\\d+: <block> B: base='1 \\+', character 4: expected a number, a register or \\("));
        assertTrue(faults("<binding name=\"n\" description=\"../d.svd\"><match vendor=\"8086\"/></binding>").getFirst()
                .contains("leaves the folder"));
        assertTrue(faults("<binding name=\"n\" description=\"/d.svd\"><match vendor=\"8086\"/></binding>").getFirst()
                .contains("leaves the folder"));
        assertTrue(faults("<binding name=\"n\" description=\"d\"><match vendor=\"86\"/></binding>").getFirst()
                .contains("expected four hexadecimal digits"));
        assertTrue(faults("<binding name=\"n\" description=\"d\"><match/></binding>").getFirst()
                .contains("no condition"));
        assertTrue(faults("<binding name=\"n\" description=\"d\"><match device=\"0001\"/></binding>").getFirst()
                .contains("without its vendor"));
        assertTrue(faults("<binding name=\"n\" description=\"d\"/>").getFirst().contains("no <match>"));
        assertTrue(faults("<binding name=\"n\" description=\"d\" region=\"bar9\"><match class=\"02\"/></binding>")
                .getFirst().contains("region="));
        assertTrue(faults(head + "<block name=\"B\"/><block name=\"B\"/></binding>").getFirst()
                .contains("a second place"));
    }

    @Test
    void fileOfTheUserIsRead(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("my.xml"),
                "<bindings><binding name=\"n\" description=\"d.svd\"><match class=\"02\"/></binding></bindings>");
        Binding binding = new BindingReader().read(file).getFirst();
        assertTrue(binding.isUsers());
        assertEquals(folder.toAbsolutePath().normalize(), binding.folder().orElseThrow());
        assertThrows(IOException.class, () -> new BindingReader().read(folder.resolve("none.xml")));
    }

    // Placement

    private static final Register LEN = Register.builder("LEN", 0, 32).fields(List.of(
            Field.builder("OFF", new BitRange(0, 7)).build(), Field.builder("N", new BitRange(8, 15)).build())).build();
    private static final DeviceDescription DEVICE = DeviceDescription.of("D", "1", "d", List.of(
            Block.of("OP", 0, List.of(Register.builder("CMD", 4, 32).build())),
            Block.of("CAP", 0, List.of(LEN, Register.builder("POP", 8, 32).readAction(ReadAction.CLEAR).build())),
            Block.of("PORT[%s]", 0x100, List.of(Register.builder("SC", 0, 32).build())).repeated(Dimension.of(2, 16))));

    private static Placement place(String attributes, String blocks) {
        Binding binding = read("<binding name=\"n\" description=\"d.svd\" " + attributes + "><match class=\"02\"/>"
                + blocks + "</binding>", false).getFirst();
        return Placement.of(binding, DEVICE, CONFIG, (region, register) -> {
            assertEquals("CAP.LEN", register.path(), "only the register asked for is read");
            return 0xFFFFFFFF00000340L;
        });
    }

    private static List<String> places(Placement placement, String region) {
        RegisterLayout layout = placement.layouts().get(region);
        List<String> places = new ArrayList<>();
        for (RegisterInstance register : layout == null ? List.<RegisterInstance>of() : layout.registers()) {
            places.add(Long.toHexString(register.address()) + " " + register.path());
        }
        return places;
    }

    @Test
    void withoutPlacesEveryBlockLiesAtItsBase() {
        assertEquals(List.of("0 CAP.LEN", "4 OP.CMD", "8 CAP.POP", "100 PORT[0].SC", "110 PORT[1].SC"),
                places(place("region=\"bar2\"", ""), "bar2"));
    }

    @Test
    void baseStrideCountAndPresenceAreComputed() {
        Placement placement = place("region=\"bar0\"", "<block name=\"OP\" base=\"CAP.LEN.OFF\"/>"
                + "<block name=\"PORT[%s]\" base=\"CAP.LEN.OFF + 0x400\" stride=\"4 &lt;&lt; 3\""
                + " count=\"CAP.LEN.N + 1\"/>");
        assertEquals(List.of(), placement.problems());
        assertEquals(List.of("0 CAP.LEN", "8 CAP.POP", "44 OP.CMD", "440 PORT[0].SC", "460 PORT[1].SC",
                "480 PORT[2].SC", "4a0 PORT[3].SC"), places(placement, "bar0"));
    }

    @Test
    void elementsWhoseConditionIsZeroAreLeftOut() {
        Placement placement = place("region=\"bar0\"",
                "<block name=\"PORT[%s]\" count=\"4\" when=\"0b1010 >> index &amp; 1\"/>");
        assertEquals(List.of("110 PORT[1].SC", "130 PORT[3].SC"),
                places(placement, "bar0").stream().filter(text -> text.contains("PORT")).toList());
    }

    @Test
    void regionsAreNamedOrComputed() {
        Placement placement = place("region=\"config\"", "<block name=\"OP\" region=\"cfg8(cap(9,3,1)+4)\"/>"
                + "<block name=\"CAP\" region=\"bar1\"/>");
        assertEquals(List.of("4 OP.CMD"), places(placement, "bar4"));
        assertEquals(2, places(placement, "bar1").size());
        assertEquals(2, places(placement, "config").size());
    }

    @Test
    void blocksThatCannotBePlacedAreNamedAndTheOthersStay() {
        Placement placement = place("region=\"bar0\"", "<block name=\"OP\" base=\"cap(5)\"/><block name=\"XX\"/>"
                + "<block name=\"PORT[%s]\" region=\"9\"/>");
        assertEquals(List.of("XX: the description has no such block", "OP: the device has no capability 0x5",
                "PORT[%s]: there is no BAR 9; expected 0 to 5"), placement.problems());
        assertEquals(List.of("0 CAP.LEN", "8 CAP.POP"), places(placement, "bar0"));
    }

    @Test
    void guardedRegistersAreNotReadAndCirclesEnd() {
        assertEquals("OP: CAP.POP is needed for a place but is not read: POP is cleared by a read",
                place("region=\"bar0\"", "<block name=\"OP\" base=\"CAP.POP\"/>").problems().getFirst());
        assertTrue(place("region=\"bar0\"", "<block name=\"OP\" base=\"PORT[0].SC\"/>"
                + "<block name=\"PORT[%s]\" base=\"OP.CMD\"/>").problems().getFirst()
                .contains("its place depends on itself, through OP, PORT[%s]"));
        assertTrue(place("region=\"bar0\"", "<block name=\"PORT[%s]\" count=\"1 &lt;&lt; 40\"/>").problems().getFirst()
                .contains("expected at most 65536"));
        assertEquals("OP: no register or field is named CAP.LEN.ZZ",
                place("region=\"bar0\"", "<block name=\"OP\" base=\"CAP.LEN.ZZ\"/>").problems().getFirst());
    }

    @Test
    void failingReadIsAProblemOfTheBlock() {
        Binding binding = read("<binding name=\"n\" description=\"d\" region=\"bar0\"><match class=\"02\"/>"
                + "<block name=\"OP\" base=\"CAP.LEN\"/></binding>", false).getFirst();
        Placement placement = Placement.of(binding, DEVICE, CONFIG, (region, register) -> {
            throw new IOException("the device is gone");
        });
        assertEquals(List.of("OP: cannot read CAP.LEN: the device is gone"), placement.problems());
    }
}
