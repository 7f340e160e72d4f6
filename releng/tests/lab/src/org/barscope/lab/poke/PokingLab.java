// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.poke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barscope.cli.LabCommand;
import org.barscope.lab.guest.LabDevices;
import org.barscope.lab.guest.LabDevices.Bound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that write, on real devices through VFIO. Each opens its device and so finds it freshly reset. */
class PokingLab {

    private static final String JOURNAL = "barscope.journal";

    @TempDir
    private Path temp;

    @BeforeEach
    void keepTheJournalHere() {
        System.setProperty(JOURNAL, temp.resolve("journal").toString());
    }

    @AfterEach
    void forgetTheJournal() {
        System.clearProperty(JOURNAL);
    }

    private String sequence(String text) throws IOException {
        return Files.writeString(temp.resolve("test.seq"), text).toString();
    }

    @Test
    void theFactorialOfEduAsASequenceAndAgainFromTheJournal() throws IOException {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            String region = "vfio:" + edu.address() + "/bar0";
            String run = LabCommand.run("run", sequence("""
                    expect ID == 0x010000ed
                    write LIVENESS 0x12345678
                    expect LIVENESS == 0xedcba987   # it answers with the complement
                    write FACTORIAL 6
                    poll STATUS.COMPUTING == 0 timeout 20s
                    expect FACTORIAL == 720
                    """), region, "--yes").ok();
            assertTrue(run.endsWith("EDU.FACTORIAL = 0x000002d0, expected == 0x000002d0\n"), run);
            String recorded = LabCommand.run("journal", "--format", "SEQUENCE").ok();
            assertTrue(recorded.contains("\nwrite @0x4:32 0x12345678  # EDU.LIVENESS"), recorded);
            LabCommand.run("run", sequence(recorded + "poll FACTORIAL == 720 timeout 20s\n"), region, "--yes").ok();
            String journal = LabCommand.run("journal", "--of", "vfio:" + edu.address()).ok();
            assertEquals(4, journal.lines().filter(line -> line.contains("  write  ")).count(), journal);
        }
    }

    @Test
    void withoutAWordNothingIsWritten() {
        try (Bound edu = LabDevices.bindToVfio(LabDevices.EDU)) {
            LabCommand refused = LabCommand.run("poke", "vfio:" + edu.address() + "/bar0", "FACTORIAL", "5");
            assertEquals(4, refused.code(), refused.out());
            assertTrue(refused.err().contains("add --yes"), refused.err());
            assertEquals("", LabCommand.run("journal").ok());
        }
    }

    /** A write of one cause of e1000e's interrupts, and of a field elsewhere, leaves the other causes pending. */
    @Test
    void aFieldWriteLeavesOtherInterruptCausesPending() throws IOException {
        try (Bound ethernet = LabDevices.bindToVfio(LabDevices.E1000E)) {
            String run = LabCommand.run("run", sequence("""
                    write IMC 0xffffffff
                    read ICR
                    write ICS 0x14                # LSC and RXDMT0 become pending
                    write CTRL.FD 1
                    write ICR.RXDMT0 1
                    expect ICR & 0x14 == 0x4      # LSC still was; and this read clears it
                    expect ICR & 0x4 == 0
                    """), "vfio:" + ethernet.address() + "/bar0", "--yes").ok();
            assertEquals(7, run.lines().count(), run);
        }
    }
}
