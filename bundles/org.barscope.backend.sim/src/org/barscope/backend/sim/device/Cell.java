// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

/** A value that a register and its model share. */
final class Cell {

    long value;

    Cell(long value) {
        this.value = value;
    }

    boolean has(long bits) {
        return (value & bits) != 0;
    }
}
