// SPDX-License-Identifier: EPL-2.0
/**
 * Regions of device memory and the engine that reads them: one bus access at a time, on one thread per device, into
 * immutable snapshots.
 *
 * <p>Backends implement {@link org.barscope.core.memory.MemoryRegion}; everything above reads through
 * {@link org.barscope.core.memory.RegionSession}. Nothing is written but through a permit of
 * {@link org.barscope.core.memory.Arming}, and nothing through a permit that the journal has not been told first.
 *
 * <p>May import {@code core.backend} and {@code core.journal}; must not import EMF, SWT or a backend.
 */
package org.barscope.core.memory;
