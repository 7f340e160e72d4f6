// SPDX-License-Identifier: EPL-2.0
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
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
import org.barscope.linux.dmabuf.CpuAccess;
import org.barscope.linux.dmabuf.SyncDirection;
import org.barscope.linux.dmabuf.Udmabuf;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.memory.MappedAccess;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/**
 * Find over 256 MiB of memory, from its first byte to a text in its last ones, as a share of the speed of memmem of the
 * C library over the same bytes. Prints milliseconds and the ratio; 1 is as fast as C.
 */
final class FindBenchmark {

    /** Mebibytes, fewer where a slow machine is to show only that it works. */
    private static final long SIZE = Long.getLong("mebibytes", 256) << 20;
    private static final int ROUNDS = 15;
    private static final byte[] NEEDLE = "end of the buffer".getBytes(StandardCharsets.US_ASCII);
    private static final RegionUri URI = RegionUri.parse("benchmark:memory/all");

    private FindBenchmark() {
    }

    public static void main(String[] arguments) throws Throwable {
        try (Arena arena = Arena.ofShared(); OpenRegions open = new OpenRegions()) {
            MemFile file = MemFile.create("benchmark", SIZE);
            Optional<FileDescriptor> buffer = dmabuf(file);
            FileDescriptor descriptor = buffer.orElse(file.descriptor());
            MemorySegment memory = Native.map(descriptor.number(), SIZE, arena);
            long state = 88172645463325252L;
            for (long at = 0; at < SIZE; at += 8) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                memory.set(ValueLayout.JAVA_LONG, at, state);
            }
            MemorySegment.copy(NEEDLE, 0, memory, ValueLayout.JAVA_BYTE, SIZE - NEEDLE.length, NEEDLE.length);
            Mapping mapping = Mapping.map(descriptor, 0, SIZE, Protection.READ_ONLY, MemoryKind.MEMORY, "benchmark");
            RegionSession session = open.open(new Source(new Memory(mapping.access(), buffer)), URI,
                    OpenOptions.readOnly());
            MethodHandle memmem = Native.memmem();
            double[] c = new double[ROUNDS];
            double[] ours = new double[ROUNDS];
            // In turn, so that a machine with other work treats both alike.
            for (int i = -ROUNDS; i < ROUNDS; i++) {
                double one = time(() -> c(memmem, arena, memory));
                double other = time(() -> ours(session));
                if (i >= 0) {
                    c[i] = one;
                    ours[i] = other;
                }
            }
            System.out.printf(Locale.ROOT, "find in %d MiB of %s: memmem %.1f ms, Barscope %.1f ms, ratio %.2f of C%n",
                    SIZE >> 20, buffer.isPresent() ? "a udmabuf" : "shared memory (no udmabuf here)", median(c),
                    median(ours), median(c) / median(ours));
            mapping.close();
            file.close();
        }
    }

    private interface Work {

        long run() throws Throwable;
    }

    /** The memory as a DMABUF, where the kernel makes some. */
    private static Optional<FileDescriptor> dmabuf(MemFile file) {
        if (!Files.isWritable(Udmabuf.DEVICE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Udmabuf.create(file, 0, SIZE, "benchmark"));
        } catch (ErrnoException refused) {
            System.out.println("no udmabuf: " + refused.getMessage());
            return Optional.empty();
        }
    }

    private static double time(Work work) throws Throwable {
        long start = System.nanoTime();
        long found = work.run();
        double millis = (System.nanoTime() - start) / 1e6;
        if (found != SIZE - NEEDLE.length) {
            throw new AssertionError("found at " + found);
        }
        return millis;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private static long c(MethodHandle memmem, Arena arena, MemorySegment memory) throws Throwable {
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

    /** The functions of the C library that the peer needs. */
    private static final class Native {

        private static final int READ_AND_WRITE = 3;
        private static final int SHARED_AND_POPULATED = 0x8001;

        static MethodHandle memmem() {
            return find("memmem", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
        }

        static MemorySegment map(int descriptor, long size, Arena arena) throws Throwable {
            MethodHandle mmap = find("mmap", FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT,
                    ValueLayout.JAVA_LONG));
            MemorySegment mapped = (MemorySegment) mmap.invokeExact(MemorySegment.NULL, size, READ_AND_WRITE,
                    SHARED_AND_POPULATED, descriptor, 0L);
            if (mapped.address() == -1) {
                throw new IllegalStateException("cannot map " + size + " bytes");
            }
            return mapped.reinterpret(size, arena, null);
        }

        private static MethodHandle find(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), descriptor);
        }
    }

    /** Reads as the region of a DMABUF does: by copying from a mapping, in a bracket if it is one. */
    private record Memory(MappedAccess memory, Optional<FileDescriptor> buffer) implements MemoryRegion {

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
        public void readBlocks(Runnable reads) {
            if (buffer.isEmpty()) {
                reads.run();
                return;
            }
            try (CpuAccess bracket = CpuAccess.begin(buffer.get(), SyncDirection.READ)) {
                reads.run();
            } catch (ErrnoException refused) {
                throw new IllegalStateException(refused);
            }
        }

        @Override
        public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
            try {
                memory.copyOut(offset, target, from, length);
                return length;
            } catch (MemoryAccessException problem) {
                throw new AccessException(AccessException.Kind.FAULTED, offset, problem.getMessage(), problem);
            }
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
            // The benchmark closes the mapping.
        }
    }
}
