// SPDX-License-Identifier: EPL-2.0
package org.barscope.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

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
 * Fifty descriptions of 2 MB each, read, checked and laid out. The peer looks at every event and every character of the
 * same XML and makes nothing of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class RegisterLoadBenchmark {

    private static final int FILES = 50;
    private static final int SIZE = 2_000_000;

    private byte[] content;

    @Setup
    public void make() {
        int registers = SIZE / (MadeUpDescription.svd(100).length / 100);
        content = MadeUpDescription.svd(registers);
    }

    @Benchmark
    public int barscope() throws DescriptionException {
        int registers = 0;
        for (int i = 0; i < FILES; i++) {
            registers += RegisterLayout.of(new SvdReader().read(Path.of("made-up.svd"), content, ReadMonitor.NONE)
                    .description()).registers().size();
        }
        return registers;
    }

    @Benchmark
    public int peer() throws XMLStreamException, IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        int characters = 0;
        for (int i = 0; i < FILES; i++) {
            try (ByteArrayInputStream in = new ByteArrayInputStream(content)) {
                XMLStreamReader reader = factory.createXMLStreamReader(in);
                while (reader.hasNext()) {
                    characters += reader.next() == XMLStreamReader.CHARACTERS ? reader.getTextLength() : 1;
                }
                reader.close();
            }
        }
        return characters;
    }
}
