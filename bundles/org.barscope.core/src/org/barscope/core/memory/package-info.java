// SPDX-License-Identifier: EPL-2.0
/**
 * Regions of device memory and the engine that reads them: one bus access at a time, on one thread per device, into
 * immutable snapshots.
 *
 * <p>Backends implement {@link org.barscope.core.memory.MemoryRegion}; everything above reads through
 * {@link org.barscope.core.memory.RegionSession}. May import {@code core.backend}; must not import EMF, SWT or a
 * backend.
 */
package org.barscope.core.memory;
