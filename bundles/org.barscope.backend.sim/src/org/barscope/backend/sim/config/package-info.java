// SPDX-License-Identifier: EPL-2.0
/**
 * The configuration spaces of simulated functions: built register by register and capability by capability as the PCI
 * specifications lay them out, then written by the rules of each bit.
 *
 * <p>Imported by the other packages of this bundle; may import {@code core.memory} for widths. Must not import the rest
 * of this bundle.
 */
package org.barscope.backend.sim.config;
