// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.index.Term;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.parse.MessageParser;
import org.barscope.mail.parse.UnreadableMessageException;
import org.barscope.mail.source.Location;
import org.barscope.mail.source.ScanSink;
import org.barscope.mail.thread.MessageSummary;

/**
 * Takes what a walk over a source finds into the index. One thread walks and calls the methods of {@link ScanSink};
 * workers read and index the messages. State and messages are committed together, when all workers are idle, so that an
 * interrupted import can always go on from its last commit.
 */
final class ImportSession implements ScanSink, Closeable {

    /** How many messages are read between two commits, unless time is up before. */
    static final int COMMIT_MESSAGES = 25_000;
    private static final long COMMIT_NANOS = 20_000_000_000L;
    private static final int QUEUED_PER_WORKER = 64;

    /** Reads messages again that were imported from anywhere. */
    interface RawReader {
        byte[] read(Location location) throws IOException;
    }

    private final IndexWriter writer;
    private final Map<String, String> data;
    private final RawReader raws;
    private final ImportClock clock;
    private final int commitMessages;
    private final int workers = Runtime.getRuntime().availableProcessors();
    private final ExecutorService pool;
    private final Semaphore slots = new Semaphore(workers * QUEUED_PER_WORKER);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Map<String, List<MessageSummary>> pending = new ConcurrentHashMap<>();
    private final Object[] stripes = new Object[64];
    private final Map<String, Location> goneKeys = new LinkedHashMap<>();
    private final AtomicLong added = new AtomicLong();
    private final AtomicLong duplicates = new AtomicLong();
    private final AtomicLong unreadable = new AtomicLong();
    private final List<String> problems = new ArrayList<>();
    private long removed;
    private DirectoryReader reader;
    private IndexLookup lookup;
    private String source = "";
    private String fullPath;
    private KeySet seen;
    private int uncommitted;
    private volatile Instant batch;
    private long lastCommit = System.nanoTime();

    ImportSession(IndexWriter writer, Map<String, String> data, RawReader raws, ImportClock clock,
            int commitMessages) throws IOException {
        this.commitMessages = commitMessages;
        this.writer = writer;
        this.data = data;
        this.raws = raws;
        this.clock = clock;
        for (int i = 0; i < stripes.length; i++) {
            stripes[i] = new Object();
        }
        this.pool = Executors.newFixedThreadPool(workers,
                Thread.ofPlatform().daemon().name("barscope-mail-index-", 0).factory());
        refresh();
        batch = nextBatch();
    }

    /** A time that no message has that is in the index by now. */
    private Instant nextBatch() throws IOException {
        byte[] newest = PointValues.getMaxPackedValue(reader, Fields.IMPORTED);
        long now = System.currentTimeMillis();
        return Instant.ofEpochMilli(newest == null ? now : Math.max(now, LongPoint.decodeDimension(newest, 0) + 1));
    }

    /** From here on what is found belongs to that source. */
    void enter(String name) {
        source = name;
        clock.enter(name);
    }

    /** A source cannot be read; what was imported from it stays. */
    void problem(String sentence) {
        problems.add(sentence);
    }

    /** Whether it is the index that fails, not a source. */
    boolean failed() {
        return failure.get() != null || !writer.isOpen();
    }

    ImportReport report() {
        return new ImportReport(added.get(), duplicates.get(), unreadable.get(), removed, clock.cancelled(), problems,
                clock.elapsed());
    }

    @Override
    public String state(String key) {
        return data.getOrDefault(ArchiveState.stateKey(source, key), "");
    }

    @Override
    public void remember(String key, String value) {
        data.put(ArchiveState.stateKey(source, key), value);
    }

    @Override
    public boolean known(Location location) throws IOException {
        clock.message();
        String key = location.key();
        if (seen != null) {
            seen.add(key);
        }
        if (reader.numDocs() == 0 || !lookup.has(Fields.LOCATION, key)) {
            return false;
        }
        goneKeys.remove(key);
        return true;
    }

    @Override
    public void message(Location location, byte[] raw) throws IOException {
        goneKeys.remove(location.key());
        commitIfDue();
        slots.acquireUninterruptibly();
        pool.execute(() -> {
            try {
                take(location, raw);
            } catch (IOException | RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                slots.release();
            }
        });
        uncommitted++;
    }

    private void take(Location location, byte[] raw) throws IOException {
        MailMessage message;
        try {
            message = MessageParser.parse(raw);
        } catch (UnreadableMessageException e) {
            problem(location, e.getMessage());
            return;
        }
        String id = message.messageId();
        synchronized (stripes[(id.hashCode() & 0x7fffffff) % stripes.length]) {
            List<MessageSummary> others = pending.get(id);
            if (others == null) {
                others = reader.numDocs() == 0 ? List.of() : lookup.summaries(Fields.MID, id);
            }
            for (MessageSummary other : others) {
                if (same(other, message)) {
                    merge(others, other, message, location);
                    return;
                }
            }
            String key = others.isEmpty() ? id : id + '#' + digest(raw);
            DocumentBuilder.Built built = DocumentBuilder.build(key, message, new LinkedHashSet<>(message.lists()),
                    List.of(location), batch);
            writer.addDocument(built.document());
            List<MessageSummary> all = new ArrayList<>(others);
            all.add(built.summary());
            pending.put(id, all);
            added.incrementAndGet();
        }
    }

    /** Lists add footers and tags, but leave sender and date alone; who reuses an id for another mail changes both. */
    private static boolean same(MessageSummary known, MailMessage message) {
        return known.from().email().equals(message.from().email()) && known.date().equals(message.date())
                && (known.date().isPresent() || known.subject().equals(message.subject()));
    }

    private void merge(List<MessageSummary> others, MessageSummary other, MailMessage message, Location location)
            throws IOException {
        if (other.locations().stream().anyMatch(l -> l.key().equals(location.key()))) {
            return;
        }
        Set<String> lists = new LinkedHashSet<>(other.lists());
        lists.addAll(message.lists());
        List<Location> locations = new ArrayList<>(other.locations());
        locations.add(location);
        DocumentBuilder.Built built = DocumentBuilder.build(other.key(), message, lists, locations,
                other.imported());
        writer.updateDocument(new Term(Fields.KEY, other.key()), built.document());
        List<MessageSummary> all = new ArrayList<>(others);
        all.set(all.indexOf(other), built.summary());
        pending.put(message.messageId(), all);
        duplicates.incrementAndGet();
    }

    private static String digest(byte[] raw) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which every one must have", e);
        }
    }

    @Override
    public void unreadable(Location location, String reason) throws IOException {
        if (seen != null) {
            seen.add(location.key());
        }
        goneKeys.remove(location.key());
        problem(location, reason);
        uncommitted++;
    }

    private void problem(Location location, String reason) throws IOException {
        writer.updateDocument(new Term(Fields.LOCATION, location.key()), DocumentBuilder.problem(location, reason));
        unreadable.incrementAndGet();
    }

    @Override
    public void gone(Location location) {
        goneKeys.put(location.key(), location);
        uncommitted++;
    }

    @Override
    public void beginFull(String path) {
        fullPath = path;
        seen = new KeySet();
    }

    @Override
    public void endFull() throws IOException {
        forgetAllBut(seen, fullPath);
        seen = null;
    }

    /** Everything at that path of the current source is gone. */
    void forgetFolder(String path) throws IOException {
        forgetAllBut(new KeySet(), path);
    }

    private void forgetAllBut(KeySet kept, String path) throws IOException {
        lookup.terms(Fields.LOCATION, Location.folderKey(source, path), key -> {
            if (!kept.contains(key)) {
                gone(Location.ofKey(key));
            }
        });
    }

    @Override
    public void expect(long messages) {
        clock.expect(messages);
    }

    @Override
    public boolean cancelled() {
        return failure.get() != null || clock.cancelled();
    }

    private void commitIfDue() throws IOException {
        if (uncommitted >= commitMessages || uncommitted > 0 && System.nanoTime() - lastCommit > COMMIT_NANOS) {
            commit();
        }
    }

    /** Waits for the workers, then makes all that was given so far durable. */
    void commit() throws IOException {
        int all = workers * QUEUED_PER_WORKER;
        slots.acquireUninterruptibly(all);
        try {
            rethrow();
            removeGone();
            writer.setLiveCommitData(new ArrayList<>(data.entrySet()));
            writer.commit();
            refresh();
            batch = nextBatch();
            pending.clear();
            uncommitted = 0;
            lastCommit = System.nanoTime();
            clock.committed();
        } finally {
            slots.release(all);
        }
    }

    private void rethrow() throws IOException {
        switch (failure.get()) {
            case null -> {
            }
            case IOException e -> throw e;
            case UncheckedIOException e -> throw e.getCause();
            case RuntimeException e -> throw e;
            case Throwable e -> throw new IOException("indexing stopped: " + e, e);
        }
    }

    private void refresh() throws IOException {
        DirectoryReader old = reader;
        reader = DirectoryReader.open(writer);
        lookup = new IndexLookup(reader);
        if (old != null) {
            old.close();
        }
    }

    private void removeGone() throws IOException {
        if (goneKeys.isEmpty()) {
            return;
        }
        refresh();
        Map<String, MessageSummary> touched = new LinkedHashMap<>();
        for (Location location : goneKeys.values()) {
            List<MessageSummary> holders = lookup.summaries(Fields.LOCATION, location.key());
            if (holders.isEmpty() && lookup.has(Fields.LOCATION, location.key())) {
                writer.deleteDocuments(new Term(Fields.LOCATION, location.key()));
                removed++;
            }
            holders.forEach(holder -> touched.put(holder.key(), holder));
        }
        for (MessageSummary holder : touched.values()) {
            List<Location> left = holder.locations().stream().filter(l -> !goneKeys.containsKey(l.key())).toList();
            if (left.isEmpty()) {
                writer.deleteDocuments(new Term(Fields.KEY, holder.key()));
                removed++;
            } else {
                relocate(holder, left);
            }
        }
        goneKeys.clear();
    }

    /** Writes a message anew that lost one of its copies. */
    private void relocate(MessageSummary holder, List<Location> left) throws IOException {
        Term key = new Term(Fields.KEY, holder.key());
        try {
            MailMessage message = MessageParser.parse(raws.read(left.getFirst()));
            // Which list the lost copy came from is not known any more; the lists of the copy that is left are.
            Set<String> lists = new LinkedHashSet<>(left.size() == 1 ? message.lists() : holder.lists());
            writer.updateDocument(key,
                    DocumentBuilder.build(holder.key(), message, lists, left, holder.imported()).document());
        } catch (IOException | UnreadableMessageException e) {
            writer.deleteDocuments(key);
            problem(left.getFirst(), "its other copy is gone and this one cannot be read: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        pool.shutdownNow();
        if (reader != null) {
            reader.close();
        }
    }
}
