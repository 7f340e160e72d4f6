// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.control;

/** How far a reset reaches. */
public enum ResetKind {
    /** Only this function ({@code VFIO_DEVICE_RESET}). */
    FUNCTION,
    /** Everything on its bus or in its slot ({@code VFIO_DEVICE_PCI_HOT_RESET}). */
    BUS
}
