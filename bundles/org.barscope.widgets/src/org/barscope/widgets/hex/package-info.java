// SPDX-License-Identifier: EPL-2.0

/**
 * A hex view of memory that belongs to somebody else.
 * <p>
 * {@link org.barscope.widgets.hex.HexCanvas} paints immutable {@link org.barscope.widgets.hex.HexSnapshot snapshots}
 * handed out by a {@link org.barscope.widgets.hex.HexModel}. It never asks for bytes: it only announces which range
 * is visible, and whoever owns the memory decides when to read it, how wide, and what must not be read at all.
 * Offsets are unsigned 64-bit, so a region may be as large as 16 EiB; time and memory depend on the number of
 * visible rows only.
 * <p>
 * The arithmetic (ranges, geometry, formatting, selection, editing, scrolling) is plain Java that runs without a
 * display. May import SWT and the JDK, and nothing else.
 */
package org.barscope.widgets.hex;
