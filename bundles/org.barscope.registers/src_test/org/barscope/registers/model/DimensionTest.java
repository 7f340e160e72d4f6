// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

class DimensionTest {
    private static final Dimension LIST = new Dimension(3, 4, List.of("A", "BB", "C"), Optional.empty(),
            Optional.empty());

    @Test
    void nameAndIndexAreInverse() {
        Dimension array = Dimension.of(12, 4);
        for (int i = 0; i < 12; i++) {
            assertEquals(OptionalInt.of(i), array.elementNamed("R[%s]", array.nameOf("R[%s]", i)));
        }
        for (int i = 0; i < 3; i++) {
            assertEquals(OptionalInt.of(i), LIST.elementNamed("X%s_Y", LIST.nameOf("X%s_Y", i)));
        }
    }

    @Test
    void otherNamesAreNoElement() {
        Dimension array = Dimension.of(12, 4);
        for (String name : List.of("R[12]", "R[]", "R[-1]", "R[01]", "R[1", "Q[1]", "R", "", "R[99999999999]")) {
            assertEquals(OptionalInt.empty(), array.elementNamed("R[%s]", name), name);
        }
        assertEquals(OptionalInt.empty(), LIST.elementNamed("X%s", "XD"));
    }

    @Test
    void wrongLengthsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Dimension.of(0, 4));
        assertThrows(IllegalArgumentException.class,
                () -> new Dimension(2, 4, List.of("A"), Optional.empty(), Optional.empty()));
    }
}
