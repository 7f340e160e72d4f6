// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.pci;

import java.util.Map;
import java.util.OptionalInt;

/**
 * What the kernel knows of a function's resources beyond its configuration space, for the text form.
 *
 * @param irq interrupt the kernel uses ({@code /sys/.../irq}); empty to show the interrupt line register
 * @param bars address ranges by BAR index, {@link #ROM} for the expansion ROM ({@code /sys/.../resource}); what is
 *     missing is shown as configuration space has it, without a size
 */
public record KernelResources(OptionalInt irq, Map<Integer, Range> bars) {

    /** Index of the expansion ROM, as in the {@code resource} file. */
    public static final int ROM = 6;

    /** Copies the map. */
    public KernelResources {
        bars = Map.copyOf(bars);
    }

    /**
     * A range of addresses as CPUs see it.
     *
     * @param start first address; 0 if nothing is assigned
     * @param length in bytes
     */
    public record Range(long start, long length) {
    }

    /**
     * Nothing known, as for a saved dump.
     *
     * @return an empty view
     */
    public static KernelResources unknown() {
        return new KernelResources(OptionalInt.empty(), Map.of());
    }
}
