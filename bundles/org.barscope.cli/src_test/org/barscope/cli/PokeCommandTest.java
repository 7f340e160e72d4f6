// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.barscope.app.Machines;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimBackendFactory;
import org.barscope.backend.sim.SimClock;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.registers.RegisterFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code poke}, {@code run} and {@code journal} on the demo machine. */
class PokeCommandTest {

    private static final String EDU = "sim:0000:01:00.0/bar0";
    private static final String E1000E = "sim:0000:02:00.0/bar0";
    private static final String OWNED = "sim:0000:04:00.0/bar0";

    @TempDir
    private Path temp;

    private final List<String> questions = new ArrayList<>();
    private Optional<Boolean> answer = Optional.empty();

    private JournalFolder journal() {
        return new JournalFolder(temp.resolve("journal"));
    }

    private CommandRun run(SimMachine machine, String... arguments) {
        BackendFactory factory = new BackendFactory() {
            @Override
            public String id() {
                return new SimBackendFactory().id();
            }

            @Override
            public int order() {
                return 0;
            }

            @Override
            public Backend create() {
                return new SimBackend(machine);
            }
        };
        return CommandRun.on(new Session(() -> Machines.start(List.of(factory)), new RegisterFiles(temp),
                journal(), question -> {
                    questions.add(question);
                    return answer;
                }), arguments);
    }

    private CommandRun run(String... arguments) {
        return run(SimMachine.demo(new ManualClock()), arguments);
    }

    private static long writes(SimMachine machine, String region) {
        return machine.accessCounts().totals(RegionUri.parse(region)).writes();
    }

    @Test
    void aRegisterIsWrittenReadBackAndPutDown() {
        assertEquals(List.of("EDU.FACTORIAL  0x00000000 → 0x00000005, read back 0x00000005"),
                run("poke", EDU, "FACTORIAL", "5", "--yes").ok().lines());
        List<String> lines = run("journal").ok().lines();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).endsWith("  write  " + EDU
                + "  EDU.FACTORIAL (0x8)  0x00000000 → 0x00000005, read back 0x00000005"), lines.get(0));
        assertTrue(lines.get(1).startsWith("    by command line, poke; "), lines.get(1));
        assertEquals(List.of(), questions);
    }

    @Test
    void withoutAWordNothingIsWritten() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        run(machine, "poke", EDU, "FACTORIAL", "5").fails(ExitCode.FAILED, "cannot write " + EDU
                + ": nobody can be asked here, because there is no terminal; add --yes to write without asking");
        assertEquals(List.of("Write 0x00000005 to EDU.FACTORIAL (now 0x00000000)?"), questions);
        assertEquals(0, writes(machine, EDU));
        answer = Optional.of(false);
        SimMachine again = SimMachine.demo(new ManualClock());
        run(again, "poke", EDU, "FACTORIAL", "5").fails(ExitCode.FAILED, "cannot write " + EDU + ": you said no");
        assertEquals(0, writes(again, EDU));
        assertFalse(Files.exists(journal().path()), "what is not written is not in the journal");
        answer = Optional.of(true);
        run("poke", EDU, "FACTORIAL", "5").ok();
    }

    @Test
    void fieldsKeepTheirNeighbours() {
        CommandRun field = run("poke", E1000E, "CTRL.FD", "0", "--yes").ok();
        assertTrue(field.lines().getFirst().matches("GEN\\.CTRL  0x[0-9a-f]{8} → 0x[0-9a-f]{8}, read back .*"),
                field.out());
        CommandRun several = run("poke", E1000E, "CTRL", "SLU=0", "FD=0", "--yes", "--json").ok();
        assertTrue(several.out().contains("\"mismatch\" : \"0x00000000\""), several.out());
        assertTrue(several.out().contains("\"name\" : \"SLU\""), several.out());
    }

    @Test
    void aOneThatClearsIsSaidToAndTheRegisterIsNotRead() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        CommandRun clear = run(machine, "poke", E1000E, "ICR", "0x4", "--yes").ok();
        assertEquals("  LSC ← 1 (clears)", clear.lines().get(1));
        assertTrue(clear.lines().get(2).startsWith("  not read back: "), clear.out());
        assertEquals(0, machine.accessCounts().totals(RegionUri.parse(E1000E)).reads(), "nothing at all was read");
    }

    @Test
    void whatIsGuardedIsReadOnlyByName() {
        CommandRun read = run("poke", E1000E, "ICR", "--read").ok();
        assertTrue(read.out().matches("GEN\\.ICR  0x[0-9a-f]{8}\\n"), read.out());
        assertTrue(run("journal", "guarded").ok().lines().getFirst().contains("  guarded read  "));
        assertEquals(List.of(), questions);
    }

    @Test
    void whatTheDescriptionForbidsIsRefusedBeforeAnybodyIsAsked() {
        run("poke", EDU, "ID", "1").fails(ExitCode.FAILED, "cannot write " + EDU + ": ID is read-only");
        run("poke", EDU, "NOSUCH", "1").fails(ExitCode.NOT_FOUND, "cannot write " + EDU
                + ": no register or field is named 'NOSUCH'");
        run("poke", EDU, "FACTORIAL", "0x100000000").fails(ExitCode.USAGE, "cannot write " + EDU
                + ": '0x100000000' does not fit in 32 bits");
        run("poke", EDU, "STATUS", "NONE=1").fails(ExitCode.USAGE, "cannot write " + EDU
                + ": EDU.STATUS has no field NONE");
        assertEquals(List.of(), questions);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FACTORIAL", "FACTORIAL 5 --width 32", "0x8", "0x8 1 2", "0x8 1 --base read",
        "FACTORIAL 5 --read", "0x8 1 --bytes 00", "0x8 --bytes 0", "0x8 1 --dry-run"})
    void wordsThatMakeNoSenseAreSaidTo(String words) {
        List<String> all = new ArrayList<>(List.of("poke", EDU));
        all.addAll(List.of(words.split(" ")));
        all.add("--yes");
        CommandRun run = run(all.toArray(String[]::new));
        assertEquals(ExitCode.USAGE, run.code(), run.err());
        assertEquals("", run.out());
    }

    @Test
    void unitsAndBytesAtOffsets() {
        assertEquals("0x8  0x00000000 → 0x00000006, read back 0x00000006",
                run("poke", EDU, "8", "6", "--yes").ok().lines().getFirst());
        run("poke", EDU, "0x9", "6", "--yes").fails(ExitCode.USAGE, "cannot write " + EDU
                + ": the unit of 32 bits there begins at 0x8");
        assertEquals("4 bytes at 0x101 written",
                run("poke", "sim:0000:07:00.0/bar0", "0x101", "--bytes", "00ff_00fe", "--yes").ok().lines().getFirst());
        assertEquals(ExitCode.FAILED, run("poke", EDU, "0x8", "--bytes", "00", "--yes").code());
        assertTrue(run("journal", "--format", "SHELL").ok().out()
                .endsWith("barscope poke sim:0000:07:00.0/bar0 0x101 --bytes 00ff00fe --yes\n"));
    }

    @Test
    void aDriversDeviceNeedsTheDriversName() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        assertEquals(ExitCode.FAILED, run(machine, "poke", OWNED, "0x0", "1", "--yes").code());
        CommandRun beside = run("poke", OWNED, "0x0", "1", "--yes", "--beside-driver");
        assertEquals(ExitCode.FAILED, beside.code());
        assertTrue(beside.err().contains("the kernel driver igb owns the device"), beside.err());
        assertEquals(ExitCode.FAILED,
                run("poke", OWNED, "0x0", "1", "--yes", "--beside-driver", "--confirm-driver", "ixgbe").code());
        run("poke", OWNED, "0x0", "1", "--yes", "--beside-driver", "--confirm-driver", "igb").ok();
    }

    @Test
    void aDryRunWritesNothing() {
        SimMachine machine = SimMachine.demo(new ManualClock());
        assertEquals(List.of("would write 0x00000080", "  IRQ_ON_FINISH 0 → 1"),
                run(machine, "poke", EDU, "STATUS.IRQ_ON_FINISH", "1", "--dry-run").ok().lines());
        assertEquals(0, writes(machine, EDU));
    }

    private Path sequence(String text) throws IOException {
        return Files.writeString(temp.resolve("test.seq"), text);
    }

    private static final String FACTORIAL = """
            write FACTORIAL 5
            poll STATUS.COMPUTING == 0 timeout 10s every 100us
            expect FACTORIAL == 120
            """;

    @Test
    void theFactorialOfEduAsASequence() throws Exception {
        SimMachine machine = SimMachine.demo(SimClock.system());
        CommandRun done = run(machine, "run", sequence(FACTORIAL).toString(), EDU, "--yes").ok();
        assertEquals("   3  EDU.FACTORIAL = 0x00000078, expected == 0x00000078", done.lines().getLast());
        assertTrue(run("journal").ok().out().contains("by script, test.seq:1; "));
        String recorded = run("journal", "--format", "SEQUENCE").ok().out();
        assertTrue(recorded.endsWith("write @0x8:32 0x00000005  # EDU.FACTORIAL\n"), recorded);
        assertEquals(ExitCode.OK, run("run", sequence(recorded).toString(), EDU, "--yes").code());
    }

    @Test
    void aSequenceStopsWhereItDoesNotGoAsItSays() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        CommandRun failed = run(machine, "run", sequence("expect ID.MAGIC == 0xed\nexpect ID.MAGIC == 1\n"
                + "write FACTORIAL 1\n").toString(), EDU, "--yes");
        assertEquals(ExitCode.FAILED, failed.code());
        assertEquals(2, failed.lines().size());
        assertTrue(failed.err().endsWith("line 2: EDU.ID.MAGIC = 0xed, expected == 0x01: not as expected"
                + System.lineSeparator()), failed.err());
        assertEquals(0, writes(machine, EDU));
    }

    @Test
    void faultsOfASequenceNameLineAndColumn() throws Exception {
        Path file = sequence("read\nread NOSUCH\n");
        CommandRun faulty = run("run", file.toString(), EDU);
        assertEquals(ExitCode.USAGE, faulty.code());
        assertEquals(file + ":1:5: the line ends here; expected a register or @OFFSET:BITS",
                faulty.err().lines().findFirst().orElseThrow());
        CommandRun unknown = run("run", sequence("read ID\nread NOSUCH\n").toString(), EDU);
        assertEquals(file + ":2:6: no register or field is named 'NOSUCH'",
                unknown.err().lines().findFirst().orElseThrow());
        assertEquals(ExitCode.NOT_FOUND, run("run", temp.resolve("none.seq").toString(), EDU).code());
    }

    @Test
    void aSequenceThatWritesAsksAndADryRunDoesNot() throws Exception {
        SimMachine machine = SimMachine.demo(new ManualClock());
        String file = sequence(FACTORIAL).toString();
        assertEquals(ExitCode.FAILED, run(machine, "run", file, EDU).code());
        assertEquals(1, questions.size());
        assertEquals(0, writes(machine, EDU));
        SimMachine dry = SimMachine.demo(new ManualClock());
        CommandRun rehearsed = run(dry, "run", file, EDU, "--dry-run", "--json");
        assertEquals(1, questions.size());
        assertEquals(0, writes(dry, EDU));
        assertTrue(rehearsed.out().startsWith("{\"line\":1,\"step\":\"write\",\"status\":\"DONE\",\"value\":null,"));
        run("run", sequence("read ID").toString(), EDU).ok();
        assertEquals(1, questions.size());
    }

    @Test
    void theJournalIsSearchedAndCommented() throws Exception {
        run("poke", EDU, "FACTORIAL", "5", "--yes").ok();
        run("poke", EDU, "0x4", "0x1234", "--yes").ok();
        assertEquals(2, run("journal", "factorial").ok().lines().size());
        assertEquals(2, run("journal", "0x1234", "--of", "sim:0000:01:00.0").ok().lines().size());
        assertEquals("", run("journal", "--kind", "RESET").ok().out());
        assertEquals("", run("journal", "--of", "sim:0000:01:00").ok().out());
        List<String> last = run("journal", "--last", "1").ok().lines();
        String id = last.get(1).substring(last.get(1).lastIndexOf(' ') + 1);
        run("journal", "--entry", id, "--comment", "this hung it").ok();
        assertEquals("    this hung it", run("journal", "hung").ok().lines().getLast());
        assertEquals(ExitCode.NOT_FOUND, run("journal", "--entry", id + "9").code());
        assertTrue(run("journal", "--format", "CSV").ok().out().contains(",this hung it\r\n"));
        try (Stream<Path> files = Files.list(journal().path())) {
            Files.write(files.sorted().findFirst().orElseThrow(), new byte[] {'x'},
                    StandardOpenOption.APPEND);
        }
        CommandRun torn = run("journal");
        assertEquals(4, torn.lines().size() - 1);
        assertEquals(ExitCode.OK, torn.code());
    }

    private String lastEntry() {
        List<String> last = run("journal", "--last", "1").ok().lines();
        return last.get(1).substring(last.get(1).lastIndexOf(' ') + 1);
    }

    @Test
    void aWriteGoesBackAndSaysWhatDoesNot() {
        run("poke", E1000E, "CTRL", "FD=0", "--yes").ok();
        String field = lastEntry();
        List<String> shown = run("undo", field, "--dry-run").ok().lines();
        assertEquals(List.of("GEN.CTRL: back FD=0x1", "  what the write set off in the device stays"), shown);
        CommandRun done = run("undo", field, "--yes").ok();
        assertTrue(done.lines().getLast().startsWith("GEN.CTRL written, read back 0x"), done.out());
        run("poke", E1000E, "ICR", "4", "--yes").ok();
        CommandRun never = run("undo", lastEntry(), "--yes");
        assertEquals(ExitCode.FAILED, never.code());
        assertTrue(never.err().endsWith("nothing of it can be undone" + System.lineSeparator()), never.err());
        assertEquals(ExitCode.NOT_FOUND, run("undo", "none#1").code());
        assertEquals(ExitCode.FAILED, run("undo", field).code());
    }

    @Test
    void aSequenceIsRehearsedOnASnapshot() throws Exception {
        Path state = temp.resolve("edu.state");
        run("snapshot", "sim:0000:01:00.0", state.toString()).ok();
        SimMachine machine = SimMachine.demo(new ManualClock());
        CommandRun rehearsed = run(machine, "run", sequence("expect ID.MAGIC == 0xed\nwrite FACTORIAL 5\n").toString(),
                EDU, "--against", state.toString()).ok();
        assertTrue(rehearsed.lines().getLast().endsWith("would be written"), rehearsed.out());
        assertEquals(0, writes(machine, EDU));
        assertEquals(List.of(), questions);
    }
}
