// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.time.Duration;
import java.util.List;
import org.barscope.core.pci.PciAddress;

/**
 * What a simulated machine lets its user do to it, to see how Barscope, or a script, takes it. Real machines have none.
 * All methods may be called from any thread, return soon, and throw {@code NOT_FOUND} for a device or region that is
 * not there.
 */
public interface FaultInjector {

    /** Takes a region away, as a reset or low power does: accesses fault until it is restored. */
    void revoke(PciAddress device, String region, String reason) throws BackendException;

    /** Gives a revoked region back with the contents it had. */
    void restore(PciAddress device, String region) throws BackendException;

    /** Pulls a device out without a warning: reads answer all ones. */
    void remove(PciAddress device) throws BackendException;

    /** Plugs a removed device in again, freshly powered on. */
    void replug(PciAddress device) throws BackendException;

    /** The devices that were removed and not plugged in again, those that others depend on first. */
    List<PciAddress> removed();

    /** Makes each access to a device take that long; zero ends it. */
    void slow(PciAddress device, Duration each) throws BackendException;
}
