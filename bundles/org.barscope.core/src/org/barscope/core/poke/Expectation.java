// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.OptionalLong;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.ModifiedWriteValues;
import org.barscope.registers.model.Register;

/**
 * What a description lets expect to be read after a write. Bits it says nothing certain about (read-only, write-only,
 * written once, not described while others are) are not expected to be anything.
 *
 * @param mask  the bits it is sure of
 * @param value what they should be
 */
record Expectation(long mask, long value) {

    static Expectation after(Register register, long written, OptionalLong old) {
        if (register.fields().isEmpty()) {
            boolean plain = register.access().readable() && register.access().writable() && !register.access().once();
            return bits(register.modifiedWriteValues(), plain ? register.mask() : 0, written, old);
        }
        long mask = 0;
        long value = 0;
        for (Field field : register.flatFields()) {
            boolean plain = field.access().readable() && field.access().writable() && !field.access().once()
                    && field.readAction().isEmpty();
            if (plain) {
                Expectation part = bits(field.modifiedWriteValues(), field.bits().mask(), written, old);
                mask |= part.mask;
                value |= part.value;
            }
        }
        return new Expectation(mask, value);
    }

    private static Expectation bits(ModifiedWriteValues modified, long bits, long written,
            OptionalLong old) {
        long was = old.orElse(0);
        long known = old.isPresent() ? bits : 0;
        return switch (modified) {
            case MODIFY -> new Expectation(bits, written & bits);
            case CLEAR -> new Expectation(bits, 0);
            case SET -> new Expectation(bits, bits);
            // A bit that is left alone may change by itself meanwhile: status bits do.
            case ONE_TO_CLEAR -> new Expectation(bits & written, 0);
            case ONE_TO_SET -> new Expectation(bits & written, bits & written);
            case ONE_TO_TOGGLE -> new Expectation(known & written, ~was & known & written);
            case ZERO_TO_CLEAR -> new Expectation(bits & ~written, 0);
            case ZERO_TO_SET -> new Expectation(bits & ~written, bits & ~written);
            case ZERO_TO_TOGGLE -> new Expectation(known & ~written, ~was & known & ~written);
        };
    }

    /** The bits that are not as expected. */
    long mismatch(long read) {
        return (read ^ value) & mask;
    }
}
