// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.barscope.widgets.testing.WidgetTestBench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HexOverviewDisplayTest {

    private static final int SIZE = 1 << 20;

    private WidgetTestBench bench;
    private HexCanvas canvas;
    private HexOverview overview;
    private final TestModel model = TestModel.ofSize(SIZE);

    @BeforeEach
    void open() {
        bench = new WidgetTestBench();
        bench.shell().setLayout(new GridLayout(2, false));
        canvas = new HexCanvas(bench.shell(), SWT.NONE);
        canvas.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        canvas.setTheme(Optional.of(HexTheme.of(new RGB(255, 255, 255), new RGB(0, 0, 0))));
        overview = new HexOverview(bench.shell(), SWT.NONE, canvas);
        overview.setLayoutData(new GridData(SWT.FILL, SWT.FILL, false, true));
        canvas.setModel(model);
        bench.open();
    }

    @AfterEach
    void close() {
        if (bench != null) {
            bench.close();
        }
    }

    private int pixels(HexColor color, int fromY, int toY) {
        ImageData picture = bench.picture(overview);
        return WidgetTestBench.count(picture, new Rectangle(0, fromY, overview.getBounds().width, toY - fromY),
                canvas.getTheme().color(color).getRGB());
    }

    private int height() {
        return overview.getClientArea().height;
    }

    @Test
    void aClickGoesThere() {
        bench.mouse(overview, SWT.MouseDown, 1, 0, 5, height() / 2, 1);
        HexRange visible = canvas.getVisibleRange().orElseThrow();
        assertTrue(visible.contains(SIZE / 2), visible.toString());
        bench.mouse(overview, SWT.MouseMove, 0, SWT.BUTTON1, 5, height() + 50, 1);
        assertEquals(SIZE - 1, canvas.getVisibleRange().orElseThrow().last());
        bench.mouse(overview, SWT.MouseMove, 0, 0, 5, 3, 1);
        assertEquals(SIZE - 1, canvas.getVisibleRange().orElseThrow().last(), "no button is down");
        long top = canvas.getTopOffset();
        bench.mouse(overview, SWT.MouseVerticalWheel, 0, 0, 5, 5, 2);
        assertEquals(top - 32, canvas.getTopOffset());
    }

    @Test
    void theViewportMovesAlong() {
        assertTrue(pixels(HexColor.VIEWPORT, 0, 20) > 20);
        canvas.setTopOffset(SIZE - 1);
        assertEquals(0, pixels(HexColor.VIEWPORT, 0, 20));
        assertTrue(pixels(HexColor.VIEWPORT, height() - 20, height()) > 20);
    }

    @Test
    void marksAndSelectionShowWhereTheyAre() {
        assertEquals(0, pixels(HexColor.BOOKMARK, 0, height()));
        model.mark(new HexMark(new HexRange(SIZE / 4, SIZE / 4), HexMark.Kind.BOOKMARK, "ring", ""),
                new HexMark(new HexRange(SIZE / 2, SIZE / 2 + SIZE / 8), HexMark.Kind.CHANGE, "changed", ""));
        bench.settle();
        canvas.setSelection(new HexRange(SIZE / 4 * 3, SIZE / 8 * 7));
        canvas.setTopOffset(0);
        int quarter = height() / 4;
        assertTrue(pixels(HexColor.BOOKMARK, quarter - 2, quarter + 4) >= 2 * 4);
        assertEquals(0, pixels(HexColor.BOOKMARK, quarter + 4, height()));
        assertTrue(pixels(HexColor.CHANGED, 2 * quarter, 2 * quarter + quarter / 2) > 50);
        assertTrue(pixels(HexColor.SELECTION, 3 * quarter, 3 * quarter + quarter / 2) > 100);
        assertEquals("Visible: " + canvas.getVisibleRange().orElseThrow() + ", Bookmark: 1, Change: 1",
                overview.description());
    }

    @Test
    void theToolTipNamesWhatIsThere() {
        model.mark(new HexMark(new HexRange(SIZE / 2, SIZE / 2 + 0x4000), HexMark.Kind.BOOKMARK, "mailbox", ""));
        bench.settle();
        bench.mouse(overview, SWT.MouseMove, 0, 0, 5, height() / 2 + 1, 1);
        assertTrue(overview.getToolTipText().endsWith("\nmailbox"), overview.getToolTipText());
        bench.mouse(overview, SWT.MouseMove, 0, 0, 5, 0, 1);
        assertEquals("0x00000", overview.getToolTipText());
    }

    @Test
    void marksAreAskedForOncePerChange() {
        int[] asked = {0};
        canvas.setModel(new HexModel() {
            @Override
            public Optional<HexRange> extent() {
                return HexRange.ofSize(SIZE);
            }

            @Override
            public HexSnapshot snapshot() {
                return HexSnapshot.EMPTY;
            }

            @Override
            public List<HexMark> marks(HexRange range) {
                if (range.length() == SIZE) {
                    asked[0]++;
                }
                return List.of();
            }

            @Override
            public void addListener(HexModelListener listener) {
                // Never changes.
            }

            @Override
            public void removeListener(HexModelListener listener) {
                // Never added.
            }
        });
        bench.picture(overview);
        canvas.setTopOffset(0x1000);
        bench.picture(overview);
        assertEquals(1, asked[0]);
    }
}
