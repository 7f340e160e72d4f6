// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import java.util.List;
import java.util.Optional;

/**
 * One register's bits at one moment.
 *
 * @param width   number of bits: 8, 16, 32 or 64
 * @param value   the bits; those not known are ignored
 * @param known   mask of the bits whose value is known; the others show a placeholder, never 0
 * @param changed mask of the bits that changed in the last refresh
 * @param pending mask of the bits that were flipped and are not written yet; {@code value} has their new state
 * @param fields  the fields, in any order, without overlap, within the width; bits of no field cannot be flipped
 */
public record BitWord(int width, long value, long known, long changed, long pending, List<BitField> fields) {

    /**
     * Checks that the parts agree.
     *
     * @throws IllegalArgumentException if the width is another one, or fields overlap or pass the width
     */
    public BitWord {
        if (width != 8 && width != 16 && width != 32 && width != 64) {
            throw new IllegalArgumentException("Registers have 8, 16, 32 or 64 bits, not " + width);
        }
        fields = List.copyOf(fields);
        long taken = 0;
        for (BitField field : fields) {
            if (field.high() >= width) {
                throw new IllegalArgumentException(field.signature() + " passes a width of " + width);
            }
            if ((taken & field.mask()) != 0) {
                throw new IllegalArgumentException(field.signature() + " overlaps another field");
            }
            taken |= field.mask();
        }
    }

    /**
     * A register whose value is known.
     *
     * @param width  number of bits
     * @param value  the bits
     * @param fields the fields
     * @return the word, nothing changed or pending
     */
    public static BitWord of(int width, long value, List<BitField> fields) {
        return new BitWord(width, value, -1L, 0, 0, fields);
    }

    /**
     * A register that was not read.
     *
     * @param width  number of bits
     * @param fields the fields
     * @return the word, no bit of it known
     */
    public static BitWord unknown(int width, List<BitField> fields) {
        return new BitWord(width, 0, 0, 0, 0, fields);
    }

    /**
     * The field that a bit belongs to.
     *
     * @param bit number of the bit
     * @return the field, or nothing for a reserved bit
     */
    public Optional<BitField> field(int bit) {
        return fields.stream().filter(field -> field.contains(bit)).findFirst();
    }

    /**
     * Tells whether a bit is set.
     *
     * @param bit number of the bit
     * @return true if it is known and set
     */
    public boolean isSet(int bit) {
        return isKnown(bit) && (value >>> bit & 1) != 0;
    }

    /**
     * Tells whether the value of a bit is known.
     *
     * @param bit number of the bit
     * @return true if it is
     */
    public boolean isKnown(int bit) {
        return (known >>> bit & 1) != 0;
    }

    boolean isChanged(int bit) {
        return (changed >>> bit & 1) != 0;
    }

    boolean isPending(int bit) {
        return (pending >>> bit & 1) != 0;
    }

    boolean isWritable(int bit) {
        return field(bit).map(BitField::writable).orElse(false);
    }

    /** The value of a field, shifted down, or nothing if a bit of it is not known. */
    Optional<Long> valueOf(BitField field) {
        return (known & field.mask()) == field.mask() ? Optional.of((value & field.mask()) >>> field.low())
                : Optional.empty();
    }
}
