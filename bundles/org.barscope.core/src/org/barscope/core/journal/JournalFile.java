// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.journal.JournalEntry.Comment;
import org.barscope.core.journal.JournalEntry.Outcome;

/**
 * One file of a journal as it was read.
 *
 * @param entries  in order
 * @param notes    comments that stand in it, on entries of any file
 * @param problems one line for each record that had to be left out
 */
record JournalFile(List<JournalEntry> entries, List<RecordCodec.Line.Note> notes, List<String> problems) {

    /**
     * How far the start of a process, as two processes see it, may lie apart: it is counted from the start of the
     * machine, which the kernel tells in whole seconds and moves when the clock is set.
     */
    private static final Duration APART = Duration.ofSeconds(3);

    static JournalFile read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String full = file.getFileName().toString();
        String name = full.substring(0, full.length() - JournalFolder.SUFFIX.length());
        Reading reading = new Reading(name, full);
        int start = 0;
        int number = 0;
        while (start < bytes.length) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean last = end >= bytes.length - 1;
            number++;
            reading.line(Arrays.copyOfRange(bytes, start, Math.min(bytes.length, end + 1)), number, last);
            start = end + 1;
        }
        return reading.result();
    }

    static JournalEntry commented(JournalEntry entry, Comment comment) {
        List<Comment> comments = new ArrayList<>(entry.comments());
        comments.add(comment);
        return new JournalEntry(entry.id(), entry.time(), entry.change(), entry.outcome(), entry.readBack(),
                entry.problem(), comments);
    }

    private static final class Reading {
        private final String name;
        private final String file;
        private final Map<Long, JournalEntry> entries = new LinkedHashMap<>();
        private final List<RecordCodec.Line.Note> notes = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private boolean writerLives;

        Reading(String name, String file) {
            this.name = name;
            this.file = file;
        }

        void line(byte[] line, int number, boolean last) {
            try {
                switch (RecordCodec.decode(line)) {
                    case RecordCodec.Line.Header header -> writerLives = lives(header);
                    case RecordCodec.Line.Begin begin -> entries.put(begin.number(), new JournalEntry(
                            new EntryId(name, begin.number()), begin.time(), begin.change(), Outcome.PENDING,
                            OptionalLong.empty(), "", List.of()));
                    case RecordCodec.Line.End end -> entries.computeIfPresent(end.number(),
                            (n, entry) -> new JournalEntry(entry.id(), entry.time(), entry.change(),
                                    end.done() ? Outcome.DONE : Outcome.FAILED, end.readBack(), end.problem(),
                                    entry.comments()));
                    case RecordCodec.Line.Note note -> notes.add(note);
                }
            } catch (IOException damaged) {
                // The file of a living process may be read in the middle of a line: it is not there yet, and not lost.
                if (!last || !writerLives) {
                    problems.add(last ? "the last record of " + file + " was dropped: " + damaged.getMessage()
                            + "; its process ended while it wrote it"
                            : "record " + number + " of " + file + " was left out: " + damaged.getMessage());
                }
            }
        }

        private static boolean lives(RecordCodec.Line.Header header) {
            Optional<Instant> start = ProcessHandle.of(header.pid()).filter(ProcessHandle::isAlive)
                    .flatMap(process -> process.info().startInstant());
            return start.filter(now -> Duration.between(now, header.processStart()).abs().compareTo(APART) < 0)
                    .isPresent();
        }

        JournalFile result() {
            List<JournalEntry> result = new ArrayList<>();
            for (JournalEntry entry : entries.values()) {
                result.add(entry.outcome() != Outcome.PENDING || writerLives ? entry
                        : new JournalEntry(entry.id(), entry.time(), entry.change(), Outcome.UNKNOWN,
                                OptionalLong.empty(), "", entry.comments()));
            }
            return new JournalFile(result, notes, problems);
        }
    }
}
