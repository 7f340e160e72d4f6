// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Objects;
import java.util.Optional;
import org.barscope.app.DescribeRegion.Found;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.registers.RegionRegisters;

/**
 * What is known of the registers of a region. Immutable.
 *
 * @param registers the registers, with complete guards; empty when nothing describes the region
 * @param why       one clause for people: why there are none; empty when there are some
 * @param remedy    what to do about it; empty when there is nothing
 * @param device    the device of the region, if it has one
 * @param found     the descriptions, and what else the user may choose; empty when they could not be read at first
 * @param failure   why the latest reading of a description failed; the registers are then those of before, if any
 */
public record RegionDescription(Optional<RegionRegisters> registers, String why, String remedy,
        Optional<PciDeviceRecord> device, Optional<Found> found, Optional<BackendException> failure) {

    public RegionDescription {
        Objects.requireNonNull(registers);
        Objects.requireNonNull(why);
        Objects.requireNonNull(remedy);
        Objects.requireNonNull(device);
        Objects.requireNonNull(found);
        Objects.requireNonNull(failure);
    }

    /** Some registers are known. */
    static RegionDescription of(RegionRegisters registers, Optional<PciDeviceRecord> device, Found found) {
        return new RegionDescription(Optional.of(registers), "", "", device, Optional.of(found), Optional.empty());
    }

    /** None are. */
    static RegionDescription none(String why, String remedy, Optional<PciDeviceRecord> device, Optional<Found> found) {
        return new RegionDescription(Optional.empty(), why, remedy, device, found, Optional.empty());
    }

    /** Reading failed. */
    static RegionDescription failed(BackendException failure, Optional<PciDeviceRecord> device) {
        return new RegionDescription(Optional.empty(), failure.why(), failure.remedy(), device, Optional.empty(),
                Optional.of(failure));
    }

    /** This one after another: when reading failed, what was known before stays. */
    RegionDescription after(RegionDescription before) {
        return failure.isEmpty() || before.registers.isEmpty() ? this
                : new RegionDescription(before.registers, "", "", device, before.found, failure);
    }
}
