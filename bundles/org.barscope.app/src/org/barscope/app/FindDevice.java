// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.pci.PciAddress;

/**
 * Finds the device that a user names: {@code 0000:01:00.0} or {@code 01:00.0} on any machine, {@code sim:0000:01:00.0}
 * on one of them. Without a backend's name, real machines come before the simulated one.
 */
public final class FindDevice {

    private final List<MachineRecord> machines;

    /** @param machines in the order of preference */
    public FindDevice(List<MachineRecord> machines) {
        this.machines = List.copyOf(machines);
    }

    /**
     * @throws BackendException {@code USAGE} when it is no address, {@code NOT_FOUND} when there is no such device
     */
    public FoundDevice find(String text) throws BackendException {
        String attempt = "show " + text;
        int colon = text.indexOf(':');
        String scheme = colon > 0 && Character.isLetter(text.charAt(0)) && !isHex(text.substring(0, colon))
                ? text.substring(0, colon) : "";
        PciAddress address;
        try {
            address = PciAddress.parse(scheme.isEmpty() ? text : text.substring(colon + 1));
        } catch (IllegalArgumentException malformed) {
            throw new BackendException(Reason.USAGE, attempt, "that is not the address of a device",
                    "use DOMAIN:BUS:DEVICE.FUNCTION, for example 0000:01:00.0 or sim:0000:01:00.0", malformed);
        }
        List<FoundDevice> found = new ArrayList<>();
        for (MachineRecord machine : machines) {
            Optional<PciDeviceRecord> device = machine.devices().stream().filter(d -> d.address().equals(address))
                    .filter(d -> scheme.isEmpty() || d.scheme().equals(scheme) || machine.id().equals(scheme))
                    .findFirst();
            device.ifPresent(d -> found.add(new FoundDevice(machine, d)));
        }
        if (found.isEmpty()) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "there is no device " + address
                    + (scheme.isEmpty() ? "" : " in '" + scheme + "'"), "'barscope list' shows all devices");
        }
        return found.getFirst();
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
    }
}
