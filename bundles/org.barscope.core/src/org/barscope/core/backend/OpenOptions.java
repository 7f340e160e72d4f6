// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.Objects;
import java.util.Optional;

/**
 * How a region is to be opened.
 *
 * @param writable          ask for a region that can be written once armed; a backend may refuse
 * @param besideDriver      the user has been told, and accepts, that a kernel driver owns the device; a region that is
 *                          writable all the same is armed only after a second confirmation
 * @param acceptReset       the user has been told, and accepts, that opening the device resets it, as VFIO does;
 *                          irrelevant while it is open already
 * @param route             the route to use and no other, by {@link org.barscope.core.memory.Route#id()}; empty for the
 *                          best that works
 */
public record OpenOptions(boolean writable, boolean besideDriver, boolean acceptReset, Optional<String> route) {

    public OpenOptions {
        Objects.requireNonNull(route);
    }

    /** Without accepting that the device is reset. */
    public OpenOptions(boolean writable, boolean besideDriver, Optional<String> route) {
        this(writable, besideDriver, false, route);
    }

    /** Read-only, only where no driver owns the device, by the best route. */
    public static OpenOptions readOnly() {
        return new OpenOptions(false, false, Optional.empty());
    }

    /** Writable where the backend allows it, by the best route. */
    public static OpenOptions readWrite() {
        return new OpenOptions(true, false, Optional.empty());
    }

    /** The same, with the user's word on whether the device may be reset. */
    public OpenOptions withAcceptReset(boolean accepted) {
        return new OpenOptions(writable, besideDriver, accepted, route);
    }

    /** The same by that route and no other. */
    public OpenOptions withRoute(String id) {
        return new OpenOptions(writable, besideDriver, acceptReset, Optional.of(id));
    }
}
