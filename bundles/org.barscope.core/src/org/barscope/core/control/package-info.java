// SPDX-License-Identifier: EPL-2.0
/**
 * What can be done to a whole device besides opening its regions: giving it to VFIO and back, resetting it, watching
 * its interrupts.
 *
 * <p>Backends implement {@code DeviceControl} and {@code DeviceInterrupts}; the use cases in {@code org.barscope.app}
 * and the workbench call them. May import {@code core.backend} and {@code core.pci}; must not import EMF, SWT or a
 * backend.
 */
package org.barscope.core.control;
