// SPDX-License-Identifier: EPL-2.0
/**
 * The memory behind simulated regions: memfds that real mappings of {@code org.barscope.linux} reach, and that can be
 * taken away and given back.
 *
 * <p>Imported by the other packages of this bundle; may import {@code org.barscope.linux} and {@code core.memory}. Must
 * not import the rest of this bundle.
 */
package org.barscope.backend.sim.memory;
