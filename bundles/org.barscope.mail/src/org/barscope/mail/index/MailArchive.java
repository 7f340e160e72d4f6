// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.MessageParser;
import org.barscope.mail.parse.UnreadableMessageException;
import org.barscope.mail.source.Location;
import org.barscope.mail.source.MailFolder;
import org.barscope.mail.source.MailFolders;
import org.barscope.mail.source.MailSource;
import org.barscope.mail.thread.MessageSummary;

/**
 * An archive of mail: an index in one directory over sources that stay where they are. Any number of processes may
 * search it; one at a time may import. Safe on any thread; everything here reads or writes files and so blocks.
 *
 * <p>An import commits every some thousand messages, each time with the place it has reached. Whatever interrupts it, a
 * crash included, leaves the archive as of the last commit, and the next import goes on from there.
 */
public final class MailArchive implements Closeable {

    private static final double BUFFER_MEGABYTES = 96;
    /** Lucene advises flags for the Java runtime once per process, in a place where users would take it for a fault. */
    private static final Logger ADVICE = Logger.getLogger(
            "org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        ADVICE.setLevel(Level.SEVERE);
    }

    private final FSDirectory directory;
    private final int commitMessages;
    private final Map<String, Map<String, MailFolder>> folders = new HashMap<>();
    private final VocabularyCache vocabularies = new VocabularyCache();
    private SharedReader current;

    private MailArchive(FSDirectory directory, int commitMessages) {
        this.directory = directory;
        this.commitMessages = commitMessages;
    }

    /**
     * Opens an archive, or a new empty one.
     *
     * @param home where the index is, or shall be; created when it is not there
     * @throws MailException when the directory cannot be used, or holds an index of another version
     */
    public static MailArchive open(Path home) throws MailException {
        return open(home, ImportSession.COMMIT_MESSAGES);
    }

    /** As {@link #open(Path)}, with imports that make durable what they read after so many messages. */
    static MailArchive open(Path home, int commitMessages) throws MailException {
        try {
            Files.createDirectories(home);
            MailArchive archive = new MailArchive(FSDirectory.open(home), commitMessages);
            archive.data();
            return archive;
        } catch (IOException e) {
            throw new MailException("The mail index in " + home + " cannot be opened: " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case CorruptIndexException c -> "it is damaged. Remove the directory and import again; the mail "
                    + "itself is not kept there";
            case IndexFormatTooOldException old -> "it was made by an older program. Remove the directory and "
                    + "import again";
            case IndexFormatTooNewException recent -> "it was made by a newer program";
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileAlreadyExistsException file -> file.getFile() + " is a file, not a directory";
            default -> e.getMessage();
        };
    }

    private Map<String, String> data() throws IOException, MailException {
        if (!DirectoryReader.indexExists(directory)) {
            return ArchiveState.fresh();
        }
        Map<String, String> data = SegmentInfos.readLatestCommit(directory).getUserData();
        if (!data.isEmpty() && !ArchiveState.readable(data)) {
            throw new MailException("The mail index in " + directory.getDirectory() + " was made by another version of "
                    + "this program. Remove the directory and import again; the mail itself is not kept there.");
        }
        return data.isEmpty() ? ArchiveState.fresh() : new HashMap<>(data);
    }

    /** Where the index is. */
    public Path home() {
        return directory.getDirectory();
    }

    /** The sources imported so far, by name. */
    public List<MailSource> sources() throws MailException {
        try {
            return ArchiveState.sources(data());
        } catch (IOException e) {
            throw new MailException("The list of mail sources cannot be read: " + reason(e), e);
        }
    }

    /** The sources with what imports noted of them, by name. */
    public List<SourceStatus> sourceStatus() throws MailException {
        try {
            Map<String, String> data = data();
            return ArchiveState.sources(data).stream().map(source -> ArchiveState.status(data, source)).toList();
        } catch (IOException e) {
            throw new MailException("The list of mail sources cannot be read: " + reason(e), e);
        }
    }

    /**
     * Imports what is new in a file or directory, and remembers it as a source. Blocks until done or cancelled; runs a
     * thread per processor meanwhile. Interrupting the calling thread cancels.
     *
     * @param path what to read: any form of mail, or a directory of them
     * @param name how to call the source; empty for a name made from the path
     * @throws MailException when the path cannot be read, another import runs, or the disk fails; single messages that
     *                       cannot be read never cause it, see {@link #unreadable()}
     */
    public ImportReport importFrom(Path path, Optional<String> name, ImportMonitor monitor) throws MailException {
        MailSource source;
        try {
            source = new MailSource(name.orElseGet(() -> nameFor(path)), path);
            source.requireReadable();
        } catch (IllegalArgumentException e) {
            throw new MailException("A source cannot be called \"" + name.orElse("") + "\": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new MailException("Cannot import " + path + ": " + plain(e), e);
        }
        for (MailSource known : sources()) {
            if (known.name().equals(source.name()) && !known.path().equals(source.path())) {
                throw new MailException("The name \"" + source.name() + "\" belongs to " + known.path()
                        + " already. Give another name.");
            }
        }
        return run(List.of(source), monitor);
    }

    private String nameFor(Path path) {
        Path wanted = path.toAbsolutePath().normalize();
        String base = MailSource.nameFor(path);
        try {
            List<MailSource> known = sources();
            for (MailSource source : known) {
                if (source.path().equals(wanted)) {
                    return source.name();
                }
            }
            String name = base;
            for (int i = 2; taken(known, name); i++) {
                name = base + '-' + i;
            }
            return name;
        } catch (MailException e) {
            // The import that follows meets the same trouble and reports it.
            return base;
        }
    }

    private static boolean taken(List<MailSource> known, String name) {
        return known.stream().anyMatch(s -> s.name().equals(name));
    }

    /** Imports what is new in all sources. As {@link #importFrom}; a source that is gone for now keeps its messages. */
    public ImportReport update(ImportMonitor monitor) throws MailException {
        return run(sources(), monitor);
    }

    /**
     * Imports what is new in one source. As {@link #importFrom}.
     *
     * @throws MailException also when there is no such source
     */
    public ImportReport update(String name, ImportMonitor monitor) throws MailException {
        List<MailSource> wanted = sources().stream().filter(source -> source.name().equals(name)).toList();
        if (wanted.isEmpty()) {
            throw new MailException("There is no mail source called \"" + name + "\".");
        }
        return run(wanted, monitor);
    }

    /**
     * Imports on a thread of its own and waits for it. An interrupt closes the file locks of whoever it hits, and with
     * them the index; so it must only hit the waiting thread, and stops the import like any other cancellation.
     */
    private ImportReport run(List<MailSource> sources, ImportMonitor monitor) throws MailException {
        StoppableMonitor stoppable = new StoppableMonitor(monitor);
        FutureTask<ImportReport> task = new FutureTask<>(() -> importAll(sources, stoppable));
        Thread.ofPlatform().name("barscope-mail-import").daemon().start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    stoppable.stopped = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case MailException known -> throw known;
                case RuntimeException unexpected -> throw unexpected;
                case Throwable other -> throw new MailException("The import stopped: " + other, other);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ImportReport importAll(List<MailSource> sources, ImportMonitor monitor) throws MailException {
        ImportClock clock = new ImportClock(monitor);
        try (IndexWriter writer = writer()) {
            Map<String, String> data = data();
            try (ImportSession session = new ImportSession(writer, data, this::raw, clock, commitMessages)) {
                for (MailSource source : sources) {
                    ArchiveState.add(data, source);
                    scan(session, source, data, sources.size() > 1);
                }
                session.commit();
                clock.finish();
                return session.report();
            }
        } catch (LockObtainFailedException e) {
            throw new MailException("Another import into " + home() + " is running. Wait for its end or stop it.", e);
        } catch (IOException e) {
            throw new MailException("The import stopped: " + plain(e) + ". What was read before is kept.", e);
        }
    }

    /** @param oneOfMany whether the others are worth reading when this source cannot be */
    private void scan(ImportSession session, MailSource source, Map<String, String> data, boolean oneOfMany)
            throws IOException {
        session.enter(source.name());
        try {
            scan(session, source, data);
        } catch (IOException e) {
            if (session.failed()) {
                throw e;
            }
            session.commit();
            if (!oneOfMany) {
                throw e;
            }
            session.problem("The source \"" + source.name() + "\" cannot be read: " + plain(e)
                    + ". Its messages stay; remove it with forget if it will not come back.");
        }
    }

    private void scan(ImportSession session, MailSource source, Map<String, String> data) throws IOException {
        List<MailFolder> found = MailFolders.find(source);
        keep(source.name(), found);
        List<String> paths = found.stream().map(MailFolder::path).toList();
        for (String old : ArchiveState.folders(data, source.name())) {
            if (!paths.contains(old)) {
                session.forgetFolder(old);
                ArchiveState.removeFolder(data, source.name(), old);
            }
        }
        for (MailFolder folder : found) {
            if (session.cancelled()) {
                return;
            }
            ArchiveState.addFolder(data, source.name(), folder.path(), folder.kind());
            folder.scan(session);
        }
        if (!session.cancelled()) {
            ArchiveState.read(data, source.name(), Instant.now());
        }
    }

    private IndexWriter writer() throws IOException {
        IndexWriterConfig config = new IndexWriterConfig(new CodeAnalyzer());
        config.setRAMBufferSizeMB(BUFFER_MEGABYTES);
        config.setOpenMode(IndexWriterConfig.OpenMode.CREATE_OR_APPEND);
        config.setCommitOnClose(false);
        return new IndexWriter(directory, config);
    }

    /** A monitor that can also be stopped by the waiting thread. */
    private static final class StoppableMonitor implements ImportMonitor {
        private final ImportMonitor monitor;
        private volatile boolean stopped;

        StoppableMonitor(ImportMonitor monitor) {
            this.monitor = monitor;
        }

        @Override
        public void progress(ImportProgress progress) {
            monitor.progress(progress);
        }

        @Override
        public void committed() {
            monitor.committed();
        }

        @Override
        public boolean cancelled() {
            return stopped || monitor.cancelled();
        }
    }

    /**
     * Takes a source out of the archive with all messages that are in no other source. The mail itself is not touched.
     *
     * @throws MailException when there is no such source, or an import runs
     */
    public ImportReport forget(String name) throws MailException {
        if (!taken(sources(), name)) {
            throw new MailException("There is no mail source called \"" + name + "\".");
        }
        try (IndexWriter writer = writer()) {
            Map<String, String> data = data();
            try (ImportSession session = new ImportSession(writer, data, this::raw,
                    new ImportClock(ImportMonitor.NONE), commitMessages)) {
                session.enter(name);
                for (String path : ArchiveState.folders(data, name)) {
                    session.forgetFolder(path);
                }
                ArchiveState.remove(data, name);
                session.commit();
                return session.report();
            }
        } catch (LockObtainFailedException e) {
            throw new MailException("An import into " + home() + " is running. Wait for its end or stop it.", e);
        } catch (IOException e) {
            throw new MailException("The source \"" + name + "\" could not be removed: " + plain(e), e);
        }
    }

    /**
     * The archive as of its last commit, for searching. Cheap. Close it when done; get a new one to see what an import
     * has added since.
     */
    public ArchiveView view() throws MailException {
        try {
            return new ArchiveView(this, acquire(), vocabularies);
        } catch (IndexNotFoundException e) {
            throw new MailException("There is no mail in " + home() + " yet. Import some first.", e);
        } catch (IOException e) {
            throw new MailException("The mail index cannot be read: " + reason(e), e);
        }
    }

    /** The newest reader, shared by all views of the same commit, so that they share what they compute. */
    private synchronized SharedReader acquire() throws IOException {
        if (current == null) {
            current = new SharedReader(DirectoryReader.open(directory));
        } else {
            DirectoryReader newer = DirectoryReader.openIfChanged(current.reader());
            if (newer != null) {
                current.reader().decRef();
                current = new SharedReader(newer);
            }
        }
        current.reader().incRef();
        return current;
    }

    /** Gives back what {@link #acquire} gave. */
    void release(SharedReader reader) {
        try {
            reader.reader().decRef();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the mail index failed", e);
        }
    }

    private record Found(byte[] raw, MailMessage message) {
    }

    /** Reads and parses a message again, from the first of its locations that can still be read. */
    public MailMessage message(MessageSummary summary) throws MailException {
        return found(summary).message();
    }

    /** The bytes of a message, from the first of its locations that can still be read. */
    public byte[] raw(MessageSummary summary) throws MailException {
        return found(summary).raw();
    }

    /**
     * The decoded bytes of an attachment.
     *
     * @param number in {@link MailMessage#attachments()}, from 0
     */
    public byte[] attachment(MessageSummary summary, int number) throws MailException {
        return MessageParser.attachment(found(summary).raw(), number).orElseThrow(() -> new MailException(
                "The message <" + summary.messageId() + "> has no attachment number " + (number + 1) + "."));
    }

    private Found found(MessageSummary summary) throws MailException {
        IOException last = null;
        for (Location location : summary.locations()) {
            try {
                byte[] raw = raw(location);
                MailMessage message = MessageParser.parse(raw);
                if (message.messageId().equals(summary.messageId())) {
                    return new Found(raw, message);
                }
                // A mailbox that was rewritten has something else there now.
                last = new IOException("there is another message now");
            } catch (IOException e) {
                last = e;
            } catch (UnreadableMessageException e) {
                last = new IOException(e.getMessage(), e);
            }
        }
        throw new MailException("The message <" + summary.messageId() + "> can no longer be read from "
                + (summary.locations().isEmpty() ? "anywhere" : summary.locations().getFirst()) + ": "
                + (last == null ? "it has no location" : plain(last)) + ". Run an update.", last);
    }

    /**
     * The bytes at a location, as stored but without mbox quoting.
     *
     * @throws IOException when the source or the message in it is not there any more
     */
    public byte[] raw(Location location) throws IOException {
        MailFolder folder;
        synchronized (folders) {
            folder = folders.getOrDefault(location.source(), Map.of()).get(location.path());
        }
        if (folder == null) {
            folder = find(location);
        }
        return folder.read(location);
    }

    private MailFolder find(Location location) throws IOException {
        try {
            for (MailSource source : ArchiveState.sources(data())) {
                if (source.name().equals(location.source())) {
                    keep(source.name(), MailFolders.find(source));
                }
            }
        } catch (MailException e) {
            throw new IOException(e.getMessage(), e);
        }
        synchronized (folders) {
            MailFolder folder = folders.getOrDefault(location.source(), Map.of()).get(location.path());
            if (folder == null) {
                throw new NoSuchFileException(location.toString(), null, "it is no longer in its source");
            }
            return folder;
        }
    }

    private void keep(String source, List<MailFolder> found) {
        synchronized (folders) {
            Map<String, MailFolder> byPath = new HashMap<>();
            found.forEach(folder -> byPath.put(folder.path(), folder));
            folders.getOrDefault(source, Map.of()).values().forEach(MailFolder::close);
            folders.put(source, byPath);
        }
    }

    /** The places that hold no message that could be read, in no particular order. */
    public List<Unreadable> unreadable() throws MailException {
        try (ArchiveView view = view()) {
            return view.unreadable();
        }
    }

    /**
     * Verifies the checksums of the index. Reads all of it once.
     *
     * @return what is wrong, one line each; nothing when it is sound
     */
    public List<String> check() throws MailException {
        if (!exists()) {
            return List.of();
        }
        try (CheckIndex check = new CheckIndex(directory)) {
            check.setLevel(CheckIndex.Level.MIN_LEVEL_FOR_CHECKSUM_CHECKS);
            CheckIndex.Status status = check.checkIndex();
            List<String> wrong = new ArrayList<>();
            if (!status.clean) {
                wrong.add("the index is damaged: " + status.numBadSegments + " of " + status.segmentInfos.size()
                        + " segments with " + status.totLoseDocCount + " messages cannot be read. Remove "
                        + home() + " and import again");
            }
            for (MailSource source : sources()) {
                if (!Files.exists(source.path())) {
                    wrong.add("the source \"" + source.name() + "\" is no longer at " + source.path());
                }
            }
            return wrong;
        } catch (LockObtainFailedException e) {
            throw new MailException("The index cannot be checked while an import into " + home() + " is running.", e);
        } catch (IOException e) {
            throw new MailException("The mail index cannot be checked: " + reason(e), e);
        }
    }

    /** Whether anything was ever imported. */
    public boolean exists() throws MailException {
        try {
            return DirectoryReader.indexExists(directory);
        } catch (IOException e) {
            throw new MailException("The mail index cannot be read: " + reason(e), e);
        }
    }

    /** How many bytes the index takes on disk. */
    public long indexSize() throws MailException {
        try (Stream<Path> files = Files.list(home())) {
            long size = 0;
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
            return size;
        } catch (IOException e) {
            throw new MailException("The size of the mail index cannot be told: " + plain(e), e);
        }
    }

    private static String plain(IOException e) {
        return switch (e) {
            case FileSystemException f -> f.getFile() + ": "
                    + (f.getReason() == null ? f.getClass().getSimpleName().replace("Exception", "") : f.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    @Override
    public void close() {
        synchronized (folders) {
            folders.values().forEach(byPath -> byPath.values().forEach(MailFolder::close));
            folders.clear();
        }
        try {
            synchronized (this) {
                if (current != null) {
                    current.reader().decRef();
                    current = null;
                }
            }
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the mail index failed", e);
        }
    }
}
