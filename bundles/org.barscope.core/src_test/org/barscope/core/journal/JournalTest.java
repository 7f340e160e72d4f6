// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.journal.Journal.Durability;
import org.barscope.core.journal.JournalEntry.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final RegionUri BAR = RegionUri.parse("sim:0000:01:00.0/bar0");
    private static final Change WRITE = Change.write(BAR, 0x100, 32, 4, 0xffff_fffeL, Origin.ui("register page"))
            .withOld(OptionalLong.of(7)).meaning("EDU.STATUS", List.of(
                    new FieldChange("IRQ", 7, 7, OptionalLong.of(0), 1, "on \"finish\""),
                    new FieldChange("X", 63, 0, OptionalLong.empty(), -1L, "")))
            .withDetail("naïve – line\nbreak");

    @TempDir
    private Path temp;

    private JournalFolder folder() {
        return new JournalFolder(temp.resolve("state").resolve("journal"));
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder().path())) {
            List<Path> all = files.toList();
            assertEquals(1, all.size());
            return all.getFirst();
        }
    }

    @Test
    void everythingOfAnEntryComesBack() throws Exception {
        Change block = Change.block(BAR, 4, new byte[] {1, (byte) 0xff}, Origin.commandLine("poke"))
                .withOldData(new byte[] {0, 0});
        Change reset = Change.event(ChangeKind.RESET, BAR.device(), "function reset", Origin.script("a.seq:3"));
        Change read = Change.read(BAR, 8, 64, 8, Origin.ui(""));
        List<JournalEntry> told = new ArrayList<>();
        try (Journal journal = Journal.open(folder(), Durability.DISK)) {
            assertTrue(Files.notExists(folder().path()), "nothing is made before the first change");
            journal.listen(told::add);
            journal.begin(WRITE).done(OptionalLong.of(0x8000_0000_0000_0000L));
            journal.begin(block).failed("revoked");
            journal.record(reset);
            PendingChange open = journal.begin(read);
            List<JournalEntry> entries = journal.read().entries();
            assertEquals(List.of(WRITE, block, reset, read), entries.stream().map(JournalEntry::change).toList());
            assertEquals(List.of(Outcome.DONE, Outcome.FAILED, Outcome.DONE, Outcome.PENDING),
                    entries.stream().map(JournalEntry::outcome).toList());
            assertEquals(OptionalLong.of(0x8000_0000_0000_0000L), entries.get(0).readBack());
            assertEquals("revoked", entries.get(1).problem());
            assertEquals(open.id(), EntryId.parse(entries.get(3).id().toString()));
            assertEquals(List.of(), journal.read().problems());
            open.done();
            assertThrows(IllegalStateException.class, open::done);
            JournalEntry commented = journal.comment(entries.get(0), "first\nsecond");
            assertEquals(List.of("first\nsecond"), texts(commented));
            assertEquals(List.of("first\nsecond"), texts(journal.read().entries().getFirst()));
            assertEquals(9, told.size());
            assertEquals(Outcome.DONE, told.get(1).outcome());
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(onlyFile())));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().path())));
    }

    private static List<String> texts(JournalEntry entry) {
        return entry.comments().stream().map(JournalEntry.Comment::text).toList();
    }

    @Test
    void aChangeIsInTheFileBeforeBeginReturns() throws Exception {
        try (Journal journal = Journal.open(folder(), Durability.KERNEL)) {
            PendingChange pending = journal.begin(WRITE);
            assertTrue(Files.readString(onlyFile()).contains("\"value\":\"0xfffffffe\""));
            pending.done();
        }
    }

    @Test
    void atEveryLengthATornFileGivesItsWholeRecordsAndSaysWhatWasDropped() throws Exception {
        try (Journal journal = Journal.open(folder(), Durability.KERNEL)) {
            journal.begin(WRITE).done();
            journal.begin(WRITE).done();
        }
        Path file = onlyFile();
        byte[] whole = asOfAProcessThatIsGone(Files.readAllBytes(file));
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < whole.length; i++) {
            if (whole[i] == '\n') {
                ends.add(i + 1);
            }
        }
        assertEquals(5, ends.size());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            int cut = length;
            long complete = ends.stream().filter(end -> end <= cut).count();
            JournalFolder.Listing listing = folder().read();
            assertEquals(complete < 2 ? 0 : complete < 4 ? 1 : 2, listing.entries().size(), "length " + cut);
            boolean torn = cut != 0 && !ends.contains(cut);
            assertEquals(torn ? 1 : 0, listing.problems().size(), "length " + cut);
            if (torn) {
                assertTrue(listing.problems().getFirst().startsWith("the last record of "));
            }
            if (!listing.entries().isEmpty()) {
                Outcome last = listing.entries().getLast().outcome();
                assertEquals(complete == 2 || complete == 4 ? Outcome.UNKNOWN : Outcome.DONE, last);
            }
        }
    }

    /** Makes the header name a process that has ended. */
    private static byte[] asOfAProcessThatIsGone(byte[] file) throws IOException {
        int end = 0;
        while (file[end] != '\n') {
            end++;
        }
        RecordCodec.Line.Header header = (RecordCodec.Line.Header) RecordCodec.decode(Arrays.copyOf(file, end + 1));
        byte[] line = RecordCodec.encode(new RecordCodec.Line.Header(header.pid(),
                header.processStart().minusSeconds(3600), header.time(), header.user()));
        byte[] result = new byte[line.length + file.length - end - 1];
        System.arraycopy(line, 0, result, 0, line.length);
        System.arraycopy(file, end + 1, result, line.length, file.length - end - 1);
        return result;
    }

    @Test
    void noFlippedBitGoesUnnoticed() throws Exception {
        try (Journal journal = Journal.open(folder(), Durability.KERNEL)) {
            journal.begin(WRITE).done();
            journal.begin(WRITE).done();
        }
        Path file = onlyFile();
        byte[] whole = Files.readAllBytes(file);
        int start = Files.readString(file).indexOf('\n') + 1;
        int end = start;
        while (whole[end] != '\n') {
            end++;
        }
        for (int at = start; at < end; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            JournalFolder.Listing listing = folder().read();
            // A flip that makes a line end cuts the record in two.
            assertTrue(!listing.problems().isEmpty() && listing.problems().getFirst().contains("was left out"));
            assertEquals(1, listing.entries().size());
        }
    }

    @Test
    void severalJournalsAtATimeAndCommentsAcrossThem() throws Exception {
        try (Journal one = Journal.open(folder(), Durability.KERNEL);
                Journal two = Journal.open(folder(), Durability.KERNEL)) {
            one.record(WRITE);
            two.record(WRITE);
            List<JournalEntry> both = one.read().entries();
            assertEquals(2, both.stream().map(JournalEntry::id).distinct().count());
            two.comment(both.getFirst(), "from the other");
            assertEquals(List.of("from the other"), texts(one.read().entries().getFirst()));
        }
    }

    @Test
    void whatCannotBeWrittenIsRefusedAndLeavesNoHalf() throws Exception {
        try (Journal journal = Journal.open(new JournalFolder(Path.of("/dev/null/journal")), Durability.KERNEL)) {
            assertThrows(IOException.class, () -> journal.begin(WRITE));
        }
        try (Journal closed = Journal.open(folder(), Durability.KERNEL)) {
            closed.record(WRITE);
            closed.close();
            assertThrows(IOException.class, () -> closed.begin(WRITE));
        }
    }

    @Test
    void strangeFilesAreNamedAndTheRestIsShown() throws Exception {
        try (Journal journal = Journal.open(folder(), Durability.KERNEL)) {
            journal.record(WRITE);
        }
        Files.writeString(folder().path().resolve("0.journal"), "this is no journal\nnor is this\n");
        Files.createDirectory(folder().path().resolve("1.journal"));
        Files.writeString(folder().path().resolve("notes.txt"), "not looked at");
        JournalFolder.Listing listing = folder().read();
        assertEquals(1, listing.entries().size());
        assertEquals(3, listing.problems().size(), listing.problems().toString());
        Files.write(folder().path().resolve("2.journal"), new byte[] {'\n'}, StandardOpenOption.CREATE_NEW);
        assertEquals(4, folder().read().problems().size());
    }
}
