// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class HexViewportTest {

    private static final HexGeometry.FontSize FONT = new HexGeometry.FontSize(8, 16);

    private static HexGeometry geometry(HexRange extent, int bytesPerRow) {
        return new HexGeometry(HexOptions.DEFAULT.withBytesPerRow(bytesPerRow), Optional.of(extent), FONT, 600);
    }

    private static HexViewport viewport(HexGeometry geometry, int rows) {
        HexViewport viewport = new HexViewport(geometry);
        viewport.layout(geometry, 600, geometry.headerHeight() + rows * geometry.rowHeight());
        return viewport;
    }

    @Test
    void staysWithinTheRegion() {
        HexViewport viewport = viewport(geometry(new HexRange(0, 1599), 16), 10);
        assertTrue(viewport.scroll(5));
        assertTrue(viewport.scroll(1000));
        assertEquals(90, viewport.topRow());
        assertFalse(viewport.scroll(1));
        assertTrue(viewport.scroll(-1000));
        assertEquals(0, viewport.topRow());
    }

    @Test
    void revealsWithLittleScrollingNearbyAndSomeContextFromAfar() {
        HexViewport viewport = viewport(geometry(new HexRange(0, 159_999), 16), 10);
        assertFalse(viewport.reveal(9 * 16));
        assertTrue(viewport.reveal(10 * 16));
        assertEquals(1, viewport.topRow());
        viewport.reveal(5000 * 16);
        assertEquals(4997, viewport.topRow());
        viewport.reveal(4996 * 16);
        assertEquals(4996, viewport.topRow());
    }

    @Test
    void scrollsThroughSixteenExbibytes() {
        HexGeometry geometry = geometry(HexRange.WHOLE, 16);
        HexViewport viewport = viewport(geometry, 10);
        viewport.scroll(Long.MAX_VALUE);
        assertEquals(Optional.of(new HexRange(-160L, -1L)), viewport.visible());
        viewport.scroll(-1);
        assertEquals(Optional.of(new HexRange(-176L, -17L)), viewport.visible());
        viewport.reveal(0);
        assertEquals(0, viewport.topRow());
        viewport.reveal(Long.MIN_VALUE);
        assertTrue(viewport.visible().orElseThrow().contains(Long.MIN_VALUE));
    }

    @Test
    void anotherRowLengthKeepsTheTopByte() {
        HexViewport viewport = viewport(geometry(new HexRange(0, 159_999), 16), 10);
        viewport.topTo(100);
        HexGeometry wider = geometry(new HexRange(0, 159_999), 32);
        viewport.layout(wider, 600, 300);
        assertEquals(50, viewport.topRow());
    }

    @Test
    void aPartlyVisibleRowIsVisible() {
        HexGeometry geometry = geometry(new HexRange(0, 1599), 16);
        HexViewport viewport = new HexViewport(geometry);
        viewport.layout(geometry, 600, geometry.headerHeight() + 10 * geometry.rowHeight() + 1);
        assertEquals(10, viewport.pageRows());
        assertEquals(Optional.of(new HexRange(0, 11 * 16 - 1)), viewport.visible());
    }

    @Test
    void scrollsSidewaysOnlyAsFarAsThereIsSomething() {
        HexGeometry geometry = geometry(new HexRange(0, 1599), 64);
        HexViewport viewport = viewport(geometry, 10);
        assertTrue(viewport.shiftTo(1_000_000));
        assertEquals(geometry.contentWidth() - 600, viewport.shift());
        assertTrue(viewport.revealColumns(0, 2));
        assertEquals(0, viewport.shift());
        assertTrue(viewport.revealColumns(geometry.cellColumn(40), geometry.cellColumn(40) + 2));
        int right = geometry.cellsX() + geometry.x(geometry.cellColumn(40) + 2) - viewport.shift();
        assertTrue(right <= 600, "cell 40 ends at " + right);
    }
}
