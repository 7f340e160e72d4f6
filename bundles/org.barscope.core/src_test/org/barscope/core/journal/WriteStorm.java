// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.journal.Journal.Durability;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.StatusCell;
import org.barscope.core.poke.UnitWriter;

/**
 * A process that writes 1, 2, 3, … to a shared mapping of a file, round and round, through the whole engine, until it
 * is killed: the file shows which writes have reached it.
 */
final class WriteStorm {

    /** How many words there are in the file. */
    static final int WORDS = 1024;

    private WriteStorm() {
    }

    /** A region that is a shared mapping. */
    private record Shared(MappedByteBuffer bytes, RegionInfo info, StatusCell cell) implements MemoryRegion {

        @Override
        public RegionStatus status() {
            return cell.get();
        }

        @Override
        public long read(long offset, AccessWidth width) {
            return bytes.getInt((int) offset) & 0xffff_ffffL;
        }

        @Override
        public void write(long offset, AccessWidth width, long value) {
            bytes.putInt((int) offset, (int) value);
        }

        @Override
        public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
            throw new AccessException(AccessException.Kind.WIDTH, offset, "words only");
        }

        @Override
        public RegionStatus checkPresence() {
            return cell.get();
        }

        @Override
        public Registration listen(Consumer<RegionStatus> listener) {
            return cell.listen(listener);
        }

        @Override
        public void close() {
            cell.close();
        }
    }

    private record Source(RegionUri uri, Path file) implements RegionSource {

        @Override
        public Set<String> schemes() {
            return Set.of(uri.scheme());
        }

        @Override
        public MemoryRegion open(RegionUri name, OpenOptions options) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4 * WORDS);
                bytes.order(ByteOrder.LITTLE_ENDIAN);
                return new Shared(bytes, new RegionInfo(name, RegionKind.MMIO, 4 * WORDS, ByteOrder.LITTLE_ENDIAN, true,
                        OptionalLong.empty(), AccessMap.safe(AccessWidth.W32), new Route("mmap", "a file", List.of())),
                        new StatusCell());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** @param arguments the journal's folder, the file, how often to write (0: until killed) */
    public static void main(String[] arguments) throws IOException, BackendException, ExecutionException,
            InterruptedException {
        Path file = Path.of(arguments[1]);
        RegionUri uri = RegionUri.parse("file:" + file);
        long last = Long.parseLong(arguments[2]);
        try (OpenRegions regions = new OpenRegions();
                Journal journal = Journal.open(new JournalFolder(Path.of(arguments[0])), Durability.KERNEL);
                Arming arming = new Arming(journal);
                RegionSession session = regions.open(new Source(uri, file), uri,
                        new OpenOptions(true, false, Optional.empty()))) {
            arming.arm(session, Arming.Request.whole());
            UnitWriter writer = new UnitWriter(session, arming);
            AccessMap rules = session.info().access();
            for (long i = 1; last == 0 || i <= last; i++) {
                writer.write(4 * (i % WORDS), i, rules, Origin.script("storm")).get();
                if (i == 1) {
                    System.out.println("storm");
                }
            }
        }
    }
}
