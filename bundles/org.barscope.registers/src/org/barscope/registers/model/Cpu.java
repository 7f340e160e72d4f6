// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The processor of a device (CMSIS-SVD {@code cpuType}). Nothing in Barscope depends on it; it is kept so that an
 * export says what the import said.
 *
 * @param properties every simple element by its CMSIS-SVD name, such as {@code nvicPrioBits}, in file order
 * @param sau configuration of the security attribution unit
 */
public record Cpu(Map<String, String> properties, Optional<SauRegionsConfig> sau) {
    /**
     * Predefined regions of the security attribution unit.
     *
     * @param enabled whether the configuration is in force
     * @param protectionWhenDisabled protection of memory while the unit is disabled
     * @param regions the regions
     */
    public record SauRegionsConfig(boolean enabled, Protection protectionWhenDisabled, List<SauRegion> regions) {
        /** Refuses null and copies the list. */
        public SauRegionsConfig {
            Objects.requireNonNull(protectionWhenDisabled);
            regions = List.copyOf(regions);
        }
    }

    /**
     * One region of the security attribution unit.
     *
     * @param enabled whether the region is in force
     * @param name name of the region
     * @param ranges address ranges of the region
     */
    public record SauRegion(boolean enabled, Optional<String> name, List<SauRange> ranges) {
        /** Refuses null and copies the list. */
        public SauRegion {
            Objects.requireNonNull(name);
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * An address range of a region.
     *
     * @param base first address
     * @param limit last address
     * @param nonSecureCallable true for non-secure callable, false for non-secure
     */
    public record SauRange(long base, long limit, boolean nonSecureCallable) {
    }

    /** Refuses null and copies the map. */
    public Cpu {
        properties = Field.ordered(properties);
        Objects.requireNonNull(sau);
    }
}
