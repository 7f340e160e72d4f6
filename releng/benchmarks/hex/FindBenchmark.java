// SPDX-License-Identifier: EPL-2.0
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.OptionalLong;
import java.util.List;
import java.nio.ByteOrder;
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
import org.barscope.core.memory.Span;
import org.barscope.core.memory.search.BytePattern;
import org.barscope.core.memory.search.Search;

/**
 * Find over 256 MiB of memory, from its first byte to a text in its last ones, as a share of the speed of memmem of the
 * C library over the same bytes. Prints milliseconds and the ratio; 1 is as fast as C.
 */
final class FindBenchmark {

    private static final long SIZE = 256L << 20;
    private static final int ROUNDS = 15;
    private static final byte[] NEEDLE = "end of the buffer".getBytes(StandardCharsets.US_ASCII);
    private static final RegionUri URI = RegionUri.parse("benchmark:memory/all");

    private FindBenchmark() {
    }

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofShared(); OpenRegions open = new OpenRegions()) {
            MemorySegment memory = arena.allocate(SIZE, 4096);
            long state = 88172645463325252L;
            for (long at = 0; at < SIZE; at += 8) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                memory.set(ValueLayout.JAVA_LONG, at, state);
            }
            MemorySegment.copy(NEEDLE, 0, memory, ValueLayout.JAVA_BYTE, SIZE - NEEDLE.length, NEEDLE.length);
            RegionSession session = open.open(new Source(new Memory(memory)), URI, OpenOptions.readOnly());
            double c = median(() -> c(arena, memory));
            double ours = median(() -> ours(session));
            System.out.printf(Locale.ROOT, "find in 256 MiB: memmem %.1f ms, Barscope %.1f ms, ratio %.2f of C%n", c,
                    ours, c / ours);
        }
    }

    private interface Work {

        long run() throws Throwable;
    }

    private static double median(Work work) throws Throwable {
        double[] millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            long found = work.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
            if (found != SIZE - NEEDLE.length) {
                throw new AssertionError("found at " + found);
            }
        }
        Arrays.sort(millis);
        return millis[ROUNDS / 2];
    }

    private static long c(Arena arena, MemorySegment memory) throws Throwable {
        Linker linker = Linker.nativeLinker();
        MethodHandle memmem = linker.downcallHandle(linker.defaultLookup().find("memmem").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        MemorySegment needle = arena.allocateFrom(ValueLayout.JAVA_BYTE, NEEDLE);
        MemorySegment found = (MemorySegment) memmem.invokeExact(memory, SIZE, needle, (long) NEEDLE.length);
        return found.address() - memory.address();
    }

    private static long ours(RegionSession session) throws Exception {
        return new Search(session, session.info().access(), new Search.Request(BytePattern.of(NEEDLE),
                new Span(0, SIZE), 1, false), Search.Progress.NONE).run().matches().getFirst().span().offset();
    }

    private record Source(MemoryRegion region) implements RegionSource {

        @Override
        public Set<String> schemes() {
            return Set.of("benchmark");
        }

        @Override
        public MemoryRegion open(RegionUri uri, OpenOptions options) {
            return region;
        }
    }

    /** Reads as the regions of the backends do: by copying from a mapping. */
    private record Memory(MemorySegment memory) implements MemoryRegion {

        @Override
        public RegionInfo info() {
            return new RegionInfo(URI, RegionKind.MEMORY, SIZE, ByteOrder.LITTLE_ENDIAN, false, OptionalLong.empty(),
                    AccessMap.safe(AccessWidth.W8), new Route("memory", "memory of this process", List.of()));
        }

        @Override
        public RegionStatus status() {
            return RegionStatus.LIVE;
        }

        @Override
        public long read(long offset, AccessWidth width) {
            throw new UnsupportedOperationException("memory is copied");
        }

        @Override
        public void write(long offset, AccessWidth width, long value) throws AccessException {
            throw new AccessException(AccessException.Kind.NOT_WRITABLE, offset, "a benchmark does not write");
        }

        @Override
        public int readBlock(long offset, byte[] target, int from, int length) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, target, from, length);
            return length;
        }

        @Override
        public RegionStatus checkPresence() {
            return RegionStatus.LIVE;
        }

        @Override
        public Registration listen(Consumer<RegionStatus> listener) {
            return () -> { };
        }

        @Override
        public void close() {
            // The arena owns the memory.
        }
    }
}
