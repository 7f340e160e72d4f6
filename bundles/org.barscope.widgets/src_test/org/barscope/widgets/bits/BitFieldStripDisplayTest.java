// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexTheme;
import org.barscope.widgets.testing.WidgetTestBench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BitFieldStripDisplayTest {

    private static final HexTheme LIGHT = HexTheme.of(new RGB(255, 255, 255), new RGB(0, 0, 0));
    private static final List<BitField> FIELDS = List.of(new BitField(0, 0, "EN", "Enable", true),
            new BitField(7, 4, "MODE", "", true), new BitField(31, 24, "REV", "", false));

    private final List<Integer> flips = new ArrayList<>();
    private WidgetTestBench bench;
    private BitFieldStrip strip;

    @BeforeEach
    void open() {
        bench = new WidgetTestBench();
        strip = new BitFieldStrip(bench.shell(), SWT.NONE);
        strip.setTheme(Optional.of(LIGHT));
        strip.setWord(BitWord.of(32, 0x5a000051L, FIELDS));
        strip.setFlipHandler(Optional.of(flips::add));
        bench.shell().setSize(900, 120);
        bench.open();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private void click(int bit, boolean label) {
        Rectangle box = strip.geometry().box(bit);
        bench.mouse(strip, SWT.MouseDown, 1, 0, box.x + 3, box.y + 3 + (label ? box.height : 0), 1);
    }

    @Test
    void aClickAsksToFlipAndChangesNothingByItself() {
        BitWord before = strip.getWord();
        click(4, false);
        assertEquals(List.of(4), flips);
        assertEquals(4, strip.getCurrentBit());
        assertEquals(before, strip.getWord());
    }

    @Test
    void whatCannotBeWrittenIsNotFlipped() {
        click(25, false);
        click(10, false);
        click(5, true);
        strip.setWord(BitWord.unknown(32, FIELDS));
        click(0, false);
        assertEquals(List.of(), flips, "read-only, reserved, label, unknown");
        assertEquals(0, strip.getCurrentBit());
        strip.setWord(BitWord.of(32, 0, FIELDS));
        strip.setFlipHandler(Optional.empty());
        click(0, false);
        assertEquals(List.of(), flips);
    }

    @Test
    void theKeyboardDoesItAll() {
        strip.setFocus();
        bench.key(strip, SWT.ARROW_LEFT, 0);
        assertEquals(1, strip.getCurrentBit());
        bench.key(strip, SWT.END, 0);
        bench.key(strip, ' ', 0, ' ');
        assertEquals(List.of(0), flips);
        bench.key(strip, SWT.ARROW_LEFT, SWT.CTRL);
        assertEquals(1, strip.getCurrentBit(), "the reserved bits");
        bench.key(strip, SWT.ARROW_LEFT, SWT.CTRL);
        assertEquals(4, strip.getCurrentBit(), "the next field");
        bench.key(strip, '1', 0, '1');
        assertEquals(List.of(0), flips, "it is 1 already");
        bench.key(strip, '0', 0, '0');
        assertEquals(List.of(0, 4), flips);
        bench.key(strip, SWT.HOME, 0);
        assertEquals(31, strip.getCurrentBit());
        bench.key(strip, SWT.ARROW_LEFT, 0);
        assertEquals(31, strip.getCurrentBit());
        strip.setWord(BitWord.of(64, 0, List.of()));
        bench.key(strip, SWT.ARROW_UP, 0);
        assertEquals(63, strip.getCurrentBit());
        bench.key(strip, SWT.ARROW_DOWN, 0);
        bench.key(strip, SWT.ARROW_DOWN, 0);
        assertEquals(31, strip.getCurrentBit());
    }

    @Test
    void statesAreDrawn() {
        strip.setWord(new BitWord(32, 0x51, ~(1L << 6), 1L << 4, 1, FIELDS));
        strip.setCurrentBit(20);
        ImageData picture = bench.picture(strip);
        assertTrue(pixels(picture, 4, HexColor.CHANGED_BACKGROUND) > 50);
        assertTrue(pixels(picture, 0, HexColor.PENDING_BACKGROUND) > 50);
        assertTrue(pixels(picture, 20, HexColor.CARET) > 30);
        assertTrue(pixels(picture, 7, HexColor.REGISTER_ODD) > 50);
        assertEquals(0, pixels(picture, 15, HexColor.REGISTER_ODD));
    }

    private int pixels(ImageData picture, int bit, HexColor color) {
        return WidgetTestBench.count(picture, strip.geometry().box(bit), LIGHT.color(color).getRGB());
    }

    @Test
    void screenReadersSeeCheckBoxes() {
        AccessibleEvent name = new AccessibleEvent(strip);
        name.childID = 4;
        strip.accessibility().names().getName(name);
        assertEquals("Bit 4, MODE[7:4], 1", name.result);
        strip.setWord(new BitWord(32, 0x10, ~(1L << 5), 1L << 4, 1L << 6, FIELDS));
        assertEquals("Bit 4, MODE[7:4], 1, changed", strip.describe(4));
        assertEquals("Bit 5, MODE[7:4], not known", strip.describe(5));
        assertEquals("Bit 6, MODE[7:4], 0, not written yet", strip.describe(6));
        assertEquals("Bit 9, reserved, 0", strip.describe(9));
        AccessibleControlEvent event = new AccessibleControlEvent(strip);
        event.childID = 4;
        strip.accessibility().structure().getState(event);
        assertTrue((event.detail & ACC.STATE_CHECKED) != 0);
        strip.accessibility().structure().getRole(event);
        assertEquals(ACC.ROLE_CHECKBUTTON, event.detail);
        event.childID = ACC.CHILDID_SELF;
        strip.accessibility().structure().getChildren(event);
        assertEquals(32, event.children.length);
        assertEquals(31, event.children[0]);
    }

    @Test
    void theToolTipExplainsTheField() {
        Rectangle box = strip.geometry().box(0);
        bench.mouse(strip, SWT.MouseMove, 0, 0, box.x + 2, box.y + 2, 0);
        assertEquals("Bit 0, EN[0], 1\nEN = 0x1\nEnable", strip.getToolTipText());
        strip.setWord(BitWord.of(32, 0, FIELDS));
        assertEquals("Bit 0, EN[0], 0\nEN = 0x0\nEnable", strip.getToolTipText());
        bench.mouse(strip, SWT.MouseExit, 0, 0, 0, 0, 0);
        assertEquals(null, strip.getToolTipText());
    }

    @Test
    void itsSizeFollowsTheWidth() {
        int one = strip.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        strip.setWord(BitWord.of(64, 0, List.of()));
        assertTrue(strip.computeSize(SWT.DEFAULT, SWT.DEFAULT).y > one);
        strip.setCurrentBit(63);
        strip.setWord(BitWord.of(8, 0, List.of()));
        assertEquals(7, strip.getCurrentBit());
    }
}
