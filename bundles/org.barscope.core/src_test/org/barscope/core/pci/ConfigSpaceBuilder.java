// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.Arrays;

/** Builds configuration spaces for tests: a header, and capabilities linked in the order in which they are added. */
final class ConfigSpaceBuilder {

    static final int ENDPOINT = 0;
    static final int BRIDGE = 1;
    static final int CARDBUS = 2;

    private final byte[] bytes = new byte[ConfigBytes.MAX_SIZE];
    private int size = 256;
    private int standardLink;
    private int standardFree;
    private int extendedLast;
    private int extendedFree = 0x100;

    private ConfigSpaceBuilder(int headerType, int vendor, int device) {
        u16(0, vendor).u16(2, device).u8(0x0e, headerType);
        standardLink = headerType == CARDBUS ? 0x14 : 0x34;
        standardFree = headerType == CARDBUS ? 0x48 : 0x40;
    }

    static ConfigSpaceBuilder endpoint(int vendor, int device, int classCode) {
        return new ConfigSpaceBuilder(ENDPOINT, vendor, device).classCode(classCode);
    }

    static ConfigSpaceBuilder bridge(int vendor, int device) {
        return new ConfigSpaceBuilder(BRIDGE, vendor, device).classCode(0x060400);
    }

    static ConfigSpaceBuilder cardBus(int vendor, int device) {
        return new ConfigSpaceBuilder(CARDBUS, vendor, device).classCode(0x060700);
    }

    ConfigSpaceBuilder classCode(int classCode) {
        return u8(9, classCode).u8(0x0a, classCode >> 8).u8(0x0b, classCode >> 16);
    }

    ConfigSpaceBuilder u8(int offset, int value) {
        bytes[offset] = (byte) value;
        return this;
    }

    ConfigSpaceBuilder u16(int offset, int value) {
        return u8(offset, value).u8(offset + 1, value >> 8);
    }

    ConfigSpaceBuilder u32(int offset, long value) {
        return u16(offset, (int) value).u16(offset + 2, (int) (value >> 16));
    }

    ConfigSpaceBuilder u64(int offset, long value) {
        return u32(offset, value).u32(offset + 4, value >>> 32);
    }

    ConfigSpaceBuilder fill(int offset, byte[] content) {
        System.arraycopy(content, 0, bytes, offset, content.length);
        return this;
    }

    /** Adds an entry to the standard list and returns its offset; the content behind the header stays zero. */
    int standard(int id, int length) {
        int offset = standardFree;
        u8(offset, id).u8(standardLink, offset).u16(6, 0x10);
        standardLink = offset + 1;
        standardFree = offset + (length + 3 & ~3);
        if (standardFree > 0x100) {
            throw new IllegalStateException("the standard capabilities do not fit");
        }
        return offset;
    }

    /** Adds an entry to the extended list and returns its offset. */
    int extended(int id, int version, int length) {
        int offset = extendedFree;
        size = ConfigBytes.MAX_SIZE;
        u32(offset, id | (long) version << 16);
        if (extendedLast != 0) {
            int header = bytes[extendedLast + 2] & 0x0f;
            u8(extendedLast + 2, header | (offset & 0xf) << 4).u8(extendedLast + 3, offset >> 4);
        }
        extendedLast = offset;
        extendedFree = offset + (length + 3 & ~3);
        if (extendedFree > ConfigBytes.MAX_SIZE) {
            throw new IllegalStateException("the extended capabilities do not fit");
        }
        return offset;
    }

    boolean isBridge() {
        return bytes[0x0e] == BRIDGE;
    }

    int extendedRoom() {
        return ConfigBytes.MAX_SIZE - extendedFree;
    }

    int standardRoom() {
        return 0x100 - standardFree;
    }

    byte[] build() {
        return Arrays.copyOf(bytes, size);
    }
}
