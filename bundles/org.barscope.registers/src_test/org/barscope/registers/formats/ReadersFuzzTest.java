// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.formats;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.barscope.registers.binding.BindingReader;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.binding.Expression;
import org.barscope.registers.binding.ExpressionException;
import org.barscope.registers.decode.Composition;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.decode.FieldWriter;
import org.barscope.registers.json.JsonDescriptionReader;
import org.barscope.registers.json.JsonDescriptionWriter;
import org.barscope.registers.layout.ReadPlan;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.naming.RegisterIndex;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.overrides.OverrideFile;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.DescriptionReader;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.registers.svd.SvdWriter;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * No input makes a reader hang, crash or fill the memory; and whatever a reader accepts can be laid out, decoded,
 * written to and exported. Without a fuzzer the inputs beside this class are replayed.
 */
class ReadersFuzzTest {
    private static final int LAID_OUT = 20_000;

    private static void read(DescriptionReader reader, String name, byte[] content) {
        DeviceDescription description;
        try {
            description = reader.read(Path.of(name), content, ReadMonitor.NONE).description();
        } catch (DescriptionException e) {
            if (e.faults().isEmpty() || e.getMessage().contains("\n")) {
                throw new AssertionError("faults must be told in one line: " + e.getMessage());
            }
            return;
        }
        JsonDescriptionWriter.write(description);
        SvdWriter.write(description);
        if (description.registerCount() > LAID_OUT) {
            return;
        }
        RegisterLayout layout = RegisterLayout.of(description);
        ReadPlan.of(layout.registers());
        new RegisterIndex(layout).filter("a");
        for (RegisterInstance register : layout.registers().stream().limit(200).toList()) {
            DecodedRegister.of(register.register(), -1L).fields().stream().findFirst().ifPresent(decoded -> {
                Composition composition = FieldWriter.compose(register.register(),
                        Map.of(decoded.field().name(), 0L), Set.of());
                if (composition instanceof Composition.Ready ready) {
                    ready.word(-1L);
                }
            });
        }
    }

    @FuzzTest(maxDuration = "15m")
    void svd(byte[] content) {
        read(DescriptionFormat.SVD.reader(), "f.svd", content);
    }

    @FuzzTest(maxDuration = "15m")
    void systemRdl(byte[] content) {
        read(DescriptionFormat.SYSTEM_RDL.reader(), "f.rdl", content);
    }

    @FuzzTest(maxDuration = "15m")
    void ipXact(byte[] content) {
        read(DescriptionFormat.IP_XACT.reader(), "f.xml", content);
    }

    @FuzzTest(maxDuration = "15m")
    void rwmem(byte[] content) {
        read(DescriptionFormat.RWMEM.reader(), "f.regdb", content);
    }

    @FuzzTest(maxDuration = "15m")
    void json(byte[] content) {
        read(new JsonDescriptionReader(), "f.json", content);
    }

    @FuzzTest(maxDuration = "15m")
    void bindingsAndOverrides(byte[] content) {
        try {
            new BindingReader().read("f.xml", content, Optional.empty());
            OverrideFile.read("f.xml", content);
        } catch (DescriptionException e) {
            if (e.faults().isEmpty()) {
                throw new AssertionError("no faults");
            }
        }
    }

    @FuzzTest(maxDuration = "15m")
    void expressionsAndPatterns(byte[] content) {
        String text = new String(content, StandardCharsets.UTF_8);
        try {
            Expression.parse(text).evaluate(new Expression.Values() {
                @Override
                public long register(String path) {
                    return 1;
                }

                @Override
                public ConfigSpace config() {
                    return new ConfigSpace(content);
                }

                @Override
                public long index() {
                    return 1;
                }
            });
        } catch (ExpressionException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no reason");
            }
        }
        try {
            RegisterPattern.parse(text).matchesEndOf(List.of("block", "cluster", "register"));
        } catch (IllegalArgumentException e) {
            if (e.getMessage().isEmpty()) {
                throw new AssertionError("no reason");
            }
        }
    }
}
