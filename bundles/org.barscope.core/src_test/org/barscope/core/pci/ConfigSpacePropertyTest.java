// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, decoding ends, does not throw, and says only what is in them. */
class ConfigSpacePropertyTest {

    private static final int[] SIZES = {64, 65, 128, 252, 255, 256, 257, 512, 1024, 4095, 4096, 5000};
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final int MOST_CAPABILITIES = 48 + 960;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void survivesRandomBytes(long seed) {
        Random random = new Random(seed);
        assertTimeoutPreemptively(DEADLINE, () -> {
            for (int round = 0; round < 600; round++) {
                byte[] bytes = new byte[SIZES[random.nextInt(SIZES.length)]];
                random.nextBytes(bytes);
                bytes[0x0e] = (byte) random.nextInt(3);
                bytes[6] |= 0x10;
                check(bytes);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void survivesMutationsOfRealisticSpaces(long seed) {
        Random random = new Random(seed);
        List<byte[]> seeds = new ArrayList<>();
        for (String name : ConfigDump.RESOURCES) {
            ConfigDump.resource(name).forEach(function -> seeds.add(function.bytes()));
        }
        new RandomFunctions(seed).functions(60).forEach(function -> seeds.add(function.bytes()));
        assertTimeoutPreemptively(DEADLINE, () -> {
            for (int round = 0; round < 600; round++) {
                byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
                for (int change = random.nextInt(12); change >= 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(0x100);
                }
                check(Arrays.copyOf(bytes, SIZES[random.nextInt(SIZES.length)]));
            }
        });
    }

    @Test
    void survivesTheLongestLists() {
        ConfigSpaceBuilder space = ConfigSpaceBuilder.endpoint(1, 2, 0);
        space.u16(space.standard(0x10, 0x3c) + 2, 2);
        while (space.standardRoom() >= 4) {
            space.standard(0x09, 4);
        }
        while (space.extendedRoom() >= 4) {
            space.extended(0x0b, 1, 4);
        }
        ConfigSpace config = ConfigSpace.decode(space.build());
        assertEquals(1 + (0x100 - 0x7c) / 4 + 960, config.capabilities().size());
    }

    private static void check(byte[] bytes) {
        ConfigSpace config = ConfigSpace.decode(bytes);
        assertTrue(config.capabilities().size() <= MOST_CAPABILITIES);
        config.registers().forEach(register -> check(config, register));
        for (PciCapability capability : config.capabilities()) {
            assertTrue(capability.length() >= (capability.extended() ? 4 : 2), capability::headline);
            assertTrue(capability.offset() + capability.length() <= config.bytes().length(), capability::headline);
            Set<String> paths = new HashSet<>();
            for (ConfigField field : capability.fields()) {
                assertTrue(paths.add(field.path()), () -> capability.shortName() + "." + field.path() + " twice");
                assertEquals(field, capability.field(field.path()).orElseThrow());
            }
            capability.registers().forEach(register -> check(config, register));
            assertTrue(capability.text().stream().noneMatch(line -> line.contains("{") || line.contains("null")),
                    () -> capability.text().toString());
        }
        assertTrue(ConfigText.body(config, PciIds.empty(), KernelResources.unknown()).size()
                >= config.capabilities().size());
    }

    private static void check(ConfigSpace config, ConfigRegister register) {
        assertEquals(config.bytes().read(register.offset(), register.width()), register.value(), register::name);
        for (ConfigField field : register.fields()) {
            assertTrue(field.lsb() >= 0 && field.lsb() <= field.msb() && field.msb() < field.width(), field::path);
            assertEquals(register.width(), field.width());
            assertEquals(register.offset(), field.offset());
            long mask = field.bits() == 64 ? -1L : (1L << field.bits()) - 1;
            assertEquals(register.value() >>> field.lsb() & mask, field.value(), field::path);
            assertTrue(field.path().startsWith(register.name() + "."), field::path);
        }
    }
}
