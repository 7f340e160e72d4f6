// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;

import org.barscope.registers.Descriptions;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.builtin.BuiltInDescriptions;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.decode.DecodedRegister;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Access;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.ReadMonitor;
import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Descriptions written as SVD and read back are the same, and decode as a simple model of their own says. */
class SvdRoundTripTest {
    private static DeviceDescription readBack(DeviceDescription description) {
        SvdWriter.Result written = SvdWriter.write(description);
        assertEquals(List.of(), written.losses());
        try {
            return new SvdReader().read(Path.of("x.svd"), written.xml().getBytes(StandardCharsets.UTF_8),
                    ReadMonitor.NONE).description();
        } catch (DescriptionException e) {
            throw new AssertionError(e.faults() + "\n" + written.xml(), e);
        }
    }

    @Property(tries = 500)
    void randomDescriptionsSurvive(@ForAll long seed) {
        DeviceDescription description = Descriptions.random(seed);
        assertEquals(description, readBack(description));
    }

    @Test
    void builtInDescriptionsSurvive() throws IOException {
        for (Binding binding : BuiltInDescriptions.bindings()) {
            DeviceDescription description = BuiltInDescriptions.load(binding.description());
            assertEquals(description, readBack(description));
        }
    }

    @Test
    void whatSvdCannotSayIsNamed() {
        Register register = Register.builder("R", 0, 32).accessBits(OptionalInt.of(16)).guardNote("hangs")
                .userProperties(Map.of("k", "v")).build();
        assertEquals(List.of("B.R: access width 16 cannot be said in SVD",
                "B.R: note against reading cannot be said in SVD", "B.R: properties [k] cannot be said in SVD"),
                SvdWriter.write(DeviceDescription.of("D", "1", "d", List.of(Block.of("B", 0, List.of(register)))))
                        .losses());
    }

    @Property(tries = 300)
    void decodeAgreesWithAnIndependentModel(@ForAll long seed) {
        DeviceDescription description = Descriptions.random(seed);
        Random random = new Random(seed);
        Map<String, String> expected = new TreeMap<>();
        Map<String, Long> words = new TreeMap<>();
        for (Block block : description.blocks()) {
            int copies = block.dimension().map(d -> d.count()).orElse(1);
            for (int i = 0; i < copies; i++) {
                model(expand(block.name(), block.dimension(), i), block.registers(), random, words, expected);
            }
        }
        Map<String, String> actual = new TreeMap<>();
        for (RegisterInstance register : RegisterLayout.of(readBack(description)).registers()) {
            String path = register.path();
            for (DecodedField field : DecodedRegister.of(register.register(), words.get(path)).fields()) {
                actual.put(path + "." + field.field().name(), (field.readable()
                        ? Long.toUnsignedString(field.value()) : "-") + " "
                        + field.meaning().map(EnumeratedValue::name).orElse("-"));
            }
        }
        assertEquals(expected, actual);
    }

    // A model that works on strings of binary digits and knows nothing of masks.

    private static String expand(String name, Optional<Dimension> dimension, int i) {
        return dimension.isEmpty() ? name : name.replace("%s", dimension.get().index().isEmpty() ? "" + i
                : dimension.get().index().get(i));
    }

    private static void model(String path, List<RegisterNode> nodes, Random random, Map<String, Long> words,
            Map<String, String> expected) {
        for (RegisterNode node : nodes) {
            for (int i = 0; i < node.dimension().map(d -> d.count()).orElse(1); i++) {
                String below = path + "." + expand(node.name(), node.dimension(), i);
                switch (node) {
                    case Cluster cluster -> model(below, cluster.registers(), random, words, expected);
                    case Register register -> {
                        String full = below + register.alternateGroup().map(group -> "_" + group).orElse("");
                        long word = random.nextLong();
                        words.put(full, word);
                        model(full, register, word, expected);
                    }
                }
            }
        }
    }

    private static void model(String path, Register register, long word, Map<String, String> expected) {
        String digits = "0".repeat(Long.numberOfLeadingZeros(word)) + (word == 0 ? "" : Long.toBinaryString(word));
        String lowestFirst = new StringBuilder(digits).reverse().toString();
        for (Field field : register.fields()) {
            for (int i = 0; i < field.dimension().map(d -> d.count()).orElse(1); i++) {
                int shift = i * (int) (long) field.dimension().map(d -> d.increment()).orElse(0L);
                String bits = new StringBuilder(lowestFirst.substring(field.bits().lsb() + shift,
                        field.bits().msb() + shift + 1)).reverse().toString();
                boolean readable = field.access() != Access.WRITE_ONLY && field.access() != Access.WRITE_ONCE;
                expected.put(path + "." + expand(field.name(), field.dimension(), i), readable
                        ? Long.toUnsignedString(Long.parseUnsignedLong(bits, 2)) + " " + meaning(field, bits)
                        : "- -");
            }
        }
    }

    private static String meaning(Field field, String bits) {
        List<String> exact = new ArrayList<>();
        List<String> loose = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        for (EnumeratedValues set : field.enumeratedValues()) {
            if (set.usage() == EnumUsage.WRITE) {
                continue;
            }
            for (EnumeratedValue value : set.values()) {
                if (value.pattern().isEmpty()) {
                    rest.add(value.name());
                } else if (agrees(value.pattern().get().toString(), bits)) {
                    (value.pattern().get().toString().contains("x") ? loose : exact).add(value.name());
                }
            }
        }
        exact.addAll(loose);
        exact.addAll(rest);
        return exact.isEmpty() ? "-" : exact.getFirst();
    }

    private static boolean agrees(String pattern, String bits) {
        String digits = pattern.startsWith("#") ? pattern.substring(1)
                : Long.toBinaryString(Long.parseUnsignedLong(pattern));
        digits = "0".repeat(Math.max(0, bits.length() - digits.length())) + digits;
        for (int i = 0; i < bits.length(); i++) {
            char wanted = digits.charAt(digits.length() - bits.length() + i);
            if (wanted != 'x' && wanted != bits.charAt(i)) {
                return false;
            }
        }
        return digits.substring(0, digits.length() - bits.length()).chars().allMatch(c -> c != '1');
    }
}
