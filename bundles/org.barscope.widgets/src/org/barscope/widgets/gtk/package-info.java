// SPDX-License-Identifier: EPL-2.0

/**
 * What SWT does not do with its toolkit, done beside it on the same objects: text that needs no shaping, and names that
 * screen readers find. The only place above the native layer that calls native code.
 * <p>
 * SWT draws text through Pango, which looks anew at every string for scripts, ligatures and kerning; a page of hex
 * digits that all change pays that for tens of thousands of characters that have none of it. Here cairo is called for
 * them; {@code -Dbarscope.text.shaped=true} goes back to SWT's way. And SWT asks accessible listeners only for controls
 * that it draws itself: trees, tables and boxes of GTK have the names that GTK knows. May import SWT and the JDK, and
 * nothing else.
 */
package org.barscope.widgets.gtk;
