// SPDX-License-Identifier: EPL-2.0

/**
 * The bits of one register, with its fields.
 * <p>
 * {@link org.barscope.widgets.bits.BitFieldStrip} shows a {@link org.barscope.widgets.bits.BitWord} and reports which
 * bit the user wants flipped; what becomes of that is decided elsewhere. May import SWT, the JDK, and the theme of
 * {@code org.barscope.widgets.hex}.
 */
package org.barscope.widgets.bits;
