// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * What the hex view does, without a window: which rows show, where the caret is, what is typed. Belongs to the UI
 * thread.
 */
final class HexController {

    private final View view;
    private final ChangeHistory history = new ChangeHistory();
    private final CellEditor editor = new CellEditor();
    private HexModel model = EmptyModel.INSTANCE;
    private HexSnapshot snapshot = HexSnapshot.EMPTY;
    private HexOptions options = HexOptions.DEFAULT;
    private HexEditHandler handler;
    private CommitQueue queue;
    private HexGeometry.FontSize font = new HexGeometry.FontSize(8, 16);
    private int width;
    private int height;
    private HexGeometry geometry;
    private final HexViewport viewport;
    private Optional<HexSelection> selection = Optional.empty();
    private Optional<HexRange> announced = Optional.empty();
    private int pendingBefore;

    /** The window around it. */
    interface View extends Executor {

        /** Something looks different. */
        void repaint();

        /** Other rows or columns show, or the scroll bars have another range. */
        void scrolled();

        /** Rows are laid out differently. */
        void laidOut();

        /** Caret or selection changed. */
        void selectionChanged(Optional<HexSelection> selection);

        /** Other bytes are visible. */
        void visibleChanged(Optional<HexRange> range);

        /** Runs a task on the UI thread, later. */
        @Override
        void execute(Runnable task);
    }

    HexController(View view) {
        this.view = Objects.requireNonNull(view, "view");
        this.geometry = new HexGeometry(options, model.extent(), font, width);
        this.viewport = new HexViewport(geometry);
    }

    // What it shows

    HexModel model() {
        return model;
    }

    void model(HexModel newModel) {
        model = newModel;
        history.clear();
        editor.leave();
        editor.buffer().clear();
        pendingChanged();
        refresh();
        viewport.topTo(0);
        viewport.shiftTo(0);
        selection = Optional.empty();
        layout();
    }

    /** Takes the newest snapshot in. */
    void refresh() {
        snapshot = model.snapshot();
        history.update(snapshot);
    }

    /** What is on the screen; the model may be ahead of it. */
    HexSnapshot snapshot() {
        return snapshot;
    }

    ChangeHistory history() {
        return history;
    }

    CellEditor editor() {
        return editor;
    }

    HexDescriber describer() {
        return new HexDescriber(geometry, snapshot, history, editor);
    }

    // How it shows it

    HexOptions options() {
        return options;
    }

    void options(HexOptions newOptions) {
        editor.leave();
        options = newOptions;
        layout();
    }

    void font(HexGeometry.FontSize size) {
        font = size;
        layout();
    }

    void size(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        layout();
    }

    HexGeometry geometry() {
        return geometry;
    }

    HexViewport viewport() {
        return viewport;
    }

    /** Lays out anew after anything that may matter has changed. */
    void layout() {
        HexGeometry fresh = new HexGeometry(options, model.extent(), font, width);
        boolean same = fresh.sameRows(geometry);
        if (!same) {
            geometry = fresh;
        }
        viewport.layout(geometry, width, height);
        Optional<HexSelection> adapted = model.extent().map(extent -> selection
                .map(old -> navigator(extent).adapt(old)).orElseGet(() -> navigator(extent).at(0, HexPane.CELLS)));
        if (!same) {
            view.laidOut();
        }
        view.scrolled();
        announceVisible();
        select(adapted);
    }

    private HexNavigator navigator(HexRange extent) {
        return new HexNavigator(extent, options, geometry.bytesPerRow());
    }

    // Caret and selection

    Optional<HexSelection> selection() {
        return selection;
    }

    void moveTo(long offset, HexPane pane) {
        geometry.extent().ifPresent(extent -> go(navigator(extent).at(offset, pane)));
    }

    void extendTo(long offset, boolean scroll) {
        geometry.extent().ifPresent(extent -> {
            HexSelection extended = navigator(extent).extend(selection.orElseThrow(), offset);
            if (scroll) {
                go(extended);
            } else {
                select(Optional.of(extended));
            }
        });
    }

    /** Selects a range; the start of it is shown. */
    void select(HexRange range) {
        geometry.extent().ifPresent(extent -> {
            HexSelection selected = navigator(extent).select(range, selection.orElseThrow().pane());
            reveal(selected.caret());
            reveal(selected.anchor());
            select(Optional.of(selected));
        });
    }

    private void go(HexSelection target) {
        reveal(target.caret());
        int byteInRow = (int) Long.remainderUnsigned(target.caret(), geometry.bytesPerRow());
        int column = target.pane() == HexPane.TEXT ? geometry.textColumn(byteInRow)
                : geometry.cellColumn(byteInRow / options.cellSize());
        int columns = target.pane() == HexPane.TEXT ? 1 : geometry.cellWidth();
        if (viewport.revealColumns(column, column + columns)) {
            view.scrolled();
        }
        select(Optional.of(target));
    }

    void reveal(long offset) {
        if (viewport.reveal(offset)) {
            scrolled();
        }
    }

    private void select(Optional<HexSelection> target) {
        if (target.equals(selection)) {
            view.repaint();
            return;
        }
        boolean caretStays = selection.map(HexSelection::caret).equals(target.map(HexSelection::caret))
                && selection.map(HexSelection::pane).equals(target.map(HexSelection::pane));
        if (!caretStays) {
            editor.leave();
            pendingChanged();
        }
        selection = target;
        view.repaint();
        view.selectionChanged(selection);
    }

    /** Does what a key means. Returns whether the key was of use; Esc and Enter may not be. */
    boolean perform(HexAction action) {
        Optional<HexRange> extent = geometry.extent();
        if (extent.isEmpty()) {
            return false;
        }
        HexNavigator navigator = navigator(extent.get());
        HexSelection now = selection.orElseThrow();
        return switch (action) {
            case HexAction.Move move -> {
                go(navigator.move(now, move.move(), move.extend(), viewport.pageRows()));
                yield true;
            }
            case HexAction.Scroll scroll -> {
                scrollRows(scroll.rows());
                yield true;
            }
            case HexAction.Type type -> {
                type(type.character(), now);
                yield true;
            }
            case HexAction.Simple simple -> switch (simple) {
                case SWITCH_PANE -> {
                    if (geometry.hasText()) {
                        go(navigator.switchPane(now));
                    }
                    yield geometry.hasText();
                }
                case SELECT_ALL -> {
                    select(Optional.of(navigator.selectAll(now.pane())));
                    yield true;
                }
                case CANCEL -> cancel(navigator, now);
                case COMMIT -> commit();
                case ERASE -> erase(now);
            };
        };
    }

    private boolean cancel(HexNavigator navigator, HexSelection now) {
        if (revert()) {
            return true;
        }
        if (now.selected().isEmpty()) {
            return false;
        }
        select(Optional.of(navigator.at(now.caret(), now.pane())));
        return true;
    }

    // Scrolling

    void scrollRows(long rows) {
        if (viewport.scroll(rows)) {
            scrolled();
        }
    }

    void scrollTo(long row) {
        if (viewport.topTo(row)) {
            scrolled();
        }
    }

    void shiftTo(int points) {
        if (viewport.shiftTo(points)) {
            view.scrolled();
            view.repaint();
        }
    }

    private void scrolled() {
        view.scrolled();
        view.repaint();
        announceVisible();
    }

    private void announceVisible() {
        Optional<HexRange> visible = height == 0 ? Optional.empty() : viewport.visible();
        if (!visible.equals(announced)) {
            announced = visible;
            view.visibleChanged(visible);
        }
    }

    Optional<HexRange> visible() {
        return announced;
    }

    // Editing

    void editHandler(HexEditHandler newHandler) {
        handler = newHandler;
        queue = newHandler == null ? null : new CommitQueue(editor.buffer(), newHandler, view, this::pendingChanged);
    }

    private void type(char character, HexSelection now) {
        if (handler == null) {
            return;
        }
        switch (editor.type(character, now, editTarget())) {
            case CellEditor.Outcome.Accepted ignored -> pendingChanged();
            case CellEditor.Outcome.Advance advance -> {
                pendingChanged();
                HexRange extent = geometry.extent().orElseThrow();
                if (Long.compareUnsigned(extent.last() - now.caret(), advance.bytes()) >= 0) {
                    moveTo(now.caret() + advance.bytes(), now.pane());
                }
            }
            case CellEditor.Outcome.Refused refused -> handler.refused(refused.reason());
        }
        view.repaint();
    }

    private CellEditor.Target editTarget() {
        return new CellEditor.Target(model, snapshot, options);
    }

    private boolean erase(HexSelection now) {
        boolean erased = editor.erase(now, editTarget());
        pendingChanged();
        view.repaint();
        return erased;
    }

    int pending() {
        return editor.buffer().size();
    }

    boolean revert() {
        boolean reverted = editor.revert();
        pendingChanged();
        view.repaint();
        return reverted;
    }

    /** Starts writing what is pending. Returns whether there was anything to write. */
    boolean commit() {
        if (queue == null || editor.buffer().isEmpty()) {
            return false;
        }
        Optional<String> incomplete = editor.incomplete();
        if (incomplete.isPresent()) {
            handler.refused(incomplete.get());
            return true;
        }
        editor.leave();
        queue.start();
        return true;
    }

    private void pendingChanged() {
        int pending = editor.buffer().size();
        view.repaint();
        if (handler != null && pending != pendingBefore) {
            handler.pendingChanged(pending);
        }
        pendingBefore = pending;
    }
}
