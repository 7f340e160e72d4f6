// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.graphics.TextLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.ScrollBar;

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
    private final HexMouse mouse;
    private final HexAccessibility accessibility;
    private final ModelLink link;
    private final List<Consumer<Optional<HexRange>>> visibleListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Optional<HexSelection>>> selectionListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> viewListeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> markListeners = new CopyOnWriteArrayList<>();
    private Optional<HexTheme> chosenTheme = Optional.empty();
    private HexTheme theme;
    private Font ownFont;
    private boolean fontSet;
    private HexPainter painter;
    private Optional<HexGeometry.Hit> hover = Optional.empty();
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
        theme = HexTheme.of(getDisplay());
        controller = new HexController(new Window());
        link = new ModelLink(this, this::snapshotChanged, this::marksChanged, this::extentChanged);
        mouse = new HexMouse(this, new MouseTarget());
        accessibility = new HexAccessibility(this, controller, this::marks);
        listen();
        measureFont();
        updateScrollBars();
    }

    private void listen() {
        addListener(SWT.Paint, event -> paint(event.gc, new Rectangle(event.x, event.y, event.width, event.height)));
        addListener(SWT.Resize, event -> resized());
        addListener(SWT.KeyDown, this::keyDown);
        addListener(SWT.Traverse, this::traverse);
        addListener(SWT.FocusIn, event -> redraw());
        addListener(SWT.FocusOut, event -> redraw());
        addListener(SWT.ZoomChanged, event -> measureFont());
        getVerticalBar().addListener(SWT.Selection, this::verticalBar);
        getHorizontalBar().addListener(SWT.Selection,
                event -> controller.shiftTo(getHorizontalBar().getSelection()));
        Listener settings = event -> chooseTheme();
        getDisplay().addListener(SWT.Settings, settings);
        addListener(SWT.Dispose, event -> {
            getDisplay().removeListener(SWT.Settings, settings);
            link.close();
            dropPainter();
            if (ownFont != null) {
                ownFont.dispose();
            }
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
        hover = Optional.empty();
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
        chosenTheme = newTheme;
        chooseTheme();
    }

    /**
     * Colours and font in use.
     *
     * @return the theme
     */
    public HexTheme getTheme() {
        checkWidget();
        return theme;
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
     */
    public String describe(long offset) {
        checkWidget();
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
        fontSet = font != null;
        measureFont();
    }

    @Override
    public void setBackground(Color color) {
        super.setBackground(color);
        chooseTheme();
    }

    @Override
    public void setForeground(Color color) {
        super.setForeground(color);
        chooseTheme();
    }

    // For the overview bar, which lives next door

    HexController controller() {
        return controller;
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

    /** How often rows were shaped; tests see by it what a repaint costs. */
    int shapings() {
        return painter == null ? 0 : painter.shapings();
    }

    // Colours and font

    private void chooseTheme() {
        if (isDisposed() || controller == null) {
            return;
        }
        theme = chosenTheme.orElseGet(this::ambientTheme);
        dropPainter();
        measureFont();
        changed();
    }

    private HexTheme ambientTheme() {
        if (backgroundSet()) {
            return HexTheme.of(getBackground().getRGB(), getForeground().getRGB());
        }
        return HexTheme.of(getDisplay());
    }

    private boolean backgroundSet() {
        return !getBackground().equals(getParent().getBackground());
    }

    private Font font() {
        if (fontSet) {
            return getFont();
        }
        return theme.font().orElseGet(() -> {
            if (ownFont == null) {
                int size = getDisplay().getSystemFont().getFontData()[0].getHeight();
                ownFont = new Font(getDisplay(), "Monospace", size, SWT.NORMAL);
            }
            return ownFont;
        });
    }

    private void measureFont() {
        if (controller == null) {
            return;
        }
        int count = 256;
        TextLayout sample = new TextLayout(getDisplay());
        GC gc = new GC(this);
        gc.setFont(font());
        sample.setFont(font());
        sample.setText("0".repeat(count));
        HexGeometry.FontSize size = new HexGeometry.FontSize((double) sample.getBounds().width / count,
                gc.getFontMetrics().getHeight());
        gc.dispose();
        sample.dispose();
        dropPainter();
        controller.font(size);
    }

    private void dropPainter() {
        if (painter != null) {
            painter.dispose();
            painter = null;
        }
    }

    // Events

    private void paint(GC gc, Rectangle clip) {
        gc.setFont(font());
        HexGeometry geometry = controller.geometry();
        if (painter == null) {
            painter = new HexPainter(getDisplay(), geometry, theme, font());
        }
        painter.builder().source(controller.snapshot(), controller.history(), controller.editor());
        HexViewport viewport = controller.viewport();
        int digit = controller.selection().map(at -> at.pane() == HexPane.CELLS
                ? controller.editor().digitAt(at.caret()) : 0).orElse(0);
        painter.paint(gc, getClientArea(), clip, new HexScene(viewport.topRow(), viewport.shift(),
                controller.selection(), isFocusControl(), hover, digit, marks()));
    }

    private List<HexMark> marks() {
        if (marks.isEmpty()) {
            marks = Optional.of(controller.visible().map(controller.model()::marks).orElseGet(List::of));
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

    private void verticalBar(Event event) {
        ScrollBar bar = getVerticalBar();
        HexViewport viewport = controller.viewport();
        switch (event.detail) {
            case SWT.ARROW_UP -> controller.scrollRows(-1);
            case SWT.ARROW_DOWN -> controller.scrollRows(1);
            case SWT.PAGE_UP -> controller.scrollRows(-viewport.pageRows());
            case SWT.PAGE_DOWN -> controller.scrollRows(viewport.pageRows());
            case SWT.HOME -> controller.scrollTo(0);
            case SWT.END -> controller.scrollTo(viewport.scale().maxTop());
            default -> controller.scrollTo(viewport.scale().top(bar.getSelection()));
        }
        // The bar has moved by itself, by steps that mean nothing where it is only a coarse map.
        updateScrollBars();
    }

    private void updateScrollBars() {
        HexViewport viewport = controller.viewport();
        ScrollScale scale = viewport.scale();
        ScrollBar vertical = getVerticalBar();
        vertical.setValues(scale.position(viewport.topRow()), 0, scale.maximum(), scale.thumb(), 1,
                Math.max(1, scale.thumb()));
        vertical.setVisible(true);
        vertical.setEnabled(scale.maxTop() > 0);
        ScrollBar horizontal = getHorizontalBar();
        int room = Math.max(1, getClientArea().width);
        int content = Math.max(room, room + viewport.maxShift());
        horizontal.setValues(viewport.shift(), 0, content, room, controller.geometry().x(1), room);
        horizontal.setVisible(viewport.maxShift() > 0);
    }

    private void snapshotChanged() {
        controller.refresh();
        redraw();
        hover.ifPresent(this::showToolTip);
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

    private void showToolTip(HexGeometry.Hit hit) {
        String text = controller.describer().toolTip(hit.offset(), hit.pane(), marks());
        if (!text.equals(getToolTipText())) {
            setToolTipText(text);
        }
    }

    /** What the controller sees of this widget. */
    private final class Window implements HexController.View {

        @Override
        public void repaint() {
            redraw();
        }

        @Override
        public void scrolled() {
            if (controller != null) {
                updateScrollBars();
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
            hover = Optional.empty();
            visibleListeners.forEach(listener -> listener.accept(range));
        }

        @Override
        public void execute(Runnable task) {
            link.onUiThread(task);
        }
    }

    /** What the mouse acts on. */
    private final class MouseTarget implements HexMouse.Target {

        @Override
        public Optional<HexGeometry.Hit> hit(int x, int y) {
            HexViewport viewport = controller.viewport();
            return controller.geometry().hit(x, y, viewport.topRow(), viewport.shift());
        }

        @Override
        public Optional<HexGeometry.Hit> nearest(int x, int y) {
            HexViewport viewport = controller.viewport();
            return controller.selection().flatMap(at -> controller.geometry().hit(x, y, viewport.topRow(),
                    viewport.shift(), at.pane()));
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
            boolean started = now.selected().isPresent() || hit.offset() != now.caret();
            if (started) {
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
            hover = hit;
            if (hit.isPresent()) {
                showToolTip(hit.get());
            } else {
                setToolTipText(null);
            }
            redraw();
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
}
