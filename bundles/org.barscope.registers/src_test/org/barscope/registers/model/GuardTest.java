// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

/** Which registers are never read by themselves, and why. */
class GuardTest {
    private static final Field STATUS = Field.builder("STATUS", new BitRange(0, 3)).access(Access.READ_ONLY).build();

    private static Register.Builder register() {
        return Register.builder("ICR", 0xC0, 32);
    }

    private static Optional<Guard.Kind> kind(Register.Builder register) {
        return register.build().guard().map(Guard::kind);
    }

    @Test
    void plainRegisterIsSafe() {
        assertEquals(Optional.empty(), kind(register().fields(List.of(STATUS))));
        assertEquals(Optional.empty(), kind(register().access(Access.READ_WRITE_ONCE)));
    }

    @Test
    void readActionOfTheRegisterGuards() {
        Guard guard = register().readAction(ReadAction.CLEAR).build().guard().orElseThrow();
        assertEquals(new Guard(Guard.Kind.READ_ACTION, "ICR is cleared by a read"), guard);
    }

    @Test
    void readActionOfOneFieldGuardsTheWholeRegister() {
        Field fifo = Field.builder("FIFO", new BitRange(8, 15)).readAction(ReadAction.MODIFY).build();
        Guard guard = register().fields(List.of(STATUS, fifo)).build().guard().orElseThrow();
        assertEquals("field FIFO of ICR is changed by a read", guard.reason());
    }

    @Test
    void writeOnlyRegisterIsGuarded() {
        assertEquals(Optional.of(Guard.Kind.WRITE_ONLY), kind(register().access(Access.WRITE_ONLY)));
        assertEquals(Optional.of(Guard.Kind.WRITE_ONLY), kind(register().access(Access.WRITE_ONCE)));
        Field command = Field.builder("COMMAND", new BitRange(0, 3)).access(Access.WRITE_ONLY).build();
        assertEquals(Optional.of(Guard.Kind.WRITE_ONLY), kind(register().fields(List.of(command))));
        assertEquals(Optional.empty(), kind(register().fields(List.of(STATUS, command))));
    }

    @Test
    void noteOfTheUserGuardsAndComesFirst() {
        Guard guard = register().readAction(ReadAction.SET).guardNote("hangs the bus").build().guard().orElseThrow();
        assertEquals(new Guard(Guard.Kind.NOTE, "ICR is marked as not to be read: hangs the bus"), guard);
    }

    @Test
    void widthsFollowFromTheSize() {
        assertEquals(4, Register.builder("R", 0, 20).build().accessBytes());
        assertEquals(8, Register.builder("R", 0, 33).build().accessBytes());
        assertEquals(1, Register.builder("R", 0, 1).build().bytes());
        assertEquals(2, Register.builder("R", 0, 32).accessBits(OptionalInt.of(16)).build().accessBytes());
        assertThrows(IllegalArgumentException.class,
                () -> Register.builder("R", 0, 32).accessBits(OptionalInt.of(24)).build());
    }
}
