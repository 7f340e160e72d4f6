// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.Objects;
import java.util.Optional;
import org.barscope.core.memory.Route;

/**
 * A way by which a region might be reached, for a user who wants to choose.
 *
 * @param id      what {@link OpenOptions#withRoute} takes, the {@link Route#id()}
 * @param label   for people: "mmap of the VFIO device"
 * @param tried   whether it was tried now; some routes can be tried only by opening the device, which may reset it
 * @param refusal why it cannot be used, one clause; empty when it works, or when that is not known
 */
public record RouteOffer(String id, String label, boolean tried, Optional<String> refusal) {

    public RouteOffer {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        Objects.requireNonNull(refusal);
    }

    /** A route that was tried and works. */
    public static RouteOffer works(String id, String label) {
        return new RouteOffer(id, label, true, Optional.empty());
    }

    /** A route of which nothing is known until it is taken. */
    public static RouteOffer untried(String id, String label) {
        return new RouteOffer(id, label, false, Optional.empty());
    }

    /** A route that cannot be used. */
    public static RouteOffer refused(String id, String label, String why) {
        return new RouteOffer(id, label, true, Optional.of(why));
    }
}
