// SPDX-License-Identifier: EPL-2.0
/**
 * Writing to devices with care: registers by value or by field, single units, blocks of memory, and the way back.
 * Everything here needs an armed region and puts each write down in the journal, because
 * {@link org.barscope.core.memory.RegionSession} offers no other way.
 *
 * <p>May import {@code core.backend}, {@code core.journal}, {@code core.memory} and {@code core.registers}; must not
 * import EMF, SWT or a backend.
 */
package org.barscope.core.poke;
