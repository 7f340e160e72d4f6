// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

import java.util.Objects;

/**
 * A kind of interrupt that a device has.
 *
 * @param source     which kind
 * @param vectors    how many the device has, greater than 0
 * @param maskable   whether each can be masked
 * @param automasked whether it masks itself when it happens and must be unmasked after
 */
public record InterruptKind(Source source, int vectors, boolean maskable, boolean automasked) {

    /** The kinds of VFIO for PCI, in the order of their indices ({@code VFIO_PCI_*_IRQ_INDEX}). */
    public enum Source {
        /** The pin. */
        INTX,
        /** Message signalled. */
        MSI,
        /** Message signalled, by the table in a BAR. */
        MSIX,
        /** The kernel's notice of an uncorrectable PCI Express error. */
        ERROR
    }

    public InterruptKind {
        Objects.requireNonNull(source);
    }
}
