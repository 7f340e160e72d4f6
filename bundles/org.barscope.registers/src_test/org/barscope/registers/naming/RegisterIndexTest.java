// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.junit.jupiter.api.Test;

class RegisterIndexTest {
    private static final Register CTRL = Register.builder("CTRL", 0, 32).description("Device control")
            .fields(List.of(Field.builder("FD", new BitRange(0, 0)).build(),
                    Field.builder("SLU", new BitRange(6, 6)).build())).build();
    private static final Register EXT = Register.builder("CTRL_EXT", 0x18, 32).build();
    private static final Cluster QUEUE = Cluster.of("Q[%s]", 0x100, List.of(
            Register.builder("HEAD", 0, 32).build(), Register.builder("CTRL", 4, 32).build()))
            .repeated(Dimension.of(2, 0x10));
    private static final RegisterLayout LAYOUT = RegisterLayout.of(DeviceDescription.of("D", "1", "d",
            List.of(Block.of("MAC", 0, List.of(CTRL, EXT, QUEUE)), Block.of("PHY", 0x1000, List.of(CTRL)))));
    private static final RegisterIndex INDEX = new RegisterIndex(LAYOUT);

    private static List<String> match(String pattern) {
        return INDEX.match(RegisterPattern.parse(pattern)).stream().map(RegisterIndex.Match::path).toList();
    }

    private static List<String> filter(String text) {
        return INDEX.filter(text).stream().map(RegisterInstance::path).toList();
    }

    @Test
    void patternMatchesTheEndOfAPath() {
        assertEquals(List.of("MAC.CTRL", "MAC.Q[0].CTRL", "MAC.Q[1].CTRL", "PHY.CTRL"), match("ctrl"));
        assertEquals(List.of("MAC.CTRL", "MAC.CTRL_EXT", "MAC.Q[0].CTRL", "MAC.Q[1].CTRL", "PHY.CTRL"),
                match("CTRL*"));
        assertEquals(List.of("MAC.CTRL", "MAC.CTRL_EXT"), match("MAC.*"));
        assertEquals(List.of("MAC.Q[0].HEAD", "MAC.Q[1].HEAD"), match("Q[?].HEAD"));
        assertEquals(List.of("MAC.Q[1].HEAD", "MAC.Q[1].CTRL"), match("MAC.Q[1].*"));
        assertEquals(6, match("MAC.**").size());
        assertEquals(List.of(), match("MA"));
    }

    @Test
    void patternReachesIntoFields() {
        assertEquals(List.of("MAC.CTRL.FD", "PHY.CTRL.FD"), match("CTRL.FD"));
        assertEquals(List.of("MAC.CTRL.FD", "MAC.CTRL.SLU"), match("MAC.CTRL.*"));
        assertEquals(List.of("MAC.CTRL.SLU", "PHY.CTRL.SLU"), match("CTRL:SLU"));
        assertEquals(List.of("MAC.CTRL.FD"), match("MAC.*:FD"));
        assertEquals(List.of(), match("FD"));
    }

    @Test
    void resolveNamesOneThing() {
        assertEquals("MAC.CTRL", INDEX.resolve("MAC.CTRL").path());
        assertEquals("PHY.CTRL.FD", INDEX.resolve("phy.ctrl.fd").path());
        assertEquals("MAC.CTRL_EXT", INDEX.resolve("CTRL_EXT").path());
        assertEquals("CTRL names 4 registers or fields: MAC.CTRL, MAC.Q[0].CTRL, …; give more of the path",
                assertThrows(IllegalArgumentException.class, () -> INDEX.resolve("CTRL")).getMessage());
        assertEquals("no register or field is named XYZ",
                assertThrows(IllegalArgumentException.class, () -> INDEX.resolve("XYZ")).getMessage());
    }

    @Test
    void filterFindsAsOneTypes() {
        assertEquals(List.of("MAC.CTRL", "PHY.CTRL"), filter("device contr"));
        assertEquals(List.of("MAC.CTRL", "PHY.CTRL"), filter("slu"));
        assertEquals(List.of("MAC.Q[0].HEAD", "MAC.Q[1].HEAD"), filter("hea"));
        assertEquals(List.of("MAC.CTRL", "MAC.CTRL_EXT"), filter("mac.c"));
        assertEquals(List.of("MAC.CTRL", "PHY.CTRL"), filter("ctrl.fd"));
        assertEquals(7, filter(" ").size());
        assertEquals(List.of(), filter("a..b"));
        assertEquals(List.of(), filter("no such thing"));
    }

    /** What was found for the letters before must not stand in the way of what is found for those after. */
    @Test
    void typingOnCorrectingAndTypingAnewFindTheSame() {
        for (String typed : List.of("device", "device c", "device contr", "device contro x", "device contr", "de", "",
                "sl", "slu", "slu*", "slu", "ctrl", "ctrl.", "ctrl.f", "ctrl", "hea", "head")) {
            List<String> found = filter(typed);
            List<String> fresh = new RegisterIndex(LAYOUT).filter(typed).stream().map(RegisterInstance::path).toList();
            assertEquals(fresh, found, typed);
        }
    }

    @Test
    void wrongPatternsAreRefusedInOneLine() {
        for (String text : List.of("", " ", ".A", "A.", "A..B", "a:b:c", "x".repeat(1001), "**.a.".repeat(6) + "x")) {
            assertThrows(IllegalArgumentException.class, () -> RegisterPattern.parse(text), text);
        }
    }

    @Test
    void hostilePatternsEnd() {
        assertEquals(List.of(), match("*a".repeat(400)));
        assertEquals(List.of(), match("**.x.**.x.**.x.**.x"));
        assertEquals(List.of(), match("?".repeat(900)));
    }
}
