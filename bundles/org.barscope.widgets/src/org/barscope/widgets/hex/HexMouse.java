// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;

/**
 * Mouse: click, drag with scrolling beyond the edges, double click, wheel, hover.
 */
final class HexMouse {

    private static final int AUTOSCROLL_MILLISECONDS = 40;

    private final Canvas canvas;
    private final Target target;
    private boolean dragging;
    private boolean ticking;
    private int dragX;
    private int dragY;

    /** What the mouse acts on. */
    interface Target {

        Optional<HexGeometry.Hit> hit(int x, int y);

        /** The byte nearest to a point, in the column that has the caret. */
        Optional<HexGeometry.Hit> nearest(int x, int y);

        /** Puts the caret on a byte. */
        void pressed(HexGeometry.Hit hit, boolean extend);

        /** Extends the selection to a byte, without changing the column it began in. */
        void dragged(HexGeometry.Hit hit);

        void doubleClicked(HexGeometry.Hit hit);

        /** Secondary button: keeps a selection that the byte belongs to. */
        void menuRequested(HexGeometry.Hit hit);

        void hovered(Optional<HexGeometry.Hit> hit);

        void scrollRows(int rows);

        void scrollSideways(int characters);

        /** Height of the header, above which a drag scrolls up. */
        int headerHeight();

        int rowHeight();
    }

    HexMouse(Canvas canvas, Target target) {
        this.canvas = canvas;
        this.target = target;
        canvas.addListener(SWT.MouseDown, this::down);
        canvas.addListener(SWT.MouseMove, this::move);
        canvas.addListener(SWT.MouseUp, event -> dragging = false);
        canvas.addListener(SWT.MouseDoubleClick, this::doubleClick);
        canvas.addListener(SWT.MouseExit, event -> target.hovered(Optional.empty()));
        canvas.addListener(SWT.MouseVerticalWheel, this::wheel);
        canvas.addListener(SWT.MouseHorizontalWheel, this::sideways);
    }

    private void down(Event event) {
        canvas.forceFocus();
        Optional<HexGeometry.Hit> hit = target.hit(event.x, event.y);
        if (hit.isEmpty() || event.y < target.headerHeight()) {
            return;
        }
        if (event.button == 1) {
            target.pressed(hit.get(), (event.stateMask & SWT.SHIFT) != 0);
            dragging = true;
            dragX = event.x;
            dragY = event.y;
        } else if (event.button == 3) {
            target.menuRequested(hit.get());
        }
    }

    private void move(Event event) {
        if (!dragging) {
            boolean below = event.y >= target.headerHeight();
            target.hovered(target.hit(event.x, event.y).filter(at -> below && at.inside()));
            return;
        }
        dragX = event.x;
        dragY = event.y;
        target.nearest(event.x, event.y).ifPresent(target::dragged);
        if (outside() != 0 && !ticking) {
            ticking = true;
            canvas.getDisplay().timerExec(AUTOSCROLL_MILLISECONDS, this::tick);
        }
    }

    /** Rows to scroll per tick: more, the farther outside the pointer is. */
    private int outside() {
        int above = target.headerHeight() - dragY;
        int below = dragY - canvas.getClientArea().height;
        if (above > 0) {
            return -1 - above / target.rowHeight();
        }
        return below >= 0 ? 1 + below / target.rowHeight() : 0;
    }

    private void tick() {
        ticking = false;
        if (canvas.isDisposed() || !dragging || outside() == 0) {
            return;
        }
        target.scrollRows(outside());
        target.nearest(dragX, dragY).ifPresent(target::dragged);
        ticking = true;
        canvas.getDisplay().timerExec(AUTOSCROLL_MILLISECONDS, this::tick);
    }

    private void doubleClick(Event event) {
        if (event.button == 1 && event.y >= target.headerHeight()) {
            target.hit(event.x, event.y).filter(HexGeometry.Hit::inside).ifPresent(target::doubleClicked);
            dragging = false;
        }
    }

    private void wheel(Event event) {
        // With Ctrl the wheel means zoom, which is the business of whoever owns the font.
        if ((event.stateMask & SWT.CTRL) != 0) {
            return;
        }
        if ((event.stateMask & SWT.SHIFT) != 0) {
            sideways(event);
            return;
        }
        target.scrollRows(-event.count);
        event.doit = false;
    }

    private void sideways(Event event) {
        target.scrollSideways(-event.count);
        event.doit = false;
    }
}
