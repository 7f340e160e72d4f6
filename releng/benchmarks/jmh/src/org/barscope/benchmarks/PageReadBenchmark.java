// SPDX-License-Identifier: EPL-2.0
package org.barscope.benchmarks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.MappedAccess;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the hex page does twenty times a second: 4 KiB of registers, unit by unit, through the accessor that turns a
 * fault into an error. The peer reads as many units from a mapped file with nothing between it and the memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PageReadBenchmark {

    private static final int PAGE = 4096;
    private static final int UNITS = PAGE / Integer.BYTES;
    private static final ValueLayout.OfInt UNIT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ONE_ACCESS = ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

    private final byte[] target = new byte[PAGE];
    private MemFile file;
    private Mapping mapping;
    private MappedAccess guarded;
    private Path plainFile;
    private Arena arena;
    private MemorySegment plain;

    @Setup
    public void map() throws IOException {
        file = MemFile.create("page", PAGE);
        mapping = Mapping.map(file.descriptor(), 0, PAGE, Protection.READ_ONLY, MemoryKind.DEVICE, "page");
        guarded = mapping.access();
        plainFile = Files.createTempFile("page", ".bin");
        Files.write(plainFile, new byte[PAGE]);
        arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(plainFile, StandardOpenOption.READ)) {
            plain = channel.map(FileChannel.MapMode.READ_ONLY, 0, PAGE, arena);
        }
    }

    @TearDown
    public void unmap() throws IOException {
        mapping.close();
        file.close();
        arena.close();
        Files.delete(plainFile);
    }

    /** As the region editor reads. */
    @Benchmark
    public byte[] barscope() throws IOException {
        guarded.readUnits(0, AccessWidth.BITS_32, UNITS, target, 0);
        return target;
    }

    /** The same units, each one access that the compiler must not merge, as registers want, and nothing in between. */
    @Benchmark
    public byte[] peer() {
        MemorySegment into = MemorySegment.ofArray(target);
        for (int unit = 0; unit < UNITS; unit++) {
            long at = (long) unit * Integer.BYTES;
            into.set(UNIT, at, (int) ONE_ACCESS.getOpaque(plain, at));
        }
        return target;
    }
}
