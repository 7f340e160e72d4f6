// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An mbox file, mboxrd or mboxo, plain or gzip. A file that only grew is read from its last message on; whether it only
 * grew is decided by a checksum of all that was read before, so that a message deleted in the middle is noticed.
 */
public final class MboxFile implements MailFolder {

    private final String source;
    private final Path file;
    private final String path;

    /** Names the file; nothing is read yet. */
    public MboxFile(String source, Path file, String path) {
        this.source = source;
        this.file = file;
        this.path = path;
    }

    /** Whether a file holds an mbox, judged by its first line. */
    static boolean isMbox(Path file) throws IOException {
        try (InputStream in = open(Files.newInputStream(file))) {
            byte[] head = in.readNBytes(600);
            String start = new String(head, StandardCharsets.ISO_8859_1);
            int end = start.indexOf('\n');
            return MboxReader.isSeparator(end < 0 ? start : start.substring(0, end));
        } catch (ZipException | EOFException e) {
            // Not readable as gzip; whoever lists the file says so.
            return file.toString().endsWith(".gz");
        }
    }

    /** Takes over the stream, and decompresses it if need be. */
    private static InputStream open(InputStream bytes) throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        try {
            return gzip ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    @Override
    public String kind() {
        return "mbox";
    }

    @Override
    public String path() {
        return path;
    }

    /** What a walk remembers: the file's stamp, where its last message starts, and the checksums before and of it. */
    private record Mark(String stamp, long start, long length, long checksum, String tag) {

        static Mark of(String state) {
            String[] parts = state.split(" ");
            return parts.length != 5 ? null : new Mark(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]),
                    Long.parseLong(parts[3]), parts[4]);
        }

        @Override
        public String toString() {
            return stamp + ' ' + start + ' ' + length + ' ' + checksum + ' ' + tag;
        }
    }

    @Override
    public void scan(ScanSink sink) throws IOException {
        String key = "mbox:" + path;
        String stamp = Files.size(file) + "." + Files.getLastModifiedTime(file).toMillis();
        Mark mark = Mark.of(sink.state(key));
        if (mark != null && mark.stamp.equals(stamp)) {
            return;
        }
        if (mark != null) {
            Estimate.Meter meter = new Estimate.Meter(Files.newInputStream(file));
            try (InputStream in = open(meter)) {
                MboxReader reader = new MboxReader(in);
                boolean grew = reader.skip(mark.start) == mark.start && reader.checksum() == mark.checksum;
                if (grew) {
                    Estimate estimate = new Estimate(meter, Files.size(file));
                    estimate.begin();
                    read(sink, reader, estimate, key, stamp, mark);
                    return;
                }
            } catch (EOFException | ZipException e) {
                sink.unreadable(new Location(source, path, 0, -1, "gzip"), "no longer a readable gzip file: "
                        + e.getMessage());
            }
            sink.beginFull(path);
        }
        Estimate.Meter meter = new Estimate.Meter(Files.newInputStream(file));
        try (InputStream in = open(meter)) {
            Estimate estimate = new Estimate(meter, Files.size(file));
            if (read(sink, new MboxReader(in), estimate, key, stamp, null) && mark != null) {
                sink.endFull();
            }
        } catch (ZipException | EOFException e) {
            sink.unreadable(new Location(source, path, 0, -1, "gzip"), "not a readable gzip file: " + e.getMessage());
        }
    }

    private boolean read(ScanSink sink, MboxReader reader, Estimate estimate, String key, String stamp, Mark resume)
            throws IOException {
        boolean rescanning = resume == null && !sink.state(key).isEmpty();
        Mark latest = null;
        try {
            for (MboxReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                // The checksum tells apart two messages that come to lie at the same place, one after the other.
                Location location = new Location(source, path, entry.offset(), entry.length(), tag(entry));
                if (resume != null && entry.offset() == resume.start && !location.tag().equals(resume.tag)) {
                    sink.gone(new Location(source, path, resume.start, resume.length, resume.tag));
                }
                give(sink, location, entry);
                estimate.message(sink);
                latest = new Mark(stamp, entry.offset(), entry.length(), entry.checksumBefore(), location.tag());
                if (!rescanning) {
                    // During a second walk from the start the old mark stays until all is compared.
                    sink.remember(key, new Mark("partial", latest.start, latest.length, latest.checksum,
                            latest.tag).toString());
                }
                if (sink.cancelled()) {
                    return false;
                }
            }
        } catch (EOFException | ZipException e) {
            sink.unreadable(new Location(source, path, reader.offset(), -1, "cut"),
                    "the compressed file breaks off after " + reader.offset() + " bytes: " + e.getMessage());
        }
        estimate.end(sink);
        if (latest == null && resume != null) {
            // The file ends where its last message began.
            sink.gone(new Location(source, path, resume.start, resume.length, resume.tag));
            latest = new Mark(stamp, resume.start, 0, resume.checksum, Location.CHECKSUM);
        }
        if (latest != null) {
            sink.remember(key, latest.toString());
        }
        return true;
    }

    private static String tag(MboxReader.Entry entry) {
        CRC32C checksum = new CRC32C();
        checksum.update(entry.raw() == null ? new byte[0] : entry.raw());
        return Location.CHECKSUM + Long.toHexString(checksum.getValue());
    }

    private void give(ScanSink sink, Location location, MboxReader.Entry entry) throws IOException {
        if (sink.known(location)) {
            return;
        }
        if (entry.tooLong()) {
            sink.unreadable(location, "longer than " + (MboxReader.LONGEST >> 20) + " MiB");
        } else if (entry.raw() == null) {
            sink.unreadable(location, "text before the first \"From \" line of the mbox");
        } else {
            sink.message(location, entry.raw());
        }
    }

    @Override
    public byte[] read(Location location) throws IOException {
        try (InputStream in = open(Files.newInputStream(file))) {
            in.skipNBytes(location.offset());
            byte[] bytes = location.length() < 0 ? in.readNBytes(MboxReader.LONGEST)
                    : in.readNBytes((int) Math.min(location.length(), MboxReader.LONGEST));
            MboxReader.Entry entry = new MboxReader(new ByteArrayInputStream(bytes)).next();
            if (entry == null || entry.raw() == null) {
                return bytes;
            }
            return entry.raw();
        }
    }
}
