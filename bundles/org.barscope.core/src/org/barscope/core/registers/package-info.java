// SPDX-License-Identifier: EPL-2.0
/**
 * Register descriptions joined with devices: which description fits a device that a backend saw, where its registers
 * lie in an open region, by which rules they are accessed, and their values, read once each.
 *
 * <p>May import {@code core.backend}, {@code core.memory}, {@code core.inventory} and {@code org.barscope.registers};
 * must not import EMF, SWT or a backend.
 */
package org.barscope.core.registers;
