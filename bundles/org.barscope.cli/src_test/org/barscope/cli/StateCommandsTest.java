// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimClock;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.RegionUri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapshot}, {@code compare} and {@code watch} on the demo machine. */
class StateCommandsTest {

    private static final String NIC = "sim:0000:02:00.0";

    @TempDir
    private Path temp;

    private String file(String name) {
        return temp.resolve(name).toString();
    }

    @Test
    void aSnapshotReadsNothingGuardedAndOpensWithoutTheDevice() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        CommandRun taken = CommandRun.on(machine, "snapshot", NIC, file("a"), "--range", "bar0:0x5800+8", "--comment",
                "before the reset").ok();
        assertTrue(taken.out().matches("[1-9][0-9]+ registers of " + NIC + " in .*\\n"), taken.out());
        assertEquals(List.of(), machine.accessCounts().touching(RegionUri.parse(NIC + "/bar0"), 0xc0, 4));
        assertEquals(0, machine.accessCounts().totals(RegionUri.parse(NIC + "/bar0")).writes());
        String kept = Files.readString(temp.resolve("a"));
        assertTrue(kept.contains("\"path\" : \"GEN.ICR\""));
        assertTrue(kept.contains("before the reset"));
        String report = CommandRun.onDemo("compare", file("a"), "--format", "MARKDOWN").ok().out();
        assertTrue(report.contains("| GEN.ICR | 0xc0 | not read: "), "it says what was not read");
        assertTrue(report.contains("before the reset"));
        String page = CommandRun.onDemo("compare", file("a"), "--format", "HTML").ok().out();
        assertTrue(page.startsWith("<!DOCTYPE html>") && page.endsWith("</html>\n"));
        assertFalse(page.contains("<script"));
        CommandRun.onDemo("snapshot", NIC, file("a")).fails(ExitCode.FAILED, "cannot write " + file("a")
                + ": it is there already; name another, or add --replace");
        CommandRun.onDemo("snapshot", NIC, file("a"), "--replace", "--region", "bar0").ok();
    }

    @Test
    void whatIsGuardedIsReadWhereItIsNamed() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        CommandRun.on(machine, "snapshot", NIC, file("a"), "--region", "bar0", "--guarded", "bar0:GEN.ICR").ok();
        assertEquals(1, machine.accessCounts().touching(RegionUri.parse(NIC + "/bar0"), 0xc0, 4).size());
        assertTrue(Files.readString(temp.resolve("a")).replaceAll("\\s+", "").matches(
                ".*\"path\":\"GEN\\.ICR\",\"address\":\"0xc0\",\"bits\":32,\"word\":\"0x[0-9a-f]+\".*"));
        CommandRun unknown = CommandRun.onDemo("snapshot", NIC, file("b"), "--region", "bar0", "--guarded",
                "bar0:GEN.NONE");
        assertTrue(unknown.err().contains("no register is named 'GEN.NONE'"), unknown.err());
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("snapshot", NIC, file("c"), "--guarded", "GEN.ICR").code());
    }

    @Test
    void aChangeIsFoundByRegisterAndField() throws Exception {
        CommandRun.onDemo("snapshot", NIC, file("a"), "--region", "bar0").ok();
        CommandRun same = CommandRun.onDemo("compare", file("a"), "--live").ok();
        assertTrue(same.out().startsWith("0 registers differ, "), same.out());
        String text = Files.readString(temp.resolve("a"));
        Files.writeString(temp.resolve("b"), text.replaceFirst("(\"path\" : \"GEN.CTRL\",\\s*\"address\" : \"0x0\",\\s*"
                + "\"bits\" : 32,\\s*\"word\" : )\"0x[0-9a-f]+\"", "$1\"0x0\""));
        CommandRun changed = CommandRun.onDemo("compare", file("a"), file("b")).ok();
        assertTrue(changed.lines().getFirst().matches("bar0  GEN\\.CTRL  0x[0-9a-f]{8} → 0x00000000"), changed.out());
        assertTrue(changed.out().contains("\n  SLU  0x1 → 0x0"), changed.out());
        assertTrue(changed.lines().getLast().startsWith("1 registers differ, "), changed.out());
        String json = CommandRun.onDemo("compare", file("a"), file("b"), "--format", "JSON").ok().out();
        assertTrue(json.contains("\"path\" : \"GEN.CTRL\""), json);
        String html = CommandRun.onDemo("compare", file("a"), file("b"), "--format", "HTML").ok().out();
        assertTrue(html.contains("<td>GEN.CTRL</td>"), html);
    }

    @Test
    void filesThatAreNoneAreSaidToBe() throws Exception {
        Files.writeString(temp.resolve("x"), "{\"barscopeState\": 9}");
        Files.writeString(temp.resolve("y"), "not JSON");
        assertEquals(ExitCode.FAILED, CommandRun.onDemo("compare", file("x"), "--live").code());
        assertTrue(CommandRun.onDemo("compare", file("x"), "--live").err().contains("of version 9"));
        assertTrue(CommandRun.onDemo("compare", file("y"), "--live").err().contains("it is no snapshot of a device"));
        assertEquals(ExitCode.NOT_FOUND, CommandRun.onDemo("compare", file("z"), "--live").code());
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("snapshot", NIC, file("q"), "--range", "bar0").code());
        assertEquals(ExitCode.NOT_FOUND, CommandRun.onDemo("snapshot", "sim:0000:09:00.0", file("q")).code());
        CommandRun.onDemo("snapshot", NIC, file("a"), "--region", "bar0").ok();
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("compare", file("a")).code());
    }

    @Test
    void watchingShowsSamplesAndHowEvenlyTheyCame() {
        SimMachine machine = SimMachine.demo(SimClock.system());
        CommandRun watched = CommandRun.on(machine, "watch", NIC + "/bar0", "SYSTIML", "CTRL.SLU", "0x8+8", "--count",
                "5", "--interval", "2ms", "--csv");
        assertEquals(ExitCode.OK, watched.code());
        assertEquals(16, watched.lines().size());
        assertTrue(watched.lines().getFirst().strip().equals("time,region,name,value,marked"));
        assertEquals(5, watched.lines().stream().filter(line -> line.contains(",TS.SYSTIML,")).count());
        assertEquals(3, watched.err().lines().count());
        assertTrue(watched.err().lines().allMatch(line -> line.contains(" samples, ")
                && line.contains("jitter")), watched.err());
        CommandRun plain = CommandRun.on(SimMachine.demo(new ManualClock()), "watch", NIC + "/bar0", "CTRL.SLU",
                "--count", "3", "--interval", "1ms");
        assertEquals(2, plain.lines().size(), plain.out());
    }

    @Test
    void whatMustNotBeReadCannotBeWatched() {
        CommandRun guarded = CommandRun.onDemo("watch", NIC + "/bar0", "ICR", "--count", "1");
        assertEquals(ExitCode.FAILED, guarded.code());
        assertTrue(guarded.err().contains("GEN.ICR cannot be watched: "), guarded.err());
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("watch", NIC + "/bar0", "CTRL", "--interval", "9us").code());
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("watch", NIC + "/bar0", "CTRL", "--interval", "soon").code());
        assertEquals(ExitCode.NOT_FOUND, CommandRun.onDemo("watch", NIC + "/bar0", "NOSUCH", "--count", "1").code());
    }

    @Test
    void registersOfASnapshotAreShownWithoutTheDevice() throws Exception {
        String kept = file("nic.barscope-state");
        CommandRun.onDemo("snapshot", NIC, kept, "--region", "bar0").ok();
        SimMachine machine = SimMachine.demo(new ManualClock());
        machine.accessCounts().start();
        CommandRun text = CommandRun.on(machine, "regs", kept, "CTRL").ok();
        assertTrue(text.lines().getFirst().startsWith(kept + "  " + NIC + " bar0  "), text.out());
        assertTrue(text.lines().get(1).matches("GEN\\.CTRL +0x0  0x[0-9a-f]{8}"), text.out());
        assertTrue(text.out().matches("(?s).*\n  SLU +\\[6\\] +0x1\n.*"), text.out());
        CommandRun json = CommandRun.on(machine, "regs", "file:" + kept, "CTRL", "--json").ok();
        String packed = json.out().replaceAll("\\s+", "");
        assertTrue(packed.contains("\"path\":\"GEN.CTRL\",\"name\":\"CTRL\""), packed);
        assertTrue(packed.contains("\"name\":\"SLU\",\"msb\":6,\"lsb\":6,\"access\":null,\"value\":\"0x1\""), packed);
        assertEquals(0, machine.accessCounts().totals(RegionUri.parse(NIC + "/bar0")).reads());
        CommandRun guarded = CommandRun.onDemo("regs", kept, "ICR").ok();
        assertTrue(guarded.lines().get(1).contains("  not read: "), guarded.out());
        CommandRun field = CommandRun.onDemo("regs", kept, "CTRL:SLU").ok();
        assertEquals(3, field.lines().size(), field.out());
    }

    @Test
    void whichRegionOfASnapshotIsAsked() throws Exception {
        String kept = file("nic.barscope-state");
        CommandRun.onDemo("snapshot", NIC, kept).ok();
        CommandRun unsaid = CommandRun.onDemo("regs", kept, "CTRL");
        assertEquals(ExitCode.USAGE, unsaid.code());
        assertTrue(unsaid.err().contains("several regions: ") && unsaid.err().contains("say which with --region"),
                unsaid.err());
        CommandRun.onDemo("regs", kept, "CTRL", "--region", "bar0").ok();
        CommandRun absent = CommandRun.onDemo("regs", kept, "--region", "bar4");
        assertTrue(absent.err().contains("it has no registers of bar4"), absent.err());
        assertTrue(CommandRun.onDemo("regs", kept, "NONE", "--region", "bar0").err()
                .contains("no register or field matches 'NONE'"));
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("regs", kept, "--export", file("x.svd")).code());
        assertEquals(ExitCode.USAGE, CommandRun.onDemo("regs", NIC + "/bar0", "--region", "bar0").code());
        CommandRun.onDemo("regs", file("none.barscope-state")).fails(ExitCode.NOT_FOUND, "cannot read "
                + file("none.barscope-state") + ": there is no such file");
    }
}
