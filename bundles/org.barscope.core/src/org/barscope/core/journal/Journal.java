// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.journal.JournalEntry.Comment;
import org.barscope.core.journal.JournalEntry.Outcome;

/**
 * What this process puts down. It has a file of its own in the {@link JournalFolder}, made with the first record, so
 * that several processes may write at a time; {@link #read} shows what all have written. Safe for use by several
 * threads.
 */
public final class Journal implements ChangeLog, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** A file that has grown beyond this is left and another begun. */
    private static final long FILE_LIMIT = 32L << 20;

    /** What a record must have survived before the device is told. */
    public enum Durability {
        /** It is with the kernel: the process may be killed at any moment, the machine may not. */
        KERNEL,
        /** It is on the disk: the machine may hang because of the very write. Costs a flush for each change. */
        DISK
    }

    private final JournalFolder folder;
    private final Durability durability;
    private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private FileChannel channel;
    private String name;
    private long size;
    private long number;
    private boolean closed;

    private Journal(JournalFolder folder, Durability durability) {
        this.folder = folder;
        this.durability = durability;
    }

    /** Opens a journal. Touches nothing before the first change. */
    public static Journal open(JournalFolder folder, Durability durability) {
        return new Journal(folder, durability);
    }

    /** The folder that it writes to. */
    public JournalFolder folder() {
        return folder;
    }

    /** What all processes have written so far. Blocks. */
    public JournalFolder.Listing read() throws IOException {
        return folder.read();
    }

    /**
     * Tells of each entry of this process when it is put down, when its result is, and when a comment is: on the thread
     * that does it, which for a write is the device's. The listener must return soon.
     */
    public Registration listen(Consumer<JournalEntry> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public PendingChange begin(Change change) throws IOException {
        JournalEntry entry;
        FileChannel file;
        synchronized (lock) {
            requireFile();
            Instant now = Instant.now();
            append(RecordCodec.encode(new RecordCodec.Line.Begin(number + 1, now, change)));
            if (durability == Durability.DISK) {
                channel.force(false);
            }
            number++;
            file = channel;
            entry = new JournalEntry(new EntryId(name, number), now, change, Outcome.PENDING, OptionalLong.empty(), "",
                    List.of());
        }
        tell(entry);
        return new Pending(entry, file);
    }

    /**
     * Puts down something that was done or failed already, where nothing could be put down before: two records at a
     * time.
     */
    public EntryId record(Change change) throws IOException {
        PendingChange pending = begin(change);
        pending.done();
        return pending.id();
    }

    /**
     * Adds a comment to an entry of any process.
     *
     * @param text one or more lines
     * @return the entry with the comment
     */
    public JournalEntry comment(JournalEntry entry, String text) throws IOException {
        Comment comment = new Comment(Instant.now(), text);
        synchronized (lock) {
            requireFile();
            append(RecordCodec.encode(new RecordCodec.Line.Note(entry.id(), comment)));
        }
        JournalEntry commented = JournalFile.commented(entry, comment);
        tell(commented);
        return commented;
    }

    /** Ends writing. A result that comes after is lost, and so shown as not known. */
    @Override
    public void close() throws IOException {
        synchronized (lock) {
            closed = true;
            if (channel != null) {
                channel.close();
            }
        }
    }

    private void requireFile() throws IOException {
        if (closed) {
            throw new IOException("the journal is closed");
        }
        if (channel != null && size < FILE_LIMIT) {
            return;
        }
        // The file before stays open until its last results are in; the channel's cleaner closes it.
        Files.createDirectories(folder.path(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Instant now = Instant.now();
        ProcessHandle self = ProcessHandle.current();
        for (int attempt = 0; ; attempt++) {
            String candidate = NAME.format(now) + "-" + self.pid() + (attempt == 0 ? "" : "-" + attempt);
            Path file = folder.path().resolve(candidate + JournalFolder.SUFFIX);
            try {
                channel = FileChannel.open(file, Set.<OpenOption>of(StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND), PosixFilePermissions
                                .asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                name = candidate;
                break;
            } catch (FileAlreadyExistsException taken) {
                if (attempt > 1000) {
                    throw taken;
                }
            }
        }
        size = 0;
        number = 0;
        append(RecordCodec.encode(new RecordCodec.Line.Header(self.pid(), self.info().startInstant().orElse(now), now,
                System.getProperty("user.name", ""))));
    }

    /** Appends a line; when that fails half-way, takes the half back so that the next line is whole. */
    private void append(byte[] line) throws IOException {
        try {
            write(channel, line);
            size += line.length;
        } catch (IOException failed) {
            try {
                channel.truncate(size);
            } catch (IOException stillBroken) {
                failed.addSuppressed(stillBroken);
                channel = null;
            }
            throw failed;
        }
    }

    private static void write(FileChannel file, byte[] line) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    private void tell(JournalEntry entry) {
        for (Consumer<JournalEntry> listener : listeners) {
            try {
                listener.accept(entry);
            } catch (RuntimeException bug) {
                // A view that cannot show an entry must not keep a write from being made or its result from being kept.
                LOG.log(System.Logger.Level.ERROR, "a listener to the journal failed", bug);
            }
        }
    }

    private final class Pending implements PendingChange {
        private final JournalEntry entry;
        private final FileChannel file;
        private boolean told;

        Pending(JournalEntry entry, FileChannel file) {
            this.entry = entry;
            this.file = file;
        }

        @Override
        public EntryId id() {
            return entry.id();
        }

        @Override
        public void done(OptionalLong readBack) {
            end(true, readBack, "");
        }

        @Override
        public void failed(String reason) {
            end(false, OptionalLong.empty(), reason);
        }

        private void end(boolean done, OptionalLong readBack, String problem) {
            synchronized (lock) {
                if (told) {
                    throw new IllegalStateException("the result of " + entry.id() + " was told already");
                }
                told = true;
                byte[] line = RecordCodec.encode(new RecordCodec.Line.End(entry.id().number(), done, readBack,
                        problem));
                try {
                    if (file == channel) {
                        append(line);
                    } else {
                        write(file, line);
                    }
                } catch (IOException unwritable) {
                    LOG.log(System.Logger.Level.WARNING, "the journal has " + entry.id()
                            + ", but its result could not be written: " + unwritable.getMessage());
                }
            }
            tell(new JournalEntry(entry.id(), entry.time(), entry.change(), done ? Outcome.DONE : Outcome.FAILED,
                    readBack, problem, List.of()));
        }
    }
}
