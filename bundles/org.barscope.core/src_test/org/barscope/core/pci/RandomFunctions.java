// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Functions with well-formed capability lists and random content, for comparing two decoders of it. What the
 * specifications exclude and lspci answers with undefined behaviour is kept out.
 */
final class RandomFunctions {

    private static final int[] STANDARD = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x11, 0x12,
        0x13, 0x14
    };
    private static final int[] PORT_TYPES = {0, 0, 0, 1, 4, 4, 5, 6, 7, 8, 9, 0xa, 0xb};
    private static final int HIGHEST_EXTENDED = 0x36;
    private static final int EXPRESS = 0x10;
    private static final int EXPRESS_SIZE = 0x3c;

    private final Random random;

    RandomFunctions(long seed) {
        random = new Random(seed);
    }

    /** Functions at increasing addresses. */
    List<ConfigDump.Function> functions(int count) {
        List<ConfigDump.Function> functions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            functions.add(new ConfigDump.Function(new PciAddress(0, i >> 5, i & 0x1f, 0), function(i)));
        }
        return functions;
    }

    /** A function; the number makes sure that each capability is met often enough. */
    private byte[] function(int number) {
        boolean bridge = random.nextInt(4) == 0;
        boolean virtio = random.nextInt(10) == 0;
        ConfigSpaceBuilder space = bridge ? ConfigSpaceBuilder.bridge(0x8086, random.nextInt(0x10000))
                : ConfigSpaceBuilder.endpoint(virtio ? 0x1af4 : 0x8086, 0x1000 + random.nextInt(0x80), 0x020000);
        space.u16(4, random.nextInt(0x800)).u16(6, random.nextInt(0x10000) & ~0x10).u8(8, random.nextInt(0x100));
        space.u8(0x0c, random.nextInt(0x20)).u8(0x0d, random.nextInt(0x100));
        space.u8(0x3c, random.nextInt(0x100)).u8(0x3d, random.nextInt(5));
        if (bridge) {
            bridge(space);
        } else {
            space.u16(0x2c, random.nextInt(0x10000)).u16(0x2e, random.nextInt(0x10000));
            space.u8(0x3e, random.nextInt(0x100)).u8(0x3f, random.nextInt(0x100)).u8(0x0f, random.nextInt(0x100));
            space.u32(0x30, random.nextInt() & 0xffff_f801L);
            bars(space);
        }
        if (random.nextInt(4) != 0) {
            int express = space.standard(EXPRESS, EXPRESS_SIZE);
            space.fill(express + 2, content(EXPRESS_SIZE - 2));
            space.u8(express + 0x2c, random.nextInt(0x100) & ~0x40);
            space.u16(express + 2, PORT_TYPES[random.nextInt(PORT_TYPES.length)] << 4 | 1 + random.nextInt(2)
                    | random.nextInt(0x40) << 8);
            extended(space, number);
        }
        standard(space, STANDARD[number % STANDARD.length]);
        while (space.standardRoom() >= 0x40) {
            standard(space, STANDARD[random.nextInt(STANDARD.length)]);
        }
        return space.build();
    }

    private void bars(ConfigSpaceBuilder space) {
        for (int bar = 0; bar < 5; bar++) {
            int low = random.nextInt() & ~0xf;
            switch (random.nextInt(4)) {
                case 0 -> space.u32(0x10 + 4 * bar, low & 0xfffcL | 1);
                case 1 -> space.u32(0x10 + 4 * bar, low | random.nextInt(2) << 3);
                case 2 -> {
                    space.u32(0x10 + 4 * bar, low | 4 | random.nextInt(2) << 3);
                    bar++;
                    space.u32(0x10 + 4 * bar, random.nextInt(0x100));
                }
                default -> {
                    // Not implemented.
                }
            }
        }
    }

    private void bridge(ConfigSpaceBuilder space) {
        int wide = random.nextInt(2);
        space.u32(0x18, random.nextInt()).u16(0x1e, random.nextInt(0x10000)).u16(0x3e, random.nextInt(0x1000));
        space.u8(0x1c, random.nextInt(0x10) << 4 | wide).u8(0x1d, random.nextInt(0x10) << 4 | wide);
        if (wide == 1) {
            space.u32(0x28, random.nextInt(0x10)).u32(0x2c, random.nextInt(0x10));
            space.u16(0x30, random.nextInt(4)).u16(0x32, random.nextInt(4));
        }
        space.u16(0x20, random.nextInt(0x1000) << 4).u16(0x22, random.nextInt(0x1000) << 4);
        space.u16(0x24, random.nextInt(0x1000) << 4 | wide).u16(0x26, random.nextInt(0x1000) << 4 | wide);
        space.u32(0x38, random.nextInt() & 0xffff_f801L);
    }

    private void standard(ConfigSpaceBuilder space, int id) {
        int length = 0x1c;
        int at = space.standard(id, length);
        space.fill(at + 2, content(length - 2));
        switch (id) {
            case 0x01 -> space.u8(at + 6, space.isBridge() ? random.nextInt(4) << 6 : 0);
            case 0x09 -> space.u8(at + 2, 0x10 + 4 * random.nextInt(2));
            case 0x14 -> enhancedAllocation(space, at);
            default -> {
                // Any content will do.
            }
        }
    }

    /** One entry whose size fits its flags: for any other, lspci stops with an internal error. */
    private void enhancedAllocation(ConfigSpaceBuilder space, int at) {
        space.u16(at + 2, 1);
        int entry = at + (space.isBridge() ? 8 : 4);
        int wideBase = random.nextInt(2);
        int wideLimit = random.nextInt(2);
        space.u8(entry, 2 + wideBase + wideLimit | random.nextInt(0x10) << 4);
        space.u8(entry + 4, wideBase << 1 | random.nextInt(0x40) << 2);
        space.u8(entry + 8, wideLimit << 1 | random.nextInt(0x40) << 2);
    }

    private void extended(ConfigSpaceBuilder space, int number) {
        int id = 1 + number % HIGHEST_EXTENDED;
        while (space.extendedRoom() >= 0x400) {
            int length = 0x100 + 4 * random.nextInt(4);
            int at = space.extended(id, 1 + random.nextInt(3), length);
            space.fill(at + 4, content(length - 4));
            limit(space, id, at);
            id = 1 + random.nextInt(HIGHEST_EXTENDED);
        }
    }

    /** Keeps counters in the range of the room that was left, and codes in the range of lspci's tables. */
    private void limit(ConfigSpaceBuilder space, int id, int at) {
        switch (id) {
            case 0x02, 0x08, 0x09 -> {
                space.u8(at + 8, random.nextInt(0x10));
                for (int vc = 0; vc < 8; vc++) {
                    space.u8(at + 0x10 + 12 * vc, random.nextInt(0x40));
                }
            }
            case 0x05 -> space.u8(at + 4, random.nextInt(3)).u8(at + 5, random.nextInt(4));
            case 0x07 -> space.u8(at + 7, random.nextInt(0x80));
            case 0x12 -> space.u8(at + 5, random.nextInt(31)).u8(at + 0x28, random.nextInt(31));
            case 0x0b -> space.u32(at + 4, 0x0400_0000L | random.nextInt(0x100000));
            case 0x10 -> space.u8(at + 0x38, random.nextInt(0x20) << 3);
            case 0x18 -> space.u8(at + 5, random.nextInt(0x18)).u8(at + 7, random.nextInt(0x18));
            case 0x19 -> space.u16(at + 0x0a, 0);
            case 0x15, 0x24 -> space.u8(at + 8, random.nextInt(8) << 5 | random.nextInt(6));
            case 0x23 -> space.u32(at + 4, 0x0400_8086L | random.nextInt(0x10) << 16);
            default -> {
                // Any content will do.
            }
        }
    }

    /** Bytes of a random density, so that both single bits and nearly full registers occur. */
    private byte[] content(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        int density = random.nextInt(4);
        for (int i = 0; i < length; i++) {
            switch (density) {
                case 0 -> bytes[i] &= (byte) (random.nextInt() & random.nextInt());
                case 1 -> bytes[i] |= (byte) (random.nextInt() | random.nextInt());
                case 2 -> bytes[i] = random.nextInt(3) == 0 ? bytes[i] : 0;
                default -> {
                    // As it is.
                }
            }
        }
        return bytes;
    }
}
