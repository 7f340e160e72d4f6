// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.JournalEntry.Comment;
import org.barscope.core.journal.JournalEntry.Outcome;
import org.barscope.core.sequence.SequenceParser;
import org.junit.jupiter.api.Test;

class JournalExportTest {

    private static final RegionUri BAR = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final Origin ORIGIN = Origin.ui("register page");
    private static final Instant TIME = Instant.parse("2026-11-22T12:00:00Z");

    private static JournalEntry entry(int number, Change change, Outcome outcome, String... comments) {
        return new JournalEntry(new EntryId("test", number), TIME.plusSeconds(number), change, outcome,
                OptionalLong.of(7), "", List.of(comments).stream().map(text -> new Comment(TIME, text)).toList());
    }

    private static final List<JournalEntry> ENTRIES = List.of(
            entry(1, Change.write(BAR, 8, 32, 4, 5, ORIGIN).withOld(OptionalLong.of(1)).meaning("EDU.FACTORIAL",
                    List.of(new FieldChange("N", 31, 0, OptionalLong.of(1), 5, "five \"5\", or more"))), Outcome.DONE,
                    "hung */ it\nonce"),
            entry(2, Change.write(BAR, 0x80, 32, 8, 0x1122_3344_5566_7788L, ORIGIN), Outcome.DONE),
            entry(3, Change.write(BAR, 8, 32, 4, 6, ORIGIN), Outcome.UNKNOWN),
            entry(4, Change.read(BAR, 0x24, 32, 4, ORIGIN), Outcome.DONE),
            entry(5, Change.event(ChangeKind.RESET, BAR.device(), "function reset", ORIGIN), Outcome.DONE),
            entry(6, Change.write(BAR.sibling("config"), 4, 16, 2, 6, ORIGIN), Outcome.DONE),
            entry(7, Change.block(BAR, 0x40000, new byte[] {1, -1}, ORIGIN), Outcome.DONE));

    @Test
    void csvQuotesAndDisarmsFormulas() {
        List<String> lines = JournalExport.CSV.of(ENTRIES).lines().toList();
        assertEquals("time,kind,region,offset,accessBits,length,register,old,written,readBack,outcome,problem,meaning,"
                + "origin,comments", lines.getFirst());
        assertEquals("2026-11-22T12:00:01Z,write,sim:0000:01:00.0/bar0,0x8,32,4,EDU.FACTORIAL,0x1,0x5,0x7,done,,"
                + "\"N 1 → 5 (five \"\"5\"\", or more)\",\"window, register page\",\"hung */ it", lines.get(1));
        String formula = JournalExport.CSV.of(List.of(entry(1, Change.event(ChangeKind.OTHER, "x", "=1+1", ORIGIN),
                Outcome.DONE)));
        assertTrue(formula.contains(",'=1+1,"), formula);
    }

    @Test
    void aCFunctionDoesWhatIsKnownToHaveBeenDone() {
        String c = JournalExport.C.of(ENTRIES);
        assertTrue(c.contains("static void replay(void __iomem *bar0, struct pci_dev *pdev)\n{\n"), c);
        assertTrue(c.contains("\twritel(0x00000005, bar0 + 0x8);\t/* EDU.FACTORIAL; N 1 → 5 (five \"5\", or more); "
                + "hung * / it once */\n"), c);
        assertTrue(c.contains("\twritel(0x55667788, bar0 + 0x80);\n\twritel(0x11223344, bar0 + 0x84);\n"), c);
        assertTrue(c.contains("\t/* left out (not known whether it reached the device): write"), c);
        assertTrue(c.contains("\t(void)readl(bar0 + 0x24);\n"), c);
        assertTrue(c.contains("\t/* not replayed: reset of sim:0000:01:00.0 function reset */\n"), c);
        assertTrue(c.contains("\tpci_write_config_word(pdev, 0x4, 0x0006);\n"), c);
        assertTrue(c.contains("static const u8 block_0[] = {\n\t0x01, 0xff,\n};\n"), c);
        assertTrue(c.contains("\tmemcpy_toio(bar0 + 0x40000, block_0, sizeof(block_0));\n"), c);
    }

    @Test
    void aScriptPokes() {
        String script = JournalExport.SHELL.of(ENTRIES);
        assertTrue(script.startsWith("#!/bin/sh\n"), script);
        assertTrue(script.contains("\nbarscope poke sim:0000:01:00.0/bar0 0x84 0x11223344 --width 32 --yes\n"), script);
        assertTrue(script.contains("\nbarscope poke sim:0000:01:00.0/bar0 0x24 --read --width 32\n"), script);
        assertFalse(script.lines().anyMatch(line -> !line.startsWith("#") && !line.startsWith("barscope poke ")
                && !line.equals("set -e")), script);
    }

    @Test
    void aSequenceOfOneRegionCanBeReadAgain() throws Exception {
        String text = JournalExport.SEQUENCE.of(ENTRIES);
        assertEquals(6, SequenceParser.parse("recorded.seq", text).steps().size(), text);
        assertTrue(text.contains("# of another region, sim:0000:01:00.0/config"), text);
    }

    @Test
    void jsonHasEverything() {
        String json = JournalExport.JSON.of(ENTRIES);
        assertTrue(json.contains("\"id\" : \"test#1\""), json);
        assertTrue(json.contains("\"oldData\"") || json.contains("\"data\" : \"01ff\""), json);
        assertEquals("[ ]\n", JournalExport.JSON.of(List.of()));
    }

    private static List<Long> found(JournalFilter filter) {
        return ENTRIES.stream().filter(filter).map(entry -> entry.id().number()).toList();
    }

    @Test
    void entriesAreFoundByWhatIsSeenOfThem() {
        assertEquals(7, found(JournalFilter.ALL).size());
        assertEquals(List.of(1L), found(JournalFilter.ALL.withText("factorial HUNG")));
        assertEquals(List.of(3L), found(JournalFilter.ALL.withText("not known")));
        assertEquals(List.of(2L), found(JournalFilter.ALL.withText("0x1122334455667788")));
        assertEquals(List.of(6L), found(JournalFilter.ALL.of("sim:0000:01:00.0/config")));
        assertEquals(7, found(JournalFilter.ALL.of("sim:0000:01:00.0")).size());
        assertEquals(List.of(), found(JournalFilter.ALL.of("sim:0000:01:00")));
        assertEquals(List.of(4L, 5L), found(new JournalFilter("", Set.of(ChangeKind.READ, ChangeKind.RESET), Set.of(),
                "", Optional.empty(), Optional.empty())));
        assertEquals(List.of(), found(new JournalFilter("", Set.of(), Set.of(Origin.Kind.SCRIPT), "",
                Optional.empty(), Optional.empty())));
        assertEquals(List.of(5L, 6L), found(new JournalFilter("", Set.of(), Set.of(), "",
                Optional.of(TIME.plusSeconds(5)), Optional.of(TIME.plusSeconds(6)))));
    }
}
