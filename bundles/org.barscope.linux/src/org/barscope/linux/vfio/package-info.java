// SPDX-License-Identifier: EPL-2.0
/**
 * VFIO and iommufd as owned handles with one method per ioctl: no policy, no explanations, no order enforced beyond the
 * kernel's. The order that works is container, group, device (or iommufd, character device, bind, attach), and for the
 * end: disable interrupts, close mappings, DMABUFs, device, eventfds, group, container.
 *
 * <p>Imports {@code libc}, {@code event}, {@code memory} and {@code uapi}; imported by {@code backend.linux}.
 */
package org.barscope.linux.vfio;
