// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Objects;

/**
 * An interrupt of a device.
 *
 * @param kind   how it is signalled
 * @param vector 0 for INTx; the MSI or MSI-X entry otherwise
 * @param linux  the kernel's interrupt number; 0 when none is assigned
 * @param count  how often it has fired, over all processors; -1 when unknown
 */
public record IrqRecord(Kind kind, int vector, int linux, long count) {

    /** How an interrupt is signalled. */
    public enum Kind { INTX, MSI, MSIX }

    public IrqRecord {
        Objects.requireNonNull(kind);
    }
}
