// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;

/**
 * A hex view over a {@link HexModel}.
 * <p>
 * Paints the visible rows of the model's newest snapshot. Nothing it does (painting, scrolling, hovering, answering a
 * screen reader) makes anybody read the memory; it announces which bytes are visible and leaves the rest to whoever
 * listens. Time and memory depend on the number of visible rows, not on the size of the region.
 * <p>
 * Keys: arrows, Home and End (row), Ctrl+Home and Ctrl+End (region), Page Up and Page Down, all with Shift to extend;
 * Ctrl+Up and Ctrl+Down scroll; Tab changes between cells and text, Ctrl+Tab leaves the view; Ctrl+A selects all; Esc
 * reverts a pending edit or else clears the selection; digits type a pending edit, Backspace takes one back, Enter
 * writes.
 * <p>
 * Like every widget it belongs to the UI thread.
 */
public final class HexCanvas extends Canvas {

    private final HexController controller;
    private final HexPointer pointer;
    private final HexScrollBars scrollBars;
    private final HexLook look;
    private final HexAccessibility accessibility;
    private final ModelLink link;
    private final List<Consumer<Optional<HexRange>>> visibleListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Optional<HexSelection>>> selectionListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> viewListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> markListeners = new CopyOnWriteArrayList<>();
    private HexPainter painter;
    private Optional<List<HexMark>> marks = Optional.empty();

    /**
     * A hex view without a model.
     *
     * @param parent the parent
     * @param style  style bits of {@link Canvas}; scroll bars and double buffering are added
     */
    public HexCanvas(Composite parent, int style) {
        super(parent, style | SWT.V_SCROLL | SWT.H_SCROLL | SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND
                | SWT.LEFT_TO_RIGHT);
        look = new HexLook(this);
        controller = new HexController(new Window());
        link = new ModelLink(this, this::snapshotChanged, this::marksChanged, this::extentChanged);
        pointer = new HexPointer(this, controller, this::marks);
        new HexMouse(this, pointer);
        accessibility = new HexAccessibility(this, controller, this::marks);
        scrollBars = new HexScrollBars(this, controller);
        listen();
        lookAgain();
    }

    private void listen() {
        addListener(SWT.Paint, event -> paint(event.gc, new Rectangle(event.x, event.y, event.width, event.height)));
        addListener(SWT.Resize, event -> resized());
        addListener(SWT.KeyDown, this::keyDown);
        addListener(SWT.Traverse, this::traverse);
        addListener(SWT.FocusIn, event -> redraw());
        addListener(SWT.FocusOut, event -> redraw());
        addListener(SWT.ZoomChanged, event -> lookAgain());
        Listener settings = event -> lookAgain();
        getDisplay().addListener(SWT.Settings, settings);
        addListener(SWT.Dispose, event -> {
            getDisplay().removeListener(SWT.Settings, settings);
            link.close();
            dropPainter();
            look.dispose();
        });
    }

    // The public face

    /**
     * Shows another region: first row, no selection, nothing pending.
     *
     * @param model the region
     */
    public void setModel(HexModel model) {
        checkWidget();
        link.follow(Objects.requireNonNull(model, "model"));
        marks = Optional.empty();
        pointer.contentMoved();
        controller.model(model);
    }

    /**
     * The region shown.
     *
     * @return the model; one without bytes if none was set
     */
    public HexModel getModel() {
        checkWidget();
        return controller.model();
    }

    /**
     * Changes how bytes are shown. Caret, selection and the first visible byte stay.
     *
     * @param options the options
     */
    public void setOptions(HexOptions options) {
        checkWidget();
        controller.options(Objects.requireNonNull(options, "options"));
    }

    /**
     * How bytes are shown.
     *
     * @return the options
     */
    public HexOptions getOptions() {
        checkWidget();
        return controller.options();
    }

    /**
     * Chooses colours and font.
     *
     * @param newTheme the theme, or nothing to follow the background and foreground of this control, or where those
     *                 are not set the lists of the desktop
     */
    public void setTheme(Optional<HexTheme> newTheme) {
        checkWidget();
        look.choose(Objects.requireNonNull(newTheme, "newTheme"));
        lookAgain();
    }

    /**
     * Colours and font in use.
     *
     * @return the theme
     */
    public HexTheme getTheme() {
        checkWidget();
        return look.theme();
    }

    /**
     * Changes single colours of whatever theme applies, light or dark, now and after the desktop has changed it.
     *
     * @param change applied to each theme before it is used; set again to have it applied anew
     */
    public void setThemeAdjustment(UnaryOperator<HexTheme> change) {
        checkWidget();
        look.adjust(Objects.requireNonNull(change, "change"));
        lookAgain();
    }

    /**
     * Names the view for screen readers.
     *
     * @param name what is shown, such as "bar0 of 0000:01:00.0"
     */
    public void setAccessibleName(String name) {
        checkWidget();
        accessibility.name(Objects.requireNonNull(name, "name"));
    }

    /**
     * Caret and selection.
     *
     * @return nothing in a region without bytes
     */
    public Optional<HexSelection> getSelection() {
        checkWidget();
        return controller.selection();
    }

    /**
     * What a command acts on: the selected bytes, or else the cell of the caret.
     *
     * @return nothing in a region without bytes
     */
    public Optional<HexRange> getTarget() {
        checkWidget();
        return controller.selection().map(at -> at.selected()
                .orElseGet(() -> controller.describer().unit(at.caret(), at.pane())));
    }

    /**
     * Moves the caret and shows it; selects nothing.
     *
     * @param offset unsigned; the nearest of the region is taken
     */
    public void setCaret(long offset) {
        checkWidget();
        controller.moveTo(offset, controller.selection().map(HexSelection::pane).orElse(HexPane.CELLS));
    }

    /**
     * Selects bytes and shows the first of them.
     *
     * @param range the bytes; those outside the region are left out
     */
    public void setSelection(HexRange range) {
        checkWidget();
        controller.select(Objects.requireNonNull(range, "range"));
    }

    /**
     * Scrolls as little as shows a byte, and leaves the caret alone.
     *
     * @param offset unsigned
     */
    public void reveal(long offset) {
        checkWidget();
        controller.model().extent().ifPresent(extent -> controller.reveal(extent.clamp(offset)));
    }

    /**
     * The first visible byte.
     *
     * @return offset of the first byte of the top row, unsigned
     */
    public long getTopOffset() {
        checkWidget();
        return controller.geometry().rowStart(controller.viewport().topRow());
    }

    /**
     * Scrolls a row to the top, or as near to it as the end of the region allows. Two views compare side by side by
     * following each other's top.
     *
     * @param offset any byte of the row, unsigned
     */
    public void setTopOffset(long offset) {
        checkWidget();
        controller.model().extent()
                .ifPresent(extent -> controller.scrollTo(controller.geometry().row(extent.clamp(offset))));
    }

    /**
     * The bytes of which at least a part shows.
     *
     * @return the range as last announced, or nothing
     */
    public Optional<HexRange> getVisibleRange() {
        checkWidget();
        return controller.visible();
    }

    /**
     * Bytes in a row, which depends on the width where rows are fitted.
     *
     * @return the number
     */
    public int getBytesPerRow() {
        checkWidget();
        return controller.geometry().bytesPerRow();
    }

    /**
     * The text of rows as they show, one a line: address, cells, text column. What is not in the snapshot shows as in
     * the view.
     *
     * @param range any bytes of the rows; at most 65536 rows are given
     * @return the text, each line ended with a line feed
     */
    public String getText(HexRange range) {
        checkWidget();
        HexGeometry geometry = controller.geometry();
        long first = geometry.row(range.first());
        long count = Math.min(65536, geometry.row(range.last()) - first + 1);
        return controller.describer().rows(first, (int) count);
    }

    /**
     * Says in words what is at a byte: address, value, state, names. As spoken by a screen reader.
     *
     * @param offset unsigned, within the region
     * @return one line
     * @throws IllegalArgumentException if the region has no such byte
     */
    public String describe(long offset) {
        checkWidget();
        if (!controller.geometry().extent().map(extent -> extent.contains(offset)).orElse(false)) {
            throw new IllegalArgumentException("The region has no byte at 0x" + Long.toHexString(offset));
        }
        return controller.describer().announcement(offset, HexPane.CELLS, marks());
    }

    /**
     * Sets who writes what the user types. Without a handler nothing can be typed.
     *
     * @param handler the handler, or nothing
     */
    public void setEditHandler(Optional<HexEditHandler> handler) {
        checkWidget();
        controller.editHandler(handler.orElse(null));
    }

    /**
     * How many units are typed over and not written.
     *
     * @return number of units
     */
    public int getPendingEdits() {
        checkWidget();
        return controller.pending();
    }

    /** Writes what is pending, as Enter does. */
    public void commitEdits() {
        checkWidget();
        controller.commit();
    }

    /** Forgets what is pending, as Esc does. */
    public void revertEdits() {
        checkWidget();
        controller.revert();
    }

    /**
     * Registers for changes of the visible range. Called on the UI thread, at every scroll, with nothing while no byte
     * is visible. This is where a refresh engine learns what to read.
     *
     * @param listener receives the range
     */
    public void addVisibleRangeListener(Consumer<Optional<HexRange>> listener) {
        checkWidget();
        visibleListeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Removes a listener.
     *
     * @param listener to remove
     */
    public void removeVisibleRangeListener(Consumer<Optional<HexRange>> listener) {
        checkWidget();
        visibleListeners.remove(listener);
    }

    /**
     * Registers for changes of caret and selection, whether by the user or by a call. Called on the UI thread.
     *
     * @param listener receives the selection, or nothing when the region has no bytes
     */
    public void addHexSelectionListener(Consumer<Optional<HexSelection>> listener) {
        checkWidget();
        selectionListeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Removes a listener.
     *
     * @param listener to remove
     */
    public void removeHexSelectionListener(Consumer<Optional<HexSelection>> listener) {
        checkWidget();
        selectionListeners.remove(listener);
    }

    @Override
    public void setFont(Font font) {
        super.setFont(font);
        if (look != null) {
            look.fontSet(font != null);
            lookAgain();
        }
    }

    @Override
    public void setBackground(Color color) {
        super.setBackground(color);
        lookAgain();
    }

    @Override
    public void setForeground(Color color) {
        super.setForeground(color);
        lookAgain();
    }

    // For the overview bar, which lives next door

    HexController controller() {
        return controller;
    }

    HexAccessibility accessibility() {
        return accessibility;
    }

    /** Registers for what an overview shows: scrolling, selection and looks; and for other marks. */
    void addViewListener(Runnable onView, Runnable onMarks) {
        viewListeners.add(onView);
        markListeners.add(onMarks);
    }

    void removeViewListener(Runnable onView, Runnable onMarks) {
        viewListeners.remove(onView);
        markListeners.remove(onMarks);
    }

    /** How often rows got another text; tests see by it what a repaint costs. */
    int renewals() {
        return painter == null ? 0 : painter.renewals();
    }

    // Colours and font

    private void lookAgain() {
        // The constructor of the superclass may set colours before there is anything to colour.
        if (isDisposed() || scrollBars == null) {
            return;
        }
        look.refresh();
        dropPainter();
        controller.font(look.measure());
        changed();
    }

    private void dropPainter() {
        if (painter != null) {
            painter.dispose();
            painter = null;
        }
    }

    // Events

    private void paint(GC gc, Rectangle clip) {
        gc.setFont(look.font());
        HexGeometry geometry = controller.geometry();
        if (painter == null) {
            painter = new HexPainter(gc, geometry, look.theme(), look.font());
        }
        painter.builder().source(controller.snapshot(), controller.history(), controller.editor());
        HexViewport viewport = controller.viewport();
        int digit = controller.selection().map(at -> at.pane() == HexPane.CELLS
                ? controller.editor().digitAt(at.caret()) : 0).orElse(0);
        painter.paint(gc, getClientArea(), clip, new HexScene(viewport.topRow(), viewport.shift(),
                controller.selection(), isFocusControl(), pointer.hover(), digit, marks()));
    }

    private List<HexMark> marks() {
        if (marks.isEmpty()) {
            // A copy, so that another list means other marks.
            marks = Optional.of(controller.visible().map(controller.model()::marks).map(List::copyOf)
                    .orElseGet(List::of));
        }
        return marks.get();
    }

    private void resized() {
        Rectangle client = getClientArea();
        controller.size(client.width, client.height);
    }

    private void keyDown(Event event) {
        HexKeys.action(event.keyCode, event.stateMask, event.character)
                // Tab arrives as a traversal.
                .filter(action -> action != HexAction.Simple.SWITCH_PANE)
                .ifPresent(action -> {
                    if (controller.perform(action)) {
                        event.doit = false;
                    }
                });
    }

    private void traverse(Event event) {
        switch (event.detail) {
            case SWT.TRAVERSE_TAB_NEXT, SWT.TRAVERSE_TAB_PREVIOUS -> {
                boolean leave = (event.stateMask & SWT.CTRL) != 0
                        || !controller.perform(HexAction.Simple.SWITCH_PANE);
                event.doit = leave;
            }
            case SWT.TRAVERSE_ESCAPE -> event.doit = controller.pending() == 0
                    && controller.selection().flatMap(HexSelection::selected).isEmpty();
            case SWT.TRAVERSE_RETURN -> event.doit = controller.pending() == 0;
            case SWT.TRAVERSE_MNEMONIC -> event.doit = (event.stateMask & SWT.ALT) != 0;
            default -> event.doit = false;
        }
    }

    private void snapshotChanged() {
        controller.refresh();
        redrawStaleRows();
        pointer.updateToolTip();
    }

    /** A refresh usually changes a few rows; only those are drawn again. */
    private void redrawStaleRows() {
        if (painter == null) {
            redraw();
            return;
        }
        painter.builder().source(controller.snapshot(), controller.history(), controller.editor());
        HexGeometry geometry = controller.geometry();
        Rectangle client = getClientArea();
        long top = controller.viewport().topRow();
        int shown = geometry.shownRows(client.height);
        for (long row = top; row < top + shown && geometry.bytesIn(row) > 0; row++) {
            if (painter.isStale(row)) {
                redraw(0, geometry.rowY(row, top), client.width, geometry.rowHeight(), false);
            }
        }
    }

    private void marksChanged() {
        marks = Optional.empty();
        markListeners.forEach(Runnable::run);
        changed();
    }

    private void extentChanged() {
        marks = Optional.empty();
        markListeners.forEach(Runnable::run);
        controller.layout();
        changed();
    }

    private void changed() {
        redraw();
        viewListeners.forEach(Runnable::run);
    }

    /** What the controller sees of this widget. */
    private final class Window implements HexController.View {

        @Override
        public void repaint() {
            redraw();
        }

        @Override
        public void scrolled() {
            if (scrollBars != null) {
                scrollBars.update();
                changed();
            }
        }

        @Override
        public void laidOut() {
            dropPainter();
        }

        @Override
        public void selectionChanged(Optional<HexSelection> selection) {
            accessibility.caretMoved();
            selectionListeners.forEach(listener -> listener.accept(selection));
            viewListeners.forEach(Runnable::run);
        }

        @Override
        public void visibleChanged(Optional<HexRange> range) {
            marks = Optional.empty();
            pointer.contentMoved();
            visibleListeners.forEach(listener -> listener.accept(range));
        }

        @Override
        public void execute(Runnable task) {
            link.onUiThread(task);
        }
    }
}
