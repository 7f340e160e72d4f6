// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.mail;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.barscope.mail.http.GitMirror;
import org.barscope.mail.http.LoreClient;
import org.barscope.mail.http.LoreException;
import org.barscope.mail.http.LoreOptions;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.ImportProgress;
import org.barscope.mail.index.ImportReport;
import org.barscope.mail.index.MailArchive;
import org.barscope.mail.index.MailException;
import org.barscope.mail.index.SourceStatus;
import org.barscope.mail.source.MailSource;

/**
 * The user's mail: one archive with the sources it comes from, wherever they are. Any number of threads and processes
 * may read it while one imports; a second import is refused. A process opens it once and shares it. Safe on any thread.
 */
public final class MailLibrary implements AutoCloseable {

    private final MailPlaces places;
    private final MailArchive archive;
    private final Origins origins;
    private final SavedSearches searches;
    private final LoreOptions options;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger imports = new AtomicInteger();

    private MailLibrary(MailPlaces places, LoreOptions options) throws MailException {
        this.places = places;
        this.options = options;
        this.archive = MailArchive.open(places.index());
        this.origins = new Origins(places.origins());
        this.searches = new SavedSearches(places.searches());
    }

    /**
     * Opens the library, or an empty one.
     *
     * @throws MailException when the places cannot be used
     */
    public static MailLibrary open(MailPlaces places) throws MailException {
        return open(places, LoreOptions.DEFAULT);
    }

    /** As {@link #open(MailPlaces)}, with a word on how to talk to servers. */
    public static MailLibrary open(MailPlaces places, LoreOptions options) throws MailException {
        return new MailLibrary(places, options);
    }

    /**
     * A source of the library.
     *
     * @param name   unique
     * @param origin where its mail comes from
     * @param path   where its mail is read from on this computer
     * @param kinds  the kinds of storage found in it, such as "mbox"
     * @param updated when it was last read to its end; empty while that never happened
     */
    public record Source(String name, MailOrigin origin, Path path, List<String> kinds, Optional<Instant> updated) {
        /** Copies the list. */
        public Source {
            kinds = List.copyOf(kinds);
        }
    }

    /** Where everything is. */
    public MailPlaces places() {
        return places;
    }

    /** Whether nothing was ever imported. */
    public boolean isEmpty() throws MailException {
        return !archive.exists();
    }

    /** The archive itself: messages, raw bytes, what could not be read, checks. Not to be closed. */
    public MailArchive archive() {
        return archive;
    }

    /**
     * The mail as it is now. The caller closes it.
     *
     * @throws MailException also when nothing was ever imported
     */
    public ArchiveView view() throws MailException {
        return archive.view();
    }

    /** The searches the user saved. */
    public SavedSearches searches() {
        return searches;
    }

    /** The sources, by name. */
    public List<Source> sources() throws MailException {
        Map<String, MailOrigin> known = origins.read();
        List<Source> sources = new ArrayList<>();
        for (SourceStatus status : archive.sourceStatus()) {
            MailSource source = status.source();
            MailOrigin origin = known.getOrDefault(source.name(), new MailOrigin.Files(source.path()));
            sources.add(new Source(source.name(), origin, source.path(), status.kinds(), status.updated()));
        }
        return sources;
    }

    /** Whether this process imports right now. */
    public boolean isImporting() {
        return imports.get() > 0;
    }

    /**
     * Has something run whenever an import of this process has made new mail visible, on a thread of the import.
     *
     * @return ends it
     */
    public AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /**
     * Fetches if need be, then imports what is new. Blocks until done or cancelled.
     *
     * @param name what to call the source; empty for a name made of the origin
     * @throws MailException when it cannot be fetched or read, or another import runs
     */
    public ImportReport add(MailOrigin origin, Optional<String> name, ImportWatcher watcher) throws MailException {
        if (origin instanceof MailOrigin.Files files) {
            watcher.phase("Importing " + files.path());
            return importing(watcher, monitor -> archive.importFrom(files.path(), name, monitor));
        }
        String free = nameFor(origin, name);
        Path directory = directory(origin, free);
        try (Fetching fetching = new Fetching(watcher)) {
            Optional<Path> path = fetching.fetch(origin, directory);
            if (path.isEmpty()) {
                return new ImportReport(0, 0, 0, 0, true, List.of(), Duration.ZERO);
            }
            origins.put(free, origin);
            watcher.phase("Importing " + free);
            return importing(watcher, monitor -> archive.importFrom(path.get(), Optional.of(free), monitor));
        } catch (LoreException e) {
            throw new MailException(e.getMessage(), e);
        }
    }

    private String nameFor(MailOrigin origin, Optional<String> wanted) throws MailException {
        List<Source> known = sources();
        for (Source source : known) {
            if (source.origin().equals(origin) && wanted.map(source.name()::equals).orElse(true)) {
                return source.name();
            }
        }
        String base = wanted.orElse(origin.defaultName()).replaceAll("[\\t\\r\\n]+", " ").strip();
        String name = base;
        for (int i = 2; taken(known, name); i++) {
            if (wanted.isPresent()) {
                throw new MailException("The name \"" + base + "\" belongs to another source already. "
                        + "Give another name.");
            }
            name = base + '-' + i;
        }
        return name;
    }

    private static boolean taken(List<Source> known, String name) {
        return known.stream().anyMatch(source -> source.name().equals(name));
    }

    /** A directory whose name says what it is, and is that of no other source: names differ, so their codes do. */
    private Path directory(MailOrigin origin, String name) {
        String plain = name.replaceAll("[^A-Za-z0-9@._-]+", "_");
        String shortened = plain.substring(0, Math.min(plain.length(), 80));
        String unique = plain.equals(name) && plain.length() <= 80 && !plain.startsWith(".") ? plain
                : "_" + shortened + "-" + Integer.toHexString(name.hashCode());
        return (origin instanceof MailOrigin.Mirror ? places.mirrors() : places.fetched()).resolve(unique);
    }

    /**
     * Imports what is new in all sources; those of servers are fetched first. A source that cannot be fetched or read
     * is told in the report and does not stop the others.
     *
     * @throws MailException when another import runs, or the index cannot be written
     */
    public ImportReport update(ImportWatcher watcher) throws MailException {
        List<String> problems = fetch(sources(), watcher);
        watcher.phase("Looking for new mail");
        ImportReport report = importing(watcher, archive::update);
        return report.plus(new ImportReport(0, 0, 0, 0, false, problems, Duration.ZERO));
    }

    /**
     * Imports what is new in one source. As {@link #update(ImportWatcher)}.
     *
     * @throws MailException also when there is no such source
     */
    public ImportReport update(String name, ImportWatcher watcher) throws MailException {
        List<String> problems = fetch(sources().stream().filter(s -> s.name().equals(name)).toList(), watcher);
        watcher.phase("Looking for new mail in " + name);
        ImportReport report = importing(watcher, monitor -> archive.update(name, monitor));
        return report.plus(new ImportReport(0, 0, 0, 0, false, problems, Duration.ZERO));
    }

    /** Fetches what comes from servers; returns what went wrong. */
    private List<String> fetch(List<Source> sources, ImportWatcher watcher) throws MailException {
        List<String> problems = new ArrayList<>();
        try (Fetching fetching = new Fetching(watcher)) {
            for (Source source : sources) {
                if (source.origin() instanceof MailOrigin.Files) {
                    continue;
                }
                try {
                    if (fetching.fetch(source.origin(), directory(source.origin(), source.name())).isEmpty()) {
                        break;
                    }
                } catch (LoreException e) {
                    problems.add(e.getMessage());
                }
            }
        }
        return problems;
    }

    /**
     * Takes a source out of the library with all messages that are in no other source. What was fetched for it stays
     * on disk; the mail itself is not touched.
     *
     * @throws MailException when there is no such source, or an import runs
     */
    public ImportReport forget(String name) throws MailException {
        ImportReport report = importing(ImportWatcher.NONE, monitor -> archive.forget(name));
        origins.remove(name);
        return report;
    }

    private interface Work {
        ImportReport run(ImportWatcher monitor) throws MailException;
    }

    private ImportReport importing(ImportWatcher watcher, Work work) throws MailException {
        imports.incrementAndGet();
        try {
            return work.run(new Announcing(watcher));
        } finally {
            imports.decrementAndGet();
            listeners.forEach(Runnable::run);
        }
    }

    /** Closes the archive. Views that are open stay usable until they are closed. */
    @Override
    public void close() {
        archive.close();
    }

    /** Tells the listeners what was committed on the way. */
    private final class Announcing implements ImportWatcher {
        private final ImportWatcher watcher;

        Announcing(ImportWatcher watcher) {
            this.watcher = watcher;
        }

        @Override
        public void phase(String what) {
            watcher.phase(what);
        }

        @Override
        public void progress(ImportProgress progress) {
            watcher.progress(progress);
        }

        @Override
        public void committed() {
            watcher.committed();
            listeners.forEach(Runnable::run);
        }

        @Override
        public boolean cancelled() {
            return watcher.cancelled();
        }
    }

    /** Fetches from servers, one request after the other, each server through one client. */
    private final class Fetching implements AutoCloseable {
        private final ImportWatcher watcher;
        private final Map<URI, LoreClient> clients = new HashMap<>();

        Fetching(ImportWatcher watcher) {
            this.watcher = watcher;
        }

        private LoreClient client(URI inbox) throws LoreException {
            LoreClient known = clients.get(inbox);
            if (known == null) {
                known = new LoreClient(inbox, options);
                clients.put(inbox, known);
            }
            return known;
        }

        /** Where the mail is now; empty when it was cancelled. */
        Optional<Path> fetch(MailOrigin origin, Path directory) throws LoreException, MailException {
            return switch (origin) {
                case MailOrigin.Files files -> Optional.of(files.path());
                case MailOrigin.Thread thread -> {
                    watcher.phase("Fetching the thread of <" + thread.messageId() + ">");
                    LoreClient client = client(thread.inbox());
                    yield file(directory, file -> client.thread(thread.messageId(), file));
                }
                case MailOrigin.Search search -> {
                    watcher.phase("Fetching what " + search.inbox() + " finds for \"" + search.query() + "\"");
                    LoreClient client = client(search.inbox());
                    yield file(directory, file -> client.search(search.query(), search.threads(), file));
                }
                case MailOrigin.Mirror mirror -> {
                    watcher.phase("Copying " + mirror.inbox());
                    yield Stoppable.run(watcher, () -> new GitMirror(mirror.inbox(), directory).update())
                            .map(epochs -> directory);
                }
            };
        }

        private Optional<Path> file(Path directory, Stoppable.Fetch fetch) throws LoreException, MailException {
            Path file = directory.resolve("mail.mbox.gz");
            Origins.createDirectories(directory);
            return Stoppable.run(watcher, () -> fetch.into(file)).map(size -> file);
        }

        @Override
        public void close() {
            clients.values().forEach(LoreClient::close);
        }
    }
}
