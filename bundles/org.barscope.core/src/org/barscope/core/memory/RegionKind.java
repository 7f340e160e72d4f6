// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** What is behind a region's addresses, and so how it may be read. */
public enum RegionKind {
    /** Device registers: every access is one bus cycle of a width the device understands; never copied in bulk. */
    MMIO,
    /** RAM, or device memory that behaves like it: bulk copies are allowed. */
    MEMORY,
    /** PCI configuration space: 8-, 16- and 32-bit accesses, free of side effects by specification. */
    CONFIG
}
