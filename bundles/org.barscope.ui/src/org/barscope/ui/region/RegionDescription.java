// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Objects;
import java.util.Optional;
import org.barscope.core.registers.RegionRegisters;

/**
 * What is known of the registers of a region. Immutable.
 *
 * @param registers the registers, with complete guards; empty when nothing describes the region
 * @param why       one clause for people: why there are none; empty when there are some
 * @param remedy    what to do about it; empty when there is nothing
 */
public record RegionDescription(Optional<RegionRegisters> registers, String why, String remedy) {

    public RegionDescription {
        Objects.requireNonNull(registers);
        Objects.requireNonNull(why);
        Objects.requireNonNull(remedy);
    }

    /** Some registers are known. */
    static RegionDescription of(RegionRegisters registers) {
        return new RegionDescription(Optional.of(registers), "", "");
    }

    /** None are. */
    static RegionDescription none(String why, String remedy) {
        return new RegionDescription(Optional.empty(), why, remedy);
    }
}
