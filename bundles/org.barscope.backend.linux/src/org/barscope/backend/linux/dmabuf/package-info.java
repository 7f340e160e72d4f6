// SPDX-License-Identifier: EPL-2.0
/**
 * DMABUFs of this computer: those of all processes as procfs and debugfs show them, those that Barscope holds itself,
 * their memory as regions, passing them on over Unix sockets, and mapping them for other devices through iommufd.
 *
 * <p>A foreign descriptor is only ever looked at through fdinfo, its link and maps, or copied with pidfd_getfd: opening
 * it by its path under {@code /proc}, even for nothing but the name, meets a use after free in current kernels. May
 * import {@code core}, {@code linux} and {@code discovery}; {@code backend.linux} puts it together.
 */
package org.barscope.backend.linux.dmabuf;
