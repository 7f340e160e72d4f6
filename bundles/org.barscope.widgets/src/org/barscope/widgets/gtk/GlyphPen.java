// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.gtk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Device;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.TextLayout;

/**
 * Writes single characters of one font, each where it is told to. Characters are collected by ink, and all of an ink
 * are drawn in one go. It should be told to draw after every line: of characters that come from left to right cairo
 * sees that none covers another, and lets the display server draw them where they are; of several lines it does not,
 * and they go through a picture as large as all of them. Belongs to whoever made it, who must {@link #dispose()} of it.
 * UI thread only.
 */
public final class GlyphPen {

    /** The property of the virtual machine that, set to {@code true}, leaves all text to SWT. */
    public static final String SHAPED = "barscope.text.shaped";

    /** Of {@code cairo_glyph_t}: index, x and y, each of eight bytes. */
    private static final int WORDS = 3;
    private static final int FIRST_ROOM = 1024;
    private static final int UNKNOWN = -1;

    private final Cairo cairo;
    private final long font;
    private final long scaledFont;
    private final int ascent;
    private final int[] indexes = new int[Character.MAX_VALUE + 1];
    private final long[][] collected;
    private final int[] counts;
    private Arena arena = Arena.ofConfined();
    private MemorySegment given = MemorySegment.NULL;

    private GlyphPen(Cairo cairo, long font, int ascent, int inks) {
        this.cairo = cairo;
        this.font = font;
        this.scaledFont = cairo.scaled(font);
        this.ascent = ascent;
        this.collected = new long[inks][WORDS * FIRST_ROOM];
        this.counts = new int[inks];
        Arrays.fill(indexes, UNKNOWN);
    }

    /**
     * A pen for what a graphics context draws on.
     *
     * @param gc   what will be drawn on, or something like it
     * @param font the font, which must live as long as the pen
     * @param inks how many colours there are
     * @return nothing where the toolkit does not draw with cairo and Pango of GTK 3, or {@link #SHAPED} says so
     */
    public static Optional<GlyphPen> of(GC gc, Font font, int inks) {
        return Cairo.LOADED.filter(cairo -> !Boolean.getBoolean(SHAPED)).flatMap(cairo -> {
            long loaded = cairo.font(gc.handle, font.handle);
            return loaded == 0 ? Optional.empty()
                    : Optional.of(new GlyphPen(cairo, loaded, ascent(gc.getDevice(), font), inks));
        });
    }

    /** As Pango places a line of it, which may differ from what the font says of itself. */
    private static int ascent(Device device, Font font) {
        TextLayout sample = new TextLayout(device);
        try {
            sample.setFont(font);
            sample.setText("0");
            return sample.getLineMetrics(0).getAscent();
        } finally {
            sample.dispose();
        }
    }

    /**
     * Collects a character.
     *
     * @param ink       its colour, from 0
     * @param character what to write
     * @param x         left side of its place, in points
     * @param y         upper side of its line, in points
     * @return whether the font has it; else nothing is collected
     */
    public boolean put(int ink, char character, double x, int y) {
        int index = indexes[character];
        if (index == UNKNOWN) {
            index = cairo.glyph(scaledFont, character);
            indexes[character] = index;
        }
        if (index == 0) {
            return false;
        }
        int at = WORDS * counts[ink]++;
        long[] glyphs = collected[ink];
        if (at == glyphs.length) {
            glyphs = Arrays.copyOf(glyphs, 2 * glyphs.length);
            collected[ink] = glyphs;
        }
        glyphs[at] = index;
        glyphs[at + 1] = Double.doubleToRawLongBits(x);
        glyphs[at + 2] = Double.doubleToRawLongBits(y + ascent);
        return true;
    }

    /** Draws what was collected of an ink, and forgets it. The context's own colours and font stay as they are. */
    public void draw(GC gc, int ink, Color color) {
        int count = counts[ink];
        if (count == 0) {
            return;
        }
        long[] glyphs = collected[ink];
        if (given.byteSize() < (long) glyphs.length * Long.BYTES) {
            arena.close();
            arena = Arena.ofConfined();
            given = arena.allocate((long) glyphs.length * Long.BYTES, Long.BYTES);
        }
        MemorySegment.copy(glyphs, 0, given, ValueLayout.JAVA_LONG, 0, WORDS * count);
        cairo.show(gc.handle, scaledFont, given, count, color.getRed() / 255.0, color.getGreen() / 255.0,
                color.getBlue() / 255.0);
        counts[ink] = 0;
    }

    /** Gives back the font and the memory. */
    public void dispose() {
        cairo.unref(font);
        arena.close();
    }
}
