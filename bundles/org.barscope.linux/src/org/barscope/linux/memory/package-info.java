// SPDX-License-Identifier: EPL-2.0
/**
 * Mapped memory: {@link org.barscope.linux.memory.Mapping} owns it, {@link org.barscope.linux.memory.MappedAccess} is
 * the only class that reads and writes it, and faults become
 * {@link org.barscope.linux.memory.MemoryAccessException}s. {@link org.barscope.linux.memory.PositionedAccess} offers
 * the same through {@code pread} and {@code pwrite}, so that a region of a device can be built on either.
 *
 * <p>Imports {@code libc} and the downcalls; imported by {@code dmabuf}, {@code vfio} and the backends.
 */
package org.barscope.linux.memory;
