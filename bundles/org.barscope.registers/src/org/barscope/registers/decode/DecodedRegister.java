// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;

/**
 * A register word that was read, taken apart.
 *
 * @param register the register
 * @param word the word, unsigned; bits above the size of the register are 0
 * @param fields its fields in the order of the description, repeated ones expanded
 */
public record DecodedRegister(Register register, long word, List<DecodedField> fields) {
    /** Refuses null, cuts the word to the size of the register and copies the list. */
    public DecodedRegister {
        Objects.requireNonNull(register);
        word &= register.mask();
        fields = List.copyOf(fields);
    }

    /** Takes a word apart. Cost: one pass over the fields and their enumerated values. */
    public static DecodedRegister of(Register register, long word) {
        // Plain loops here and below: tables decode thousands of registers for each refresh.
        List<Field> fields = register.flatFields();
        DecodedField[] decoded = new DecodedField[fields.size()];
        for (int i = 0; i < decoded.length; i++) {
            decoded[i] = DecodedField.of(fields.get(i), word);
        }
        return new DecodedRegister(register, word, List.of(decoded));
    }

    /** The field of this name. */
    public Optional<DecodedField> field(String name) {
        return fields.stream().filter(decoded -> decoded.field().name().equals(name)).findFirst();
    }

    /** Whether a defined reset bit differs; false when the description gives no reset value. */
    public boolean differsFromReset() {
        return register.reset().filter(reset -> !reset.matches(word)).isPresent();
    }

    /** Bits that are 1 in the word and that no field describes. */
    public long undescribedOnes() {
        long described = 0;
        for (DecodedField decoded : fields) {
            described |= decoded.field().bits().mask();
        }
        return fields.isEmpty() ? 0 : word & ~described;
    }
}
