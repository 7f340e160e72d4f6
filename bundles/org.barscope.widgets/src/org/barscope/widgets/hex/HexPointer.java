// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the mouse does to the view; remembers the byte under the pointer. */
final class HexPointer implements HexMouse.Target {

    private final HexCanvas canvas;
    private final HexController controller;
    private final Supplier<List<HexMark>> marks;
    private Optional<HexGeometry.Hit> hover = Optional.empty();

    HexPointer(HexCanvas canvas, HexController controller, Supplier<List<HexMark>> marks) {
        this.canvas = canvas;
        this.controller = controller;
        this.marks = marks;
    }

    /** The byte under the pointer. */
    Optional<HexGeometry.Hit> hover() {
        return hover;
    }

    /** Something else is under the pointer now, or the same place says something else. */
    void contentMoved() {
        hovered(Optional.empty());
    }

    /** Brings the tool tip up to date. */
    void updateToolTip() {
        String text = hover.map(hit -> controller.describer().toolTip(hit.offset(), hit.pane(), marks.get())
                + detail(hit.offset())).orElse(null);
        if (text == null || !text.equals(canvas.getToolTipText())) {
            canvas.setToolTipText(text);
        }
    }

    private String detail(long offset) {
        String more = controller.model().detail(offset);
        return more.isEmpty() ? "" : "\n" + more;
    }

    @Override
    public Optional<HexGeometry.Hit> hit(int x, int y) {
        HexViewport viewport = controller.viewport();
        return controller.geometry().hit(x, y, viewport.topRow(), viewport.shift());
    }

    @Override
    public Optional<HexGeometry.Hit> nearest(int x, int y) {
        HexViewport viewport = controller.viewport();
        return controller.selection().flatMap(
                at -> controller.geometry().hit(x, y, viewport.topRow(), viewport.shift(), at.pane()));
    }

    @Override
    public void pressed(HexGeometry.Hit hit, boolean extend) {
        if (extend) {
            controller.extendTo(hit.offset(), false);
        } else {
            controller.moveTo(hit.offset(), hit.pane());
        }
    }

    @Override
    public void dragged(HexGeometry.Hit hit) {
        HexSelection now = controller.selection().orElseThrow();
        // A click that trembles is not a drag: nothing is selected until the pointer reaches another byte.
        if (now.selected().isPresent() || hit.offset() != now.caret()) {
            controller.extendTo(hit.offset(), false);
        }
    }

    @Override
    public void doubleClicked(HexGeometry.Hit hit) {
        controller.select(controller.describer().unit(hit.offset(), hit.pane()));
    }

    @Override
    public void menuRequested(HexGeometry.Hit hit) {
        boolean within = controller.selection().flatMap(HexSelection::selected)
                .map(range -> range.contains(hit.offset())).orElse(false);
        if (!within) {
            controller.moveTo(hit.offset(), hit.pane());
        }
    }

    @Override
    public void hovered(Optional<HexGeometry.Hit> hit) {
        if (hit.equals(hover)) {
            return;
        }
        redrawHovered();
        hover = hit;
        redrawHovered();
        updateToolTip();
    }

    private void redrawHovered() {
        hover.ifPresent(hit -> {
            HexGeometry geometry = controller.geometry();
            int y = geometry.rowY(geometry.row(hit.offset()), controller.viewport().topRow());
            canvas.redraw(0, y, canvas.getClientArea().width, geometry.rowHeight(), false);
        });
    }

    @Override
    public void scrollRows(int rows) {
        controller.scrollRows(rows);
    }

    @Override
    public void scrollSideways(int characters) {
        controller.shiftTo(controller.viewport().shift() + controller.geometry().x(characters));
    }

    @Override
    public int headerHeight() {
        return controller.geometry().headerHeight();
    }

    @Override
    public int rowHeight() {
        return controller.geometry().rowHeight();
    }
}
