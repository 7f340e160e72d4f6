// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.barscope.core.user.UserFolders;

/**
 * The folder where journals are kept, one file for each process that has written, and how it is read. Safe for use by
 * several threads; blocks while it reads.
 *
 * @param path the folder; need not exist yet
 */
public record JournalFolder(Path path) {

    /** The system property that names another folder than the user's. */
    public static final String PROPERTY = "barscope.journal";

    static final String SUFFIX = ".journal";

    /**
     * What was read.
     *
     * @param entries  by time, those of one file in the order they were written
     * @param problems one line for each record that had to be left out, and for each file that could not be read
     */
    public record Listing(List<JournalEntry> entries, List<String> problems) {

        public Listing {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /**
     * The user's: {@code journal} in {@link UserFolders#state()}. {@link #PROPERTY} comes first.
     */
    public static JournalFolder ofUser() {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return new JournalFolder(Path.of(named));
        }
        return new JournalFolder(UserFolders.ofUser().state().resolve("journal"));
    }

    /**
     * Reads every journal in the folder.
     *
     * @throws IOException when the folder is there and cannot be listed
     */
    public Listing read() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(path, "*" + SUFFIX)) {
            found.forEach(files::add);
        } catch (NoSuchFileException nothingWrittenYet) {
            return new Listing(List.of(), List.of());
        }
        files.sort(Comparator.comparing(Path::getFileName));
        Map<EntryId, JournalEntry> entries = new LinkedHashMap<>();
        List<RecordCodec.Line.Note> notes = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                JournalFile read = JournalFile.read(file);
                read.entries().forEach(entry -> entries.put(entry.id(), entry));
                notes.addAll(read.notes());
                problems.addAll(read.problems());
            } catch (IOException unreadable) {
                problems.add(file.getFileName() + " cannot be read: " + unreadable.getMessage());
            }
        }
        notes.sort(Comparator.comparing(note -> note.comment().time()));
        for (RecordCodec.Line.Note note : notes) {
            entries.computeIfPresent(note.entry(), (id, entry) -> JournalFile.commented(entry, note.comment()));
        }
        return new Listing(entries.values().stream().sorted(Comparator.comparing(JournalEntry::time)).toList(),
                problems);
    }
}
