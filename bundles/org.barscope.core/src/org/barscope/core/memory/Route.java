// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.List;
import java.util.Objects;

/**
 * The way by which a region's bytes are reached.
 *
 * @param id      stable name used to force a route, for example {@code dmabuf}, {@code mmap}, {@code pread},
 *                {@code sysfs}, {@code memfd}
 * @param label   for people: "mmap of the VFIO device"
 * @param refused the better routes that were tried first and why each was refused, best first
 */
public record Route(String id, String label, List<Refusal> refused) {

    /**
     * A route that could not be used.
     *
     * @param id  its {@link Route#id()}
     * @param why one clause: "this exporter has no mmap (EINVAL)"
     */
    public record Refusal(String id, String why) {
        public Refusal {
            Objects.requireNonNull(id);
            Objects.requireNonNull(why);
        }
    }

    public Route {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        refused = List.copyOf(refused);
    }
}
