// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.app.Machines;
import org.barscope.backend.sim.ManualClock;
import org.barscope.backend.sim.SimBackend;
import org.barscope.backend.sim.SimMachine;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.journal.ChangeKind;
import org.barscope.core.journal.JournalEntry;
import org.barscope.core.journal.JournalFolder;
import org.barscope.core.registers.RegisterFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bind}, {@code unbind} and {@code irqs} on the demo machine. */
class DeviceCommandsTest {

    private static final String DISKS = "sim:0000:00:1f.2";
    private static final String EDU = "sim:0000:01:00.0";

    @TempDir
    private Path temp;

    /** Each on a fresh machine, because the end of a command switches it off. */
    private CommandRun run(String... arguments) {
        SimMachine machine = SimMachine.demo(new ManualClock());
        BackendFactory factory = new BackendFactory() {
            @Override
            public String id() {
                return "sim";
            }

            @Override
            public int order() {
                return 0;
            }

            @Override
            public Backend create() throws BackendException {
                return new SimBackend(machine);
            }
        };
        return CommandRun.on(new Session(() -> Machines.start(List.of(factory)),
                new RegisterFiles(temp.resolve("registers")), journal(), text -> Optional.empty()), arguments);
    }

    private JournalFolder journal() {
        return new JournalFolder(temp.resolve("journal"));
    }

    private List<ChangeKind> journalled() throws IOException {
        return journal().read().entries().stream().map(JournalEntry::change).map(change -> change.kind()).toList();
    }

    @Test
    void aPlanIsShownAndNothingDone() throws Exception {
        CommandRun plan = run("bind", EDU, "--plan").ok();
        assertTrue(plan.out().contains("no driver -> vfio-pci"), plan::out);
        assertTrue(plan.out().contains("echo vfio-pci | sudo tee "), plan::out);
        assertEquals(List.of(), journalled());
        String json = run("bind", EDU, "-n", "--json").ok().out();
        DumpCommandTest.wellFormed(json);
        for (String part : List.of("\"direction\" : \"TO_VFIO\"", "\"carriedOut\" : false", "\"refusals\" : [ ]",
                "\"driverNow\" : null", "\"driverThen\" : \"vfio-pci\"")) {
            assertTrue(json.contains(part), () -> part + " is not in " + json);
        }
    }

    @Test
    void aDeviceWithAMountedFileSystemStays() throws Exception {
        CommandRun refused = run("bind", DISKS);
        assertEquals(ExitCode.FAILED, refused.code());
        assertTrue(refused.out().contains("REFUSED: "), refused::out);
        assertTrue(refused.err().contains("mounted at /"), refused::err);
        assertEquals(ExitCode.FAILED, run("bind", DISKS, "--plan").code());
        assertEquals(List.of(ChangeKind.BIND), journalled());
    }

    @Test
    void aDeviceGoesThereAndBackAndTheJournalKnows() throws Exception {
        assertTrue(run("bind", EDU).ok().out().endsWith("  done\n"));
        assertTrue(journalled().contains(ChangeKind.BIND));
        assertEquals(ExitCode.NOT_FOUND, run("unbind", "sim:0000:77:00.0").code());
        assertEquals(ExitCode.USAGE, run("unbind", "nonsense").code());
    }

    @Test
    void regionsAreListed() throws Exception {
        String json = run("regions", EDU, "--accept-reset", "--json").ok().out();
        DumpCommandTest.wellFormed(json);
        assertTrue(json.contains("\"name\" : \"bar0\"") && json.contains("\"msixMappable\" : false"), json);
        String text = run("regions", EDU, "--accept-reset").ok().out();
        assertTrue(text.contains("bar0 ") && text.contains("rw  mmap\n") && text.contains("config ")
                && text.contains("rw  no mmap"), text);
        assertEquals(ExitCode.NOT_FOUND, run("regions", "sim:0000:77:00.0").code());
        assertEquals(List.of(), journalled(), "nothing was changed");
    }

    @Test
    void interruptsAreListed() throws Exception {
        String json = run("irqs", EDU, "--accept-reset", "--json").ok().out();
        DumpCommandTest.wellFormed(json);
        assertTrue(json.contains("\"source\" : \"MSI\""), json);
        CommandRun text = run("irqs", EDU, "--accept-reset").ok();
        assertTrue(text.out().contains("bus master: "), text::out);
        assertEquals(List.of(), journalled(), "nothing was changed");
    }
}
