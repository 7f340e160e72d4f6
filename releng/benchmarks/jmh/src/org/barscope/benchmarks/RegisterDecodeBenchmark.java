// SPDX-License-Identifier: EPL-2.0
package org.barscope.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.svd.SvdReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Words of 10,000 registers of eight fields taken apart, each field with its value and the name of it. The peer copies
 * as many bytes from one array to another.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegisterDecodeBenchmark {

    private static final int REGISTERS = 10_000;

    private List<RegisterInstance> registers;
    private ByteBuffer words;
    private byte[] target;

    @Setup
    public void make() throws DescriptionException {
        registers = RegisterLayout.of(new SvdReader().read(Path.of("made-up.svd"), MadeUpDescription.svd(REGISTERS),
                ReadMonitor.NONE).description()).registers();
        words = ByteBuffer.allocate(REGISTERS * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < REGISTERS; i++) {
            words.putInt(i * Integer.BYTES, i * 0x9e3779b9);
        }
        target = new byte[REGISTERS * Integer.BYTES];
    }

    @Benchmark
    public int barscope() {
        int named = 0;
        for (int i = 0; i < REGISTERS; i++) {
            DecodedRegister decoded = DecodedRegister.of(registers.get(i).register(),
                    Integer.toUnsignedLong(words.getInt(i * Integer.BYTES)));
            named += decoded.fields().getFirst().meaning().isPresent() ? 1 : 0;
        }
        return named;
    }

    @Benchmark
    public byte peer() {
        words.get(0, target);
        return target[target.length - 1];
    }
}
