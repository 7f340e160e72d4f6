// SPDX-License-Identifier: EPL-2.0
/**
 * The rows of the register page and what they say, without a widget. May import {@code core.registers},
 * {@code core.memory} and {@code org.barscope.registers}; must not import SWT or the workbench.
 */
package org.barscope.ui.registers.outline;
