// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A condition on a device; every part that is given must hold.
 *
 * @param vendors vendor numbers, one of which it must have; empty for any
 * @param devices device numbers; empty for any
 * @param subvendors subsystem vendor numbers; empty for any
 * @param subdevices subsystem numbers; empty for any
 * @param classPrefix two, four or six hexadecimal digits in lower case that the class code starts with
 * @param capability a capability it must have
 * @param extendedCapability an extended capability it must have
 */
public record DeviceMatch(Set<Integer> vendors, Set<Integer> devices, Set<Integer> subvendors,
        Set<Integer> subdevices, Optional<String> classPrefix, OptionalInt capability,
        OptionalInt extendedCapability) {
    /** Refuses null and copies the sets. */
    public DeviceMatch {
        vendors = Set.copyOf(vendors);
        devices = Set.copyOf(devices);
        subvendors = Set.copyOf(subvendors);
        subdevices = Set.copyOf(subdevices);
        Objects.requireNonNull(classPrefix);
        Objects.requireNonNull(capability);
        Objects.requireNonNull(extendedCapability);
    }

    /** Whether a device fulfils the condition. */
    public boolean matches(PciIdentity device, ConfigSpace config) {
        return fits(vendors, device.vendor()) && fits(devices, device.device())
                && fits(subvendors, device.subvendor()) && fits(subdevices, device.subdevice())
                && classPrefix.filter(prefix -> !"%06x".formatted(device.classCode()).startsWith(prefix)).isEmpty()
                && (capability.isEmpty() || config.findCapability(capability.getAsInt()).isPresent())
                && (extendedCapability.isEmpty()
                        || config.findExtendedCapability(extendedCapability.getAsInt()).isPresent());
    }

    private static boolean fits(Set<Integer> allowed, int value) {
        return allowed.isEmpty() || allowed.contains(value);
    }

    /** How much the condition says: a subsystem more than a device, that more than a class, that more than the rest. */
    public int weight() {
        return (subvendors.isEmpty() && subdevices.isEmpty() ? 0 : 1000) + (devices.isEmpty() ? 0 : 100)
                + classPrefix.map(prefix -> 10 * (prefix.length() / 2)).orElse(0) + (vendors.isEmpty() ? 0 : 5)
                + (capability.isPresent() ? 1 : 0) + (extendedCapability.isPresent() ? 1 : 0);
    }
}
