// SPDX-License-Identifier: EPL-2.0

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.OpenRegions;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.StatusCell;
import org.barscope.core.watch.Timing;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchEngine;
import org.barscope.core.watch.Watched;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.MappedAccess;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/**
 * How many words a second the watch engine reads of a shared mapping, through the accessor that turns a fault into an
 * error, and how late it wakes up at 1 kHz. Prints both as {@code sampling.c} does.
 */
public final class Sampling {

    private static final int SIZE = 65_536;
    private static final int RANGE = 4096;
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 3;

    private record Mapped(MappedAccess access, RegionInfo info, StatusCell cell) implements MemoryRegion {

        @Override
        public RegionStatus status() {
            return cell.get();
        }

        @Override
        public long read(long offset, AccessWidth width) throws AccessException {
            try {
                return access.read(offset, org.barscope.linux.memory.AccessWidth.BITS_32, ByteOrder.LITTLE_ENDIAN);
            } catch (MemoryAccessException fault) {
                throw new AccessException(AccessException.Kind.FAULTED, offset, fault.getMessage(), fault);
            }
        }

        @Override
        public void write(long offset, AccessWidth width, long value) throws AccessException {
            throw new AccessException(AccessException.Kind.NOT_WRITABLE, offset, "only read here");
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

    private Sampling() {
    }

    public static void main(String[] arguments) throws IOException, BackendException, InterruptedException {
        RegionUri uri = RegionUri.parse("file:" + arguments[0]);
        AccessMap words = AccessMap.safe(AccessWidth.W32);
        try (FileDescriptor file = FileDescriptor.open(Path.of(arguments[0]), OpenFlag.READ_ONLY);
                Mapping mapping = Mapping.map(file, 0, SIZE, Protection.READ_ONLY, MemoryKind.DEVICE, "words");
                OpenRegions regions = new OpenRegions()) {
            RegionInfo info = new RegionInfo(uri, RegionKind.MMIO, SIZE, ByteOrder.LITTLE_ENDIAN, false,
                    OptionalLong.empty(), words, new Route("mmap", "a shared mapping", List.of()));
            RegionSource source = new RegionSource() {
                @Override
                public Set<String> schemes() {
                    return Set.of(uri.scheme());
                }

                @Override
                public MemoryRegion open(RegionUri name, OpenOptions options) {
                    return new Mapped(mapping.access(), info, new StatusCell());
                }
            };
            try (RegionSession session = regions.open(source, uri, new OpenOptions(false, false, Optional.empty()));
                    WatchEngine engine = new WatchEngine()) {
                System.out.printf("%.0f ", rate(session, engine, words));
                Watch one = engine.add(session, new Watched.Range(0, 4, words), Duration.ofMillis(1), List.of());
                rest(SECONDS);
                Timing timing = one.state().timing();
                System.out.printf("%.1f%n", timing.jitter().toNanos() / 1000.0);
            }
        }
    }

    /** All of the mapping, more often than can be kept, so that the device's thread is never idle. */
    private static double rate(RegionSession session, WatchEngine engine, AccessMap words)
            throws InterruptedException {
        List<Watch> watches = new ArrayList<>();
        for (int offset = 0; offset < SIZE; offset += RANGE) {
            watches.add(engine.add(session, new Watched.Range(offset, RANGE, words), Duration.ofNanos(100_000),
                    List.of()));
        }
        rest(WARM_UP_SECONDS);
        long start = System.nanoTime();
        long before = samples(watches);
        rest(SECONDS);
        double rate = (samples(watches) - before) * (RANGE / 4.0) * 1e9 / (System.nanoTime() - start);
        watches.forEach(engine::remove);
        return rate;
    }

    private static long samples(List<Watch> watches) {
        return watches.stream().mapToLong(watch -> watch.state().samples()).sum();
    }

    private static void rest(int seconds) throws InterruptedException {
        new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
    }
}
