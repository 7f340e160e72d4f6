// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

/** What a base address register decodes (PCI Local Bus Specification 3.0, section 6.2.5.1). */
public enum BarKind {
    /** 32-bit memory. */
    MEM32,
    /** 64-bit memory: takes two registers. */
    MEM64,
    /** I/O ports. */
    IO,
    /** The expansion ROM. */
    ROM
}
