// SPDX-License-Identifier: EPL-2.0

/**
 * A line of a few recent values, small enough for a table row. Shows what it is given; times and units are the
 * business of whoever gives it. May import SWT, the JDK, and the theme of {@code org.barscope.widgets.hex}.
 */
package org.barscope.widgets.spark;
