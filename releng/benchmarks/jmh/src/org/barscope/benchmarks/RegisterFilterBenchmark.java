// SPDX-License-Identifier: EPL-2.0
package org.barscope.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.naming.RegisterIndex;
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
 * A word typed into the filter over 20,000 registers, letter by letter: paths, shown names, fields and documentation.
 * The peer looks for the same letters in the same text, one string a register.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RegisterFilterBenchmark {

    private static final int REGISTERS = 20_000;
    private static final String WORD = "part 3";

    private RegisterIndex index;
    private List<String> texts;

    @Setup
    public void make() throws DescriptionException {
        RegisterLayout layout = RegisterLayout.of(new SvdReader().read(Path.of("made-up.svd"),
                MadeUpDescription.svd(REGISTERS), ReadMonitor.NONE).description());
        index = new RegisterIndex(layout);
        texts = layout.registers().stream().map(register -> {
            StringBuilder text = new StringBuilder(register.path());
            register.register().description().ifPresent(words -> text.append('\n').append(words));
            register.register().fields().forEach(field -> text.append('\n').append(field.name()));
            return text.toString().toLowerCase(Locale.ROOT);
        }).toList();
    }

    @Benchmark
    public int barscope() {
        int found = 0;
        for (int typed = 1; typed <= WORD.length(); typed++) {
            found += index.filter(WORD.substring(0, typed)).size();
        }
        return found;
    }

    @Benchmark
    public int peer() {
        int found = 0;
        for (int typed = 1; typed <= WORD.length(); typed++) {
            String letters = WORD.substring(0, typed);
            for (String text : texts) {
                found += text.contains(letters) ? 1 : 0;
            }
        }
        return found;
    }
}
