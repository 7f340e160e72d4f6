// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.ScrollBar;

/** Keeps the scroll bars of the canvas and the viewport together. */
final class HexScrollBars {

    private final Canvas canvas;
    private final HexController controller;

    HexScrollBars(Canvas canvas, HexController controller) {
        this.canvas = canvas;
        this.controller = controller;
        canvas.getVerticalBar().addListener(SWT.Selection, this::vertical);
        canvas.getHorizontalBar().addListener(SWT.Selection,
                event -> controller.shiftTo(canvas.getHorizontalBar().getSelection()));
    }

    private void vertical(Event event) {
        HexViewport viewport = controller.viewport();
        switch (event.detail) {
            case SWT.ARROW_UP -> controller.scrollRows(-1);
            case SWT.ARROW_DOWN -> controller.scrollRows(1);
            case SWT.PAGE_UP -> controller.scrollRows(-viewport.pageRows());
            case SWT.PAGE_DOWN -> controller.scrollRows(viewport.pageRows());
            case SWT.HOME -> controller.scrollTo(0);
            case SWT.END -> controller.scrollTo(viewport.scale().maxTop());
            default -> controller.scrollTo(viewport.scale().top(canvas.getVerticalBar().getSelection()));
        }
        // The bar has moved by itself, by steps that mean nothing where it is only a coarse map.
        update();
    }

    /** Sets the bars to where the viewport is. */
    void update() {
        HexViewport viewport = controller.viewport();
        ScrollScale scale = viewport.scale();
        ScrollBar vertical = canvas.getVerticalBar();
        vertical.setValues(scale.position(viewport.topRow()), 0, scale.maximum(), scale.thumb(), 1,
                Math.max(1, scale.thumb()));
        vertical.setEnabled(scale.maxTop() > 0);
        ScrollBar horizontal = canvas.getHorizontalBar();
        int room = Math.max(1, canvas.getClientArea().width);
        horizontal.setValues(viewport.shift(), 0, room + viewport.maxShift(), room,
                Math.max(1, controller.geometry().x(1)), room);
        boolean needed = viewport.maxShift() > 0;
        if (horizontal.getVisible() != needed) {
            horizontal.setVisible(needed);
        }
    }
}
