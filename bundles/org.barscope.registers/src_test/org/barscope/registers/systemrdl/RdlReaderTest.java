// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.ReadAction;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.Reset;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.Fault;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RdlReaderTest {
    private static DeviceDescription read(String text) {
        return read(Path.of("t.rdl"), text);
    }

    private static DeviceDescription read(Path file, String text) {
        try {
            return new RdlReader().read(file, text.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE).description();
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults().toString(), e);
        }
    }

    private static List<String> faults(String text) {
        return faults(Path.of("t.rdl"), text);
    }

    private static List<String> faults(Path file, String text) {
        return assertThrows(DescriptionException.class, () -> new RdlReader().read(file,
                text.getBytes(StandardCharsets.UTF_8), ReadMonitor.NONE)).faults().stream().map(Fault::toString)
                .toList();
    }

    private static List<String> places(String text) {
        return RegisterLayout.of(read(text)).registers().stream()
                .map(register -> Long.toHexString(register.address()) + " " + register.path()).toList();
    }

    private static Register register(String text, String path) {
        return RegisterLayout.of(read(text)).find(path).orElseThrow(() -> new AssertionError(places(text)))
                .register();
    }

    private static Field field(String content) {
        return register("addrmap top { reg { field { " + content + " } F[3:0]; } R; };", "top.R").fields().getFirst();
    }

    private static final String REG = "reg r { field {} f[7:0]; }; ";

    @Test
    void registersFollowOneAnother() {
        assertEquals(List.of("0 t.A", "4 t.B", "10 t.C", "14 t.D"),
                places(REG + "addrmap t { r A; r B; r C @0x10; r D; };"));
    }

    @Test
    void arraysStridesAndAlignment() {
        assertEquals(List.of("0 t.A[0]", "4 t.A[1]", "8 t.B[0]", "18 t.B[1]", "100 t.C"),
                places(REG + "addrmap t { r A[2]; r B[2] += 0x10; r C %= 0x100; };"));
        assertEquals(List.of("0 t.A[0][0]", "4 t.A[0][1]", "8 t.A[1][0]", "c t.A[1][1]"),
                places(REG + "addrmap t { r A[2][2]; };"));
    }

    @Test
    void widthsAlignRegisters() {
        String text = "reg r16 { regwidth = 16; field {} f; };"
                + "reg r64 { regwidth = 64; accesswidth = 32; field {} f; };" + "addrmap t { r16 A; r64 B; r16 C; };";
        assertEquals(List.of("0 t.A", "8 t.B", "10 t.C"), places(text));
        assertEquals(4, register(text, "t.B").accessBytes());
        assertEquals(List.of("0 t.A", "4 t.B", "c t.C"),
                places(text.replace("addrmap t {", "addrmap t { addressing = compact;")));
    }

    @Test
    void regfilesAndAddrmapsNest() {
        assertEquals(List.of("0 top.ID", "100 M[0].RF[0].A", "104 M[0].RF[0].B", "108 M[0].RF[1].A",
                "10c M[0].RF[1].B", "200 M[1].RF[0].A", "204 M[1].RF[0].B", "208 M[1].RF[1].A", "20c M[1].RF[1].B"),
                places(REG + "regfile rf { r A; r B; }; addrmap map { rf RF[2]; };"
                        + "addrmap top { r ID @0; map M[2] @0x100 += 0x100; };"));
    }

    @Test
    void fieldPositions() {
        Register register = register("addrmap t { reg { field {} A; field {} B[3]; field {} C[15:8];"
                + " field { fieldwidth = 2; } D; } R; };", "t.R");
        assertEquals(List.of("A [0]", "B [3:1]", "C [15:8]", "D [17:16]"),
                register.fields().stream().map(field -> field.name() + " " + field.bits()).toList());
        assertEquals("[31:28]", register("addrmap t { msb0; reg { field {} A[0:3]; } R; };", "t.R").fields().getFirst()
                .bits().toString());
    }

    @ParameterizedTest
    @CsvSource({"rw,READ_WRITE", "r,READ_ONLY", "w,WRITE_ONLY", "rw1,READ_WRITE_ONCE", "w1,WRITE_ONCE"})
    void softwareAccess(String word, Access access) {
        assertEquals(access, field("sw = " + word + ";").access());
    }

    @ParameterizedTest
    @CsvSource({"onwrite = woset,ONE_TO_SET", "onwrite = woclr,ONE_TO_CLEAR", "onwrite = wot,ONE_TO_TOGGLE",
        "onwrite = wzs,ZERO_TO_SET", "onwrite = wzc,ZERO_TO_CLEAR", "onwrite = wzt,ZERO_TO_TOGGLE",
        "onwrite = wclr,CLEAR", "onwrite = wset,SET", "woclr,ONE_TO_CLEAR", "woset = true,ONE_TO_SET",
        "woclr = false,MODIFY", "singlepulse,ONE_TO_SET"})
    void writeEffects(String property, ModifiedWriteValues expected) {
        assertEquals(expected, field(property + ";").modifiedWriteValues());
    }

    @ParameterizedTest
    @CsvSource({"onread = rclr,CLEAR", "onread = rset,SET", "onread = ruser,MODIFY", "rclr,CLEAR", "rset,SET"})
    void readEffects(String property, ReadAction expected) {
        assertEquals(Optional.of(expected), field(property + ";").readAction());
    }

    @Test
    void fieldThatSoftwareCannotSeeIsLeftOut() {
        assertEquals(List.of("B"), register("addrmap t { reg { field { sw = na; } A; field {} B; } R; };", "t.R")
                .fields().stream().map(Field::name).toList());
    }

    @Test
    void resetOfFieldsMakesTheResetOfTheRegister() {
        assertEquals(Optional.of(new Reset(0x1205, 0xFF0F)), register("addrmap t { reg { field {} A[3:0] = 4'h5;"
                + " field { reset = 0x12; } B[15:8]; field {} C[7:4]; } R; };", "t.R").reset());
    }

    @Test
    void enumerations() {
        Field field = register("enum mode { OFF = 2'b00 { name = \"Off\"; desc = \"Not running\"; }; ON; ODD = 2'd3; };"
                + "addrmap t { reg { field { encode = mode; reset = mode::ODD; } F[1:0]; } R; };", "t.R").fields()
                .getFirst();
        assertEquals(Optional.of("Not running"), field.enumeratedValues().getFirst().named("OFF").orElseThrow()
                .description());
        assertEquals("ON", field.enumeratedValues().getFirst().meaningOf(1).orElseThrow().name());
        assertEquals("ODD", field.enumeratedValues().getFirst().meaningOf(3).orElseThrow().name());
    }

    @Test
    void defaultsReachInwardAndAreOverruled() {
        String text = "addrmap t { default sw = r; reg { field {} A; field { sw = w; } B; } R;"
                + " reg { default sw = rw; field {} A; } S; };";
        assertEquals(Access.READ_ONLY, register(text, "t.R").field("A").orElseThrow().access());
        assertEquals(Access.WRITE_ONLY, register(text, "t.R").field("B").orElseThrow().access());
        assertEquals(Access.READ_WRITE, register(text, "t.S").field("A").orElseThrow().access());
    }

    @Test
    void dynamicAssignmentsReachOneInstance() {
        String text = REG + "addrmap t { r A; r B; A.f->sw = r; B->name = \"Bee\"; B.f->onread = rclr; };";
        assertEquals(Access.READ_ONLY, register(text, "t.A").fields().getFirst().access());
        assertEquals(Access.READ_WRITE, register(text, "t.B").fields().getFirst().access());
        assertEquals(Optional.of("Bee"), register(text, "t.B").displayName());
        assertTrue(register(text, "t.B").guard().isPresent());
    }

    @Test
    void parametersComputeWidthsCountsAndStrings() {
        String text = "reg r #(longint unsigned W = 4, boolean RO = false, string D = \"none\") {"
                + " field { sw = RO ? r : rw; desc = D; } f[W - 1:0]; };"
                + "addrmap t #(longint unsigned N = 1 << 1) { r A[N]; r #(.W(8), .RO(true), .D(\"wide\")) B; };";
        assertEquals("[3:0]", register(text, "t.A[1]").fields().getFirst().bits().toString());
        Field wide = register(text, "t.B").fields().getFirst();
        assertEquals("[7:0]", wide.bits().toString());
        assertEquals(Access.READ_ONLY, wide.access());
        assertEquals(Optional.of("wide"), wide.description());
    }

    @Test
    void userPropertiesAreKept() {
        DeviceDescription device = read("property my_prop { type = string; component = reg | field; };"
                + "addrmap t { reg { my_prop = \"x y\"; field { hw = rw; my_prop = \"z\"; counter; } F; } R; };");
        Register register = (Register) device.blocks().getFirst().registers().getFirst();
        assertEquals(Map.of("my_prop", "x y"), register.userProperties());
        assertEquals(Map.of("hw", "rw", "my_prop", "z", "counter", "true"),
                register.fields().getFirst().userProperties());
    }

    @Test
    void aliasIsAnotherViewOfTheSameAddress() {
        String text = REG + "addrmap t { r A; r B; alias A r A2; };";
        assertEquals(List.of("0 t.A", "0 t.A2", "4 t.B"), places(text));
        assertEquals(Optional.of("A"), register(text, "t.A2").alternateRegister());
    }

    @Test
    void commentsEscapesAndInterruptModifiers() {
        Register register = register("// one\n/* two\n three */ addrmap t { external reg { name = \"A \\\"q\\\"\";"
                + " field { posedge intr; stickybit; woclr; } \\reg [0:0]; } R @0x8; signal {} s; };", "t.R");
        assertEquals(Optional.of("A \"q\""), register.displayName());
        assertEquals("reg", register.fields().getFirst().name());
        assertEquals(8, register.offset());
    }

    @Test
    void lastUnusedAddrmapIsTheDevice() {
        assertEquals("b", read(REG + "addrmap a { r R; }; addrmap b { a A; }; ").name());
        assertEquals("a", read(REG + "addrmap b { r R; }; addrmap a { b A; }; ").name());
    }

    @Test
    void includesStayInTheFolder(@TempDir Path outer) throws IOException {
        Path folder = Files.createDirectories(outer.resolve("in/sub"));
        Files.writeString(folder.resolve("r.rdl"), "`include \"../s.rdl\"\n");
        Files.writeString(outer.resolve("in/s.rdl"), REG);
        Files.writeString(outer.resolve("secret.rdl"), REG);
        Path main = outer.resolve("in/main.rdl");
        String use = "addrmap t { r A; };";
        assertEquals("t", read(main, "`include \"sub/r.rdl\"\n" + use).name());
        assertTrue(faults(main, "`include \"../secret.rdl\"\n" + use).getFirst().contains("leaves the folder"));
        Files.createSymbolicLink(outer.resolve("in/link.rdl"), outer.resolve("secret.rdl"));
        assertTrue(faults(main, "`include \"link.rdl\"\n" + use).getFirst().contains("leaves the folder"));
        assertTrue(faults(main, "`include \"none.rdl\"\n" + use).getFirst().contains("cannot be included"));
        Files.writeString(outer.resolve("in/loop.rdl"), "`include \"loop.rdl\"\n");
        assertTrue(faults(main, "`include \"loop.rdl\"\n" + use).getFirst().contains("is refused"));
        Files.writeString(outer.resolve("in/bad.rdl"), "reg {\n ! };");
        assertTrue(faults(main, "`include \"bad.rdl\"\n" + use).getFirst().startsWith("bad.rdl:2:2:"));
    }

    @Test
    void faultsNamePlaceAndExpectation() {
        assertEquals("t.rdl:2:6: found '8'; expected {", faults("addrmap t {\n reg 8; };").getFirst());
        assertTrue(faults(REG + "addrmap t { q A; };").getFirst().contains("no component is named q"));
        assertTrue(faults(REG + "addrmap t { r A; r A; };").getFirst().contains("used before"));
        assertTrue(faults("addrmap t { reg { field {} F[32:0]; } R; };").getFirst().contains("outside the 32 bits"));
        assertTrue(faults("addrmap t { reg { field {} F[0:3]; } R; };").getFirst().contains("are reversed"));
        assertTrue(faults("addrmap t { reg { field {} A[3:0]; field {} B[4:3]; } R; };").getFirst()
                .contains("overlaps another"));
        assertTrue(faults("addrmap t { reg { field { sw = rx; } A; } R; };").getFirst().contains("expected rw, r, w"));
        assertTrue(faults("addrmap t { reg { regwidth = 24; field {} A; } R; };").getFirst()
                .contains("expected one of [8, 16, 32, 64]"));
        assertTrue(faults(REG + "addrmap t { r A[2] += 2; };").getFirst().contains("overlap"));
        assertTrue(faults(REG + "addrmap t { r A; A.g->sw = r; };").getFirst().contains("has no instance A.g"));
        assertTrue(faults(REG + "addrmap t { r A[2]; A[0].f->sw = r; };").getFirst().contains("not supported"));
        assertTrue(faults("`define X 1\naddrmap t { };").getFirst().contains("preprocessing is not supported"));
        assertTrue(faults(REG).getFirst().contains("no addrmap is defined"));
        assertTrue(faults("addrmap t { reg { field {} A = 1'b1; field { reset = 2; } B; } R; };").getFirst()
                .contains("does not fit"));
    }

    @Test
    void everyFaultIsTold() {
        assertEquals(3, faults("addrmap t { reg { 1; field {} A; } R; reg r2 { = ; };\n reg { field {} B } S; };")
                .size());
    }

    @Test
    void hostileInputEnds() {
        assertTrue(faults("addrmap t { reg { field {} F; } R[1 << 40]; };").getFirst().contains("out of range"));
        assertTrue(faults(REG + "regfile a { r A[1024]; }; regfile b { a A[1024]; }; addrmap t { b B[1024]; };")
                .getFirst().contains("more than 1048576 registers"));
        assertTrue(faults("regfile a { a X; }; addrmap t { a X; };").getFirst().contains("deep"));
        StringBuilder doubling = new StringBuilder(REG + "regfile x0 { r A; };");
        for (int i = 1; i < 30; i++) {
            doubling.append("regfile x").append(i).append(" { x").append(i - 1).append(" A; x").append(i - 1)
                    .append(" B; };");
        }
        assertTrue(faults(doubling + "addrmap t { x29 X; };").getFirst().contains("more than 200000 instances"));
        assertTrue(faults("addrmap t { " + "reg {".repeat(50_000)).getFirst().contains("deep"));
        assertTrue(faults("addrmap t { x = " + "(".repeat(50_000)).getFirst().contains("deep"));
        assertTrue(!faults("!".repeat(100_000)).isEmpty());
        assertTrue(!faults("addrmap t { /* ").isEmpty());
        assertTrue(!faults("addrmap t { \"").isEmpty());
    }
}
