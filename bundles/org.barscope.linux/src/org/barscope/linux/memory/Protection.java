// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import org.barscope.linux.internal.MemoryCalls;

/** What a mapping may be used for. There is no writing without reading: processors do not offer it. */
public enum Protection {
    /** {@code PROT_READ}. */
    READ_ONLY(MemoryCalls.PROT_READ),
    /** {@code PROT_READ | PROT_WRITE}. */
    READ_WRITE(MemoryCalls.PROT_READ | MemoryCalls.PROT_WRITE);

    private final int bits;

    Protection(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }
}
