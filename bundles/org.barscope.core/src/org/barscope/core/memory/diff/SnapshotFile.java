// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.diff;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.memory.file.WholeFile;

/**
 * A snapshot of one range in a file: compressed by gzip (RFC 1952), inside the line {@code barscope snapshot 1}, the
 * region's URI, the time in milliseconds since 1970, the offset, the length, the bytes, and a state for each byte, so
 * that what was not read is still known not to have been.
 *
 * @param file where it is
 */
public record SnapshotFile(Path file) {

    private static final String MAGIC = "barscope snapshot 1";
    private static final int MOST = 1 << 30;

    /**
     * Writes the first range of a snapshot. Blocks. The file appears whole or not at all.
     *
     * @throws BackendException when it cannot be written
     */
    public void write(RegionSnapshot snapshot) throws BackendException {
        Span span = snapshot.spans().stream().findFirst().orElse(new Span(0, 0));
        byte[] bytes = new byte[Math.toIntExact(span.length())];
        byte[] states = new byte[bytes.length];
        snapshot.copy(span.offset(), bytes, states);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        String attempt = "save a snapshot to " + file;
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(content))) {
            out.writeUTF(MAGIC);
            out.writeUTF(snapshot.uri().toString());
            out.writeLong(snapshot.time().toEpochMilli());
            out.writeLong(span.offset());
            out.writeInt(bytes.length);
            out.write(bytes);
            out.write(states);
        } catch (IOException problem) {
            throw new BackendException(Reason.FAILED, attempt, "" + problem.getMessage(), "", problem);
        }
        new WholeFile(file).write(attempt, content.toByteArray(), true);
    }

    /**
     * Reads a snapshot. Blocks.
     *
     * @throws BackendException {@code NOT_FOUND} when there is no such file, {@code FAILED} when it holds no snapshot
     */
    public RegionSnapshot read() throws BackendException {
        String attempt = "read the snapshot " + file;
        if (!Files.exists(file)) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no such file", "");
        }
        try (InputStream raw = Files.newInputStream(file);
                DataInputStream in = new DataInputStream(new GZIPInputStream(raw))) {
            if (!in.readUTF().equals(MAGIC)) {
                throw new IOException("it is of another kind");
            }
            RegionUri uri = RegionUri.parse(in.readUTF());
            Instant time = Instant.ofEpochMilli(in.readLong());
            long offset = in.readLong();
            int length = in.readInt();
            if (length < 0 || length > MOST) {
                throw new IOException("its length makes no sense");
            }
            byte[] bytes = whole(in, length);
            byte[] states = whole(in, length);
            if (in.read() >= 0) {
                throw new IOException("something follows its end");
            }
            UnitState[] known = UnitState.values();
            UnitState[] units = new UnitState[length];
            for (int i = 0; i < length; i++) {
                if (states[i] < 0 || states[i] >= known.length) {
                    throw new IOException("it has states that this version does not know");
                }
                units[i] = known[states[i]];
            }
            return RegionSnapshot.of(uri, time, offset, bytes, units);
        } catch (IOException | IllegalArgumentException | DateTimeException damaged) {
            throw new BackendException(Reason.FAILED, attempt, "it is no snapshot, or damaged (" + damaged.getMessage()
                    + ")", "choose a file that Barscope has saved", damaged);
        }
    }

    private static byte[] whole(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("its end is missing");
        }
        return bytes;
    }

    /**
     * Any file as a snapshot whose bytes begin at the region's start: a dump that another program has made.
     *
     * @throws BackendException when it cannot be read, or is larger than 1 GiB
     */
    public RegionSnapshot readRaw(RegionUri as) throws BackendException {
        String attempt = "read " + file;
        try {
            if (Files.size(file) > MOST) {
                throw new BackendException(Reason.REFUSED, attempt, "it is larger than 1 GiB", "");
            }
            byte[] bytes = Files.readAllBytes(file);
            UnitState[] states = new UnitState[bytes.length];
            Arrays.fill(states, UnitState.VALUE);
            return RegionSnapshot.of(as, Files.getLastModifiedTime(file).toInstant(), 0, bytes, states);
        } catch (IOException unreadable) {
            throw new BackendException(Reason.FAILED, attempt, "" + unreadable.getMessage(), "", unreadable);
        }
    }
}
