// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.discovery;

import java.util.Optional;
import java.util.Set;
import org.barscope.core.pci.PciAddress;

/**
 * What the kernel believes of a device's power, from its attributes {@code power_state} and
 * {@code power/runtime_status}. Finding out neither touches nor wakes the device.
 *
 * @param state     "D0" … "D3cold", "unknown", "error", or empty when the kernel does not say
 * @param suspended whether runtime power management has put it to sleep, or is about to
 */
public record PowerState(String state, boolean suspended) {

    /** A device without power management is "unknown", and so is one that no driver has claimed yet. */
    private static final Set<String> NO_SLEEP = Set.of("", "D0", "unknown");

    /** Reads it anew. Blocks for some microseconds; empty and not suspended when the device is not there. */
    public static PowerState of(SystemRoot root, PciAddress address) {
        return of(new Attributes(root.device(address)));
    }

    static PowerState of(Attributes device) {
        return new PowerState(device.text("power_state").orElse(""),
                device.text("power/runtime_status").filter(status -> status.startsWith("suspend")).isPresent());
    }

    /** In which way the device sleeps: "D3hot"; empty when it is awake as far as is known. */
    public Optional<String> sleep() {
        if (!NO_SLEEP.contains(state)) {
            return Optional.of(state);
        }
        return suspended ? Optional.of("runtime suspended") : Optional.empty();
    }
}
