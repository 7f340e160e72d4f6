// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.ArrayList;
import java.util.List;

/** Takes the parts of a header apart that are more than a register: BARs, windows, subsystem ids. */
final class HeaderParts {

    private static final int CARDBUS_SUBSYSTEM = 0x40;
    private static final int CARDBUS_LEGACY = 0x44;

    private HeaderParts() {
    }

    static PciHeader header(ConfigBytes bytes, int type) {
        return switch (type) {
            case 0 -> new PciHeader.Device(bytes.u16(0x2c), bytes.u16(0x2e), bytes.u32(0x28),
                    ExpansionRom.of(bytes, 0x30), bytes.u8(0x3e), bytes.u8(0x3f));
            case 1 -> new PciHeader.Bridge(bytes.u8(0x18), bytes.u8(0x19), bytes.u8(0x1a), bytes.u8(0x1b),
                    bytes.u16(0x1e), bytes.u16(0x3e), bridgeWindows(bytes), ExpansionRom.of(bytes, 0x38));
            case 2 -> cardBus(bytes);
            default -> new PciHeader.Unknown(type);
        };
    }

    /** PCI Local Bus Specification 3.0, section 6.2.5.1. */
    static List<BarConfig> bars(ConfigBytes bytes, int headerType) {
        int count = switch (headerType) {
            case 0 -> 6;
            case 1 -> 2;
            case 2 -> 1;
            default -> 0;
        };
        List<BarConfig> bars = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            BarConfig bar = bar(bytes, index, index == count - 1);
            bars.add(bar);
            if (bar.kind() == BarConfig.Kind.MEMORY_64) {
                index++;
            }
        }
        return bars;
    }

    private static BarConfig bar(ConfigBytes bytes, int index, boolean last) {
        int offset = 0x10 + 4 * index;
        long raw = bytes.u32(offset);
        if (raw == 0 || raw == 0xffff_ffffL) {
            return new BarConfig(index, offset, raw, BarConfig.Kind.NONE, false, 0);
        }
        if ((raw & 1) != 0) {
            return new BarConfig(index, offset, raw, BarConfig.Kind.IO, false, raw & ~3L);
        }
        boolean prefetchable = (raw & 8) != 0;
        BarConfig.Kind kind = switch ((int) (raw >> 1 & 3)) {
            case 0 -> BarConfig.Kind.MEMORY_32;
            case 1 -> BarConfig.Kind.MEMORY_BELOW_1M;
            case 2 -> last ? BarConfig.Kind.MEMORY_64_WITHOUT_UPPER : BarConfig.Kind.MEMORY_64;
            default -> BarConfig.Kind.MEMORY_RESERVED;
        };
        if (kind == BarConfig.Kind.MEMORY_64) {
            raw |= bytes.u32(offset + 4) << 32;
        }
        return new BarConfig(index, offset, raw, kind, prefetchable, raw & ~0xfL);
    }

    /** PCI-to-PCI Bridge Architecture 1.2, section 3.2.5. */
    private static List<BridgeWindow> bridgeWindows(ConfigBytes bytes) {
        return List.of(ioWindow(bytes), memoryWindow(bytes), prefetchableWindow(bytes));
    }

    private static BridgeWindow ioWindow(ConfigBytes bytes) {
        int base = bytes.u8(0x1c);
        int limit = bytes.u8(0x1d);
        int type = base & 0xf;
        if (type != (limit & 0xf) || type > 1) {
            return new BridgeWindow(BridgeWindow.Kind.IO, 0, 0, 0);
        }
        long first = (base & 0xf0L) << 8;
        long last = (limit & 0xf0L) << 8;
        if (type == 1) {
            first |= (long) bytes.u16(0x30) << 16;
            last |= (long) bytes.u16(0x32) << 16;
        }
        return new BridgeWindow(BridgeWindow.Kind.IO, first, last + 0xfff, type == 1 ? 32 : 16);
    }

    private static BridgeWindow memoryWindow(ConfigBytes bytes) {
        int base = bytes.u16(0x20);
        int limit = bytes.u16(0x22);
        if (((base | limit) & 0xf) != 0) {
            return new BridgeWindow(BridgeWindow.Kind.MEMORY, 0, 0, 0);
        }
        return new BridgeWindow(BridgeWindow.Kind.MEMORY, (long) base << 16, ((long) limit << 16) + 0xf_ffff, 32);
    }

    private static BridgeWindow prefetchableWindow(ConfigBytes bytes) {
        int base = bytes.u16(0x24);
        int limit = bytes.u16(0x26);
        int type = base & 0xf;
        if (type != (limit & 0xf) || type > 1) {
            return new BridgeWindow(BridgeWindow.Kind.PREFETCHABLE, 0, 0, 0);
        }
        long first = (base & 0xfff0L) << 16;
        long last = (limit & 0xfff0L) << 16;
        if (type == 1) {
            first |= bytes.u32(0x28) << 32;
            last |= bytes.u32(0x2c) << 32;
        }
        return new BridgeWindow(BridgeWindow.Kind.PREFETCHABLE, first, last + 0xf_ffff, type == 1 ? 64 : 32);
    }

    private static PciHeader cardBus(ConfigBytes bytes) {
        List<BridgeWindow> windows = new ArrayList<>();
        int control = bytes.u16(0x3e);
        for (int i = 0; i < 2; i++) {
            boolean prefetchable = (control & 0x100 << i) != 0;
            windows.add(new BridgeWindow(
                    prefetchable ? BridgeWindow.Kind.PREFETCHABLE : BridgeWindow.Kind.MEMORY,
                    bytes.u32(0x1c + 8 * i), bytes.u32(0x20 + 8 * i) + 0xfff, 32));
        }
        for (int i = 0; i < 2; i++) {
            boolean wide = (bytes.u8(0x2c + 8 * i) & 1) != 0;
            long mask = wide ? 0xffff_fffcL : 0xfffcL;
            windows.add(new BridgeWindow(BridgeWindow.Kind.IO, bytes.u32(0x2c + 8 * i) & mask,
                    (bytes.u32(0x30 + 8 * i) & mask) + 3, wide ? 32 : 16));
        }
        boolean more = bytes.has(CARDBUS_SUBSYSTEM, 8);
        return new PciHeader.CardBus(bytes.u8(0x18), bytes.u8(0x19), bytes.u8(0x1a), bytes.u8(0x1b), bytes.u16(0x16),
                control, windows, more ? bytes.u16(CARDBUS_SUBSYSTEM) : 0, more ? bytes.u16(CARDBUS_SUBSYSTEM + 2) : 0,
                more ? bytes.u16(CARDBUS_LEGACY) : 0);
    }
}
