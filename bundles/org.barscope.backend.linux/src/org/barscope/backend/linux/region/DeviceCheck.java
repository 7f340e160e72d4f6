// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.region;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.barscope.backend.linux.discovery.PowerState;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.ConfigRegister;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.linux.memory.AccessWidth;
import org.barscope.linux.memory.MemoryAccessException;
import org.barscope.linux.memory.UnitAccess;

/**
 * Whether a device can answer at present: by what the kernel says of its power, which does not touch it, and then by
 * what it says itself in configuration space, which cannot be confused with data.
 */
public final class DeviceCheck {

    private static final int COMMAND = 4;
    private static final int COMMAND_IO = 1;
    private static final int COMMAND_MEMORY = 2;
    private static final long ONES_16 = 0xffff;
    private static final long ONES_32 = 0xffff_ffffL;
    private static final int STATE_MASK = 3;
    private static final List<String> STATES = List.of("D0", "D1", "D2", "D3hot");

    private final UnitAccess config;
    private final Supplier<PowerState> power;
    private final boolean virtual;
    private final Optional<BarKind> decoded;
    private final OptionalInt powerRegister;

    private DeviceCheck(UnitAccess config, Supplier<PowerState> power, PciDeviceRecord device,
            Optional<BarKind> decoded) {
        this.config = config;
        this.power = power;
        this.virtual = device.physicalFunction().isPresent();
        this.decoded = decoded;
        this.powerRegister = decoded.isPresent() ? powerRegister(device) : OptionalInt.empty();
    }

    /** Of a BAR: it answers only while the device is awake and decodes that kind of address. */
    public static DeviceCheck ofBar(UnitAccess config, Supplier<PowerState> power, PciDeviceRecord device,
            BarKind kind) {
        return new DeviceCheck(config, power, device, Optional.of(kind));
    }

    /** Of configuration space: it answers in D3hot too, and the kernel wakes the device for it. */
    public static DeviceCheck ofConfig(UnitAccess config, Supplier<PowerState> power, PciDeviceRecord device) {
        return new DeviceCheck(config, power, device, Optional.empty());
    }

    /** {@code PCI_PM_CTRL}, when configuration space could be read that far. */
    private static OptionalInt powerRegister(PciDeviceRecord device) {
        byte[] image = device.config().bytes();
        if (image.length <= ConfigSpace.HEADER_SIZE) {
            return OptionalInt.empty();
        }
        return ConfigSpace.decode(image).capability("PM").flatMap(pm -> pm.register("Status")).stream()
                .mapToInt(ConfigRegister::offset).findFirst();
    }

    /** Asks. Blocks for as long as configuration space takes to answer. */
    public RegionStatus ask() {
        Optional<String> sleep = power.get().sleep();
        if (decoded.isPresent() && sleep.isPresent()) {
            return asleep(sleep.get());
        }
        try {
            long command = read(COMMAND, AccessWidth.BITS_32);
            // A virtual function that is well has ffff for its vendor; command and status have bits that are always 0.
            if (command == ONES_32 && (virtual || read(0, AccessWidth.BITS_16) == ONES_16)) {
                return sleep.map(DeviceCheck::asleep).orElse(
                        new RegionStatus(RegionState.LOST, "the device no longer answers in configuration space"));
            }
            if (powerRegister.isPresent()) {
                long control = read(powerRegister.getAsInt(), AccessWidth.BITS_16);
                int state = (int) control & STATE_MASK;
                if (state != 0 && control != ONES_16) {
                    return asleep(STATES.get(state));
                }
            }
            return decoded.isPresent() ? decodes(command, decoded.get()) : RegionStatus.LIVE;
        } catch (MemoryAccessException unreadable) {
            return new RegionStatus(RegionState.LOST, "the device's configuration space cannot be read any more");
        }
    }

    private RegionStatus decodes(long command, BarKind kind) {
        boolean ports = kind == BarKind.IO;
        // A virtual function has no such bits: its physical function decodes for it as long as it exists (Single Root
        // I/O Virtualization Specification 1.1, section 3.4.1.3).
        if (virtual || (command & (ports ? COMMAND_IO : COMMAND_MEMORY)) != 0) {
            return RegionStatus.LIVE;
        }
        return new RegionStatus(RegionState.REVOKED, ports ? "I/O decoding is off" : "memory decoding is off");
    }

    private static RegionStatus asleep(String how) {
        return new RegionStatus(RegionState.REVOKED, "the device is asleep (" + how + ")");
    }

    private long read(long offset, AccessWidth width) throws MemoryAccessException {
        return config.read(offset, width, ByteOrder.LITTLE_ENDIAN);
    }
}
