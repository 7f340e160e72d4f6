// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Properties that a level of a description hands down to the levels below it (CMSIS-SVD
 * {@code registerPropertiesGroup}). What is empty here is taken from the level above.
 *
 * @param size width of a register in bits, 1 to 64
 * @param access who may read and write
 * @param protection privilege needed
 * @param resetValue value after a reset
 * @param resetMask 1 for each bit whose reset value is defined
 */
public record RegisterProperties(OptionalInt size, Optional<Access> access, Optional<Protection> protection,
        OptionalLong resetValue, OptionalLong resetMask) {
    /** Nothing said: everything comes from the level above. */
    public static final RegisterProperties NONE = new RegisterProperties(OptionalInt.empty(), Optional.empty(),
            Optional.empty(), OptionalLong.empty(), OptionalLong.empty());

    /** Refuses null and a size outside 1 to 64. */
    public RegisterProperties {
        Objects.requireNonNull(size);
        Objects.requireNonNull(access);
        Objects.requireNonNull(protection);
        Objects.requireNonNull(resetValue);
        Objects.requireNonNull(resetMask);
        if (size.isPresent() && (size.getAsInt() < 1 || size.getAsInt() > 64)) {
            throw new IllegalArgumentException("a register has 1 to 64 bits, not " + size.getAsInt());
        }
    }

    /** Size and access alone. */
    public static RegisterProperties of(int size, Access access) {
        return new RegisterProperties(OptionalInt.of(size), Optional.of(access), Optional.empty(),
                OptionalLong.empty(), OptionalLong.empty());
    }

    /** These properties with a reset value whose bits are all defined. */
    public RegisterProperties withReset(long value) {
        return new RegisterProperties(size, access, protection, OptionalLong.of(value), resetMask);
    }

    /** These properties, and those of the level above wherever this level says nothing. */
    public RegisterProperties orElse(RegisterProperties above) {
        if (this == NONE) {
            return above;
        }
        return new RegisterProperties(size.isPresent() ? size : above.size, access.or(above::access),
                protection.or(above::protection), resetValue.isPresent() ? resetValue : above.resetValue,
                resetMask.isPresent() ? resetMask : above.resetMask);
    }
}
