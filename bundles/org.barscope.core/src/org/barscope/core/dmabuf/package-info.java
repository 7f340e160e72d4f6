// SPDX-License-Identifier: EPL-2.0
/**
 * DMABUFs as a machine offers them to its user: listing those of all processes, making and exporting one, passing it
 * to a program and receiving one, and mapping it into the address space of another device.
 *
 * <p>Backends implement {@link org.barscope.core.dmabuf.DmabufService}; the use cases and the workbench call it.
 * Nothing here names an operating system facility except in words for people. May import {@code core.backend},
 * {@code core.inventory}, {@code core.memory} and {@code core.pci}; must not import EMF, SWT or a backend.
 */
package org.barscope.core.dmabuf;
