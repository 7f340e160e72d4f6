// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.query.QueryException;

/**
 * Searches the user gave a name, with what was seen of them. Kept in a small file that is read and written as a whole,
 * under a lock, so that the command line and any number of windows share it. Safe on any thread; every call reads the
 * file.
 */
public final class SavedSearches {

    /**
     * A saved search.
     *
     * @param name   unique
     * @param query  in the query language
     * @param looked the time of import of the newest message when it was last looked at; the epoch for never
     */
    public record SavedSearch(String name, String query, Instant looked) {
    }

    /** The lock of a file keeps out other processes only. */
    private static final Object IN_THIS_PROCESS = new Object();

    private final Path file;

    SavedSearches(Path file) {
        this.file = file;
    }

    /** All, in the order they were saved. */
    public List<SavedSearch> list() throws MailException {
        try {
            return read();
        } catch (IOException e) {
            throw new MailException("The saved searches in " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private List<SavedSearch> read() throws IOException {
        List<SavedSearch> found = new ArrayList<>();
        if (!Files.exists(file)) {
            return found;
        }
        for (String line : Files.readAllLines(file)) {
            // looked (milliseconds) TAB name TAB query
            String[] parts = line.split("\t", 3);
            if (parts.length == 3 && parts[0].matches("\\d{1,18}")) {
                found.add(new SavedSearch(parts[1], parts[2], Instant.ofEpochMilli(Long.parseLong(parts[0]))));
            }
        }
        return found;
    }

    private interface Change {
        void apply(List<SavedSearch> searches) throws MailException;
    }

    private void change(Change change) throws MailException {
        synchronized (IN_THIS_PROCESS) {
            changeFile(change);
        }
    }

    private void changeFile(Change change) throws MailException {
        try {
            Files.createDirectories(file.getParent());
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.lock()) {
                List<SavedSearch> searches = read();
                change.apply(searches);
                Path part = file.resolveSibling(file.getFileName() + ".new");
                Files.write(part, searches.stream()
                        .map(s -> s.looked().toEpochMilli() + "\t" + s.name() + "\t" + s.query()).toList());
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new MailException("The saved searches in " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String line(String text) {
        return text.strip().replaceAll("[\\t\\r\\n]+", " ");
    }

    /**
     * Saves a search, or gives the one of that name another query. Until the next {@link #looked} all its hits are new.
     */
    public void save(String name, String query) throws MailException {
        String clean = line(name);
        if (clean.isEmpty()) {
            throw new MailException("A saved search needs a name.");
        }
        change(searches -> {
            for (int i = 0; i < searches.size(); i++) {
                SavedSearch known = searches.get(i);
                if (known.name().equals(clean)) {
                    searches.set(i, known.query().equals(line(query)) ? known
                            : new SavedSearch(clean, line(query), Instant.EPOCH));
                    return;
                }
            }
            searches.add(new SavedSearch(clean, line(query), Instant.EPOCH));
        });
    }

    /**
     * Gives a search another name.
     *
     * @throws MailException when there is none of the old name, or one of the new
     */
    public void rename(String from, String to) throws MailException {
        String clean = line(to);
        change(searches -> {
            if (clean.isEmpty() || !from.equals(clean) && searches.stream().anyMatch(s -> s.name().equals(clean))) {
                throw new MailException("A search cannot be called \"" + clean + "\": "
                        + (clean.isEmpty() ? "it needs a name." : "there is one of that name."));
            }
            replace(searches, from, s -> new SavedSearch(clean, s.query(), s.looked()));
        });
    }

    /** Forgets a search; nothing happens when there is none of that name. */
    public void remove(String name) throws MailException {
        change(searches -> searches.removeIf(s -> s.name().equals(name)));
    }

    /** The user has seen what the search finds in that view; only what is imported later is new. */
    public void looked(String name, ArchiveView view) throws MailException {
        Instant newest = view.newestImport().orElse(Instant.EPOCH);
        change(searches -> replace(searches, name, s -> new SavedSearch(s.name(), s.query(), newest)));
    }

    private interface Replacement {
        SavedSearch of(SavedSearch search);
    }

    private static void replace(List<SavedSearch> searches, String name, Replacement replacement)
            throws MailException {
        for (int i = 0; i < searches.size(); i++) {
            if (searches.get(i).name().equals(name)) {
                searches.set(i, replacement.of(searches.get(i)));
                return;
            }
        }
        throw new MailException("There is no saved search called \"" + name + "\".");
    }

    /**
     * How many hits of each search are new in that view, by name, in the order of {@link #list}. A search whose query
     * makes no sense is left out.
     */
    public Map<String, Long> news(ArchiveView view) throws MailException {
        Map<String, Long> news = new LinkedHashMap<>();
        for (SavedSearch search : list()) {
            count(view, search).ifPresent(count -> news.put(search.name(), count));
        }
        return news;
    }

    private static Optional<Long> count(ArchiveView view, SavedSearch search) throws MailException {
        try {
            return Optional.of(view.countSince(search.query(), search.looked()));
        } catch (QueryException e) {
            // Opening the search tells what is wrong with it; the other counts must not suffer.
            return Optional.empty();
        }
    }
}
