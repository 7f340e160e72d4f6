// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.UnitReader;
import org.barscope.registers.layout.RegisterInstance;

/**
 * The accesses that reach a register: as many of its declared width as it is long, or one that is wider than it.
 *
 * @param register the register
 * @param offset   first byte that is accessed
 * @param width    of each access
 * @param length   bytes that are accessed in all
 */
record RegisterUnit(RegisterInstance register, long offset, AccessWidth width, int length) {

    static RegisterUnit of(RegisterInstance register) {
        AccessWidth width = AccessWidth.ofBytes(register.register().accessBytes());
        return new RegisterUnit(register, register.accessAddress(), width,
                Math.toIntExact(register.accessEnd() - register.accessAddress()));
    }

    /** Whether an access also covers bytes of neighbours. */
    boolean coversNeighbours() {
        return length > register.register().bytes();
    }

    private int shift() {
        return Math.toIntExact(8 * (register.address() - offset));
    }

    /** All that is accessed, little-endian. */
    long read(UnitReader reads) throws AccessException {
        long unit = 0;
        for (int at = 0; at < length; at += width.bytes()) {
            unit |= reads.read(offset + at, width) << 8 * at;
        }
        return unit;
    }

    /** The register's bits of what was read. */
    long word(long unit) {
        return unit >>> shift() & register.register().mask();
    }

    /** What to send so that the register gets a word and neighbours what they had. */
    long unit(long present, long word) {
        if (!coversNeighbours()) {
            return word << shift();
        }
        long mask = register.register().mask() << shift();
        return present & ~mask | word << shift() & mask;
    }
}
