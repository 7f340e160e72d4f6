// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.FaultInjector;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.pci.PciAddress;

/**
 * Breaks a simulated machine on demand, and mends it. All methods may be called from any thread, take effect before
 * they return, and block at most while an access to the function is under way.
 *
 * <p>Each method throws {@link BackendException}: {@code NOT_FOUND} for a device or region that is not there.
 */
public final class SimFaults implements FaultInjector {

    private final SimMachine machine;

    SimFaults(SimMachine machine) {
        this.machine = machine;
    }

    /**
     * Takes a region away from all its mappings: from now on every access is a SIGBUS. The device itself goes on. The
     * machine's listeners hear of it, and open regions turn to {@code REVOKED} at once.
     *
     * @param region {@code bar0} … {@code bar5}, {@code rom} or a buffer; not {@code config}
     * @param reason one clause for people: "the device is being reset"
     */
    @Override
    public void revoke(PciAddress device, String region, String reason) throws BackendException {
        cut("revoke", device, region, 0, reason, true);
    }

    /**
     * As {@link #revoke}, but nobody is told: as with a mapping of real memory, only an access finds out, and what
     * finds out first makes the rest known.
     */
    public void revokeUnnoticed(PciAddress device, String region, String reason) throws BackendException {
        cut("revoke", device, region, 0, reason, false);
    }

    /**
     * Takes away what lies behind an offset. The region stays {@code LIVE}.
     *
     * @param from rounded down to a page; 0 is the same as {@link #revoke}
     */
    public void truncate(PciAddress device, String region, long from, String reason) throws BackendException {
        if (from < 0) {
            throw new BackendException(Reason.USAGE, "truncate sim:" + device + "/" + region, from
                    + " is not an offset", "give one from 0 up");
        }
        cut("truncate", device, region, from, reason, true);
    }

    /** Gives back what was taken away, with its content; does nothing when nothing was. */
    @Override
    public void restore(PciAddress device, String region) throws BackendException {
        cut("restore", device, region, Long.MAX_VALUE, "", true);
    }

    private void cut(String verb, PciAddress device, String region, long from, String reason, boolean noticed)
            throws BackendException {
        String attempt = verb + " sim:" + device + "/" + region;
        SimFunction function = machine.function(device, attempt);
        if (region.equals("config") || function.behaviour(region) == null) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the device has no region of that name to take away",
                    "those it has are " + String.join(", ",
                            function.regionNames().stream().filter(r -> !r.equals("config")).toList()));
        }
        try {
            function.cut(region, from, reason, noticed);
        } catch (IOException failed) {
            throw new BackendException(Reason.FAILED, attempt, failed.getMessage(), "", failed);
        }
    }

    /**
     * Pulls a device out without warning, and with it whatever sits behind it. Its regions answer all ones, writes are
     * lost; who then asks for its vendor id finds it lost. Listeners hear that it is gone.
     */
    @Override
    public void remove(PciAddress device) throws BackendException {
        machine.remove(device);
    }

    /**
     * Plugs a removed device in again, and whatever sits behind it: freshly powered on, nothing of its old state left.
     * Regions of the old one stay lost.
     */
    @Override
    public void replug(PciAddress device) throws BackendException {
        machine.replug(device);
    }

    @Override
    public List<PciAddress> removed() {
        return machine.removed();
    }

    /**
     * Lets every access to a device, and every bulk copy, take that long from now on, by the machine's clock. Waiting
     * ends early when the region is closed, the device removed, or the time changed.
     *
     * @param latency zero for none
     */
    @Override
    public void slow(PciAddress device, Duration latency) throws BackendException {
        String attempt = "slow down sim:" + device;
        if (latency.isNegative()) {
            throw new BackendException(Reason.USAGE, attempt, "a time cannot be negative",
                    "give 0 or more milliseconds");
        }
        machine.function(device, attempt).slow(latency);
    }
}
