// SPDX-License-Identifier: EPL-2.0

/**
 * Text that needs no shaping: single characters of one font, each at a place of its own.
 * <p>
 * SWT draws text through Pango, which looks anew at every string for scripts, ligatures and kerning; a page of hex
 * digits that all change pays that for tens of thousands of characters that have none of it. Here cairo is called
 * beside SWT, on the context that SWT draws with; {@code -Dbarscope.text.shaped=true} goes back to SWT's way. May
 * import SWT and the JDK, and nothing else.
 */
package org.barscope.widgets.glyphs;
