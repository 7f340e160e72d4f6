// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.registers.RegisterValues;
import org.barscope.core.registers.RegisterValues.Change;
import org.barscope.core.registers.RegisterValues.Entry;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.registers.outline.Column;
import org.barscope.ui.registers.outline.Outline;
import org.barscope.ui.registers.outline.Row;
import org.barscope.ui.registers.outline.RowTexts;
import org.barscope.widgets.gtk.AccessibleName;
import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexTheme;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;

/**
 * The table of registers, of which only the rows on screen exist as items. It says which rows those are, so that only
 * they are read. The operating system's own tree, because screen readers know it.
 */
final class RegisterTree {

    private static final int[] WIDTHS = {145, 78, 112, 150, 64, 92};
    private static final int VALUE_OF_64_BITS = 176;
    private static final int MEANING_AT_LEAST = 120;

    private final Tree tree;
    private Outline outline;
    private RowTexts texts;
    private RegisterValues values;
    private Consumer<List<Row>> visibleListener = rows -> {
    };
    private Consumer<Optional<Row>> selectionListener = row -> {
    };
    private Consumer<Row> openListener = row -> {
    };
    private Consumer<Row> valueListener = row -> {
    };
    private Runnable rebuildListener = () -> {
    };
    private boolean pointedAtValue;
    private List<Row> visible = List.of();
    private boolean checking;
    private HexTheme theme;
    private RGB themeOf;

    /** @param name for screen readers */
    RegisterTree(Composite parent, String name) {
        tree = new Tree(parent, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.SINGLE | SWT.H_SCROLL | SWT.V_SCROLL);
        tree.setHeaderVisible(true);
        tree.setLinesVisible(false);
        for (Column column : Column.values()) {
            TreeColumn heading = new TreeColumn(tree, SWT.LEFT);
            heading.setText(column.label());
            heading.setWidth(WIDTHS[column.ordinal()]);
            heading.setMoveable(true);
        }
        AccessibleName.set(tree, name);
        tree.addListener(SWT.SetData, this::fill);
        tree.addListener(SWT.Expand, event -> opened((TreeItem) event.item, true));
        tree.addListener(SWT.Collapse, event -> opened((TreeItem) event.item, false));
        tree.addListener(SWT.Selection, event -> selectionListener.accept(selected()));
        tree.addListener(SWT.DefaultSelection, event -> selected().ifPresent(this::entered));
        tree.addListener(SWT.MouseDown, event -> pointedAtValue = isValue(event.x, event.y));
        tree.addListener(SWT.KeyDown, event -> pointedAtValue = false);
        tree.addListener(SWT.Resize, event -> fitMeaning());
        // Whatever moves the rows paints them, and nothing else tells of all of it.
        tree.addListener(SWT.Paint, event -> checkSoon());
    }

    Tree control() {
        return tree;
    }

    /** Reports the rows on screen whenever they are others. */
    void onVisible(Consumer<List<Row>> listener) {
        visibleListener = listener;
    }

    /** Reports what the user selects. */
    void onSelection(Consumer<Optional<Row>> listener) {
        selectionListener = listener;
    }

    /** Whether a value stands there. */
    private boolean isValue(int x, int y) {
        TreeItem item = tree.getItem(new Point(x, y));
        if (item == null) {
            // Beside the first column, some themes say that nothing is there.
            item = tree.getItem(new Point(1, y));
        }
        return item != null && item.getBounds(Column.VALUE.ordinal()).contains(x, y);
    }

    /** Reports a row whose value the user wants to write: a double click on the value of a register or field. */
    void onValue(Consumer<Row> listener) {
        valueListener = listener;
    }

    /** Tells that all items go, and what stands on them has to go before. */
    void onRebuild(Runnable listener) {
        rebuildListener = listener;
    }

    /** Reports a row that the user enters: Enter, or a double click beside the value, on a register or field. */
    void onEnter(Consumer<Row> listener) {
        openListener = listener;
    }

    /**
     * Shows other rows.
     *
     * @param wide whether some have more than 32 bits
     */
    void show(Outline rows, RowTexts cells, RegisterValues known, boolean wide) {
        outline = rows;
        texts = cells;
        values = known;
        if (wide) {
            tree.getColumn(Column.VALUE.ordinal()).setWidth(VALUE_OF_64_BITS);
            fitMeaning();
        }
        rebuild();
    }

    /** Shows the rows that pass the filter now; keeps the selection if it is among them. */
    void rebuild() {
        rebuildListener.run();
        Optional<Row> kept = selected().map(Row::path).flatMap(outline::row).filter(Outline::passes);
        tree.setRedraw(false);
        try {
            tree.setItemCount(0);
            tree.setItemCount(outline.shown().size());
            for (Row row : outline.shown()) {
                expand(row);
            }
        } finally {
            tree.setRedraw(true);
        }
        kept.ifPresent(this::select);
        visible = List.of();
        checkSoon();
    }

    private void expand(Row row) {
        if (row.expanded() && !row.shown().isEmpty()) {
            item(row).setExpanded(true);
            row.shown().forEach(this::expand);
        }
    }

    private TreeItem item(Row row) {
        TreeItem item = row.parent() == null ? tree.getItem(row.index()) : item(row.parent()).getItem(row.index());
        // Asking for its text fills it.
        item.getText();
        return item;
    }

    private void fill(Event event) {
        TreeItem item = (TreeItem) event.item;
        TreeItem above = item.getParentItem();
        List<Row> siblings = above == null ? outline.shown() : ((Row) above.getData()).shown();
        if (event.index >= siblings.size()) {
            return;
        }
        Row row = siblings.get(event.index);
        item.setData(row);
        item.setItemCount(row.shown().size());
        Font digits = JFaceResources.getTextFont();
        item.setFont(Column.ADDRESS.ordinal(), digits);
        item.setFont(Column.VALUE.ordinal(), digits);
        item.setFont(Column.RESET.ordinal(), digits);
        write(item, row);
    }

    private void write(TreeItem item, Row row) {
        for (Column column : Column.values()) {
            String text = firstLine(texts.text(row, column));
            if (!text.equals(item.getText(column.ordinal()))) {
                item.setText(column.ordinal(), text);
            }
        }
        Color colour = row.instance().map(register -> colour(row, register)).orElse(null);
        item.setForeground(Column.VALUE.ordinal(), colour);
        item.setForeground(Column.MEANING.ordinal(),
                row.instance().filter(register -> values.of(register).state().hasValue()).isPresent() ? null : colour);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The colour says nothing that the text does not. */
    private Color colour(Row row, RegisterInstance register) {
        Entry entry = values.of(register);
        return switch (entry.state()) {
            case VALUE -> texts.change(row) == Change.NONE ? null : theme().color(HexColor.CHANGED);
            case ALL_ONES -> theme().color(HexColor.ALL_ONES);
            case NOT_READ -> theme().color(HexColor.NOT_YET_READ);
            case GUARDED, WRITE_ONLY -> theme().color(HexColor.GUARDED);
            case FAULTED -> theme().color(HexColor.FAULTED);
            case REVOKED -> theme().color(HexColor.REVOKED);
            case UNREACHABLE -> theme().color(HexColor.OUT_OF_RANGE);
        };
    }

    private HexTheme theme() {
        RGB background = tree.getBackground().getRGB();
        if (!background.equals(themeOf)) {
            themeOf = background;
            theme = HexTheme.of(background, tree.getForeground().getRGB());
        }
        return theme;
    }

    /** The values are others: writes the rows on screen anew. */
    void refresh() {
        for (Row row : visible) {
            if (Outline.passes(row)) {
                write(item(row), row);
            }
        }
    }

    private void checkSoon() {
        if (!checking && !tree.isDisposed()) {
            checking = true;
            tree.getDisplay().asyncExec(() -> {
                checking = false;
                if (!tree.isDisposed()) {
                    check();
                }
            });
        }
    }

    private void check() {
        List<Row> now = onScreen();
        if (!now.equals(visible)) {
            visible = now;
            // Items that were filled before and were off the screen since have old texts.
            refresh();
            visibleListener.accept(now);
        }
    }

    private List<Row> onScreen() {
        TreeItem top = outline == null || tree.getItemCount() == 0 ? null : tree.getTopItem();
        if (top == null) {
            return List.of();
        }
        top.getText();
        return top.getData() instanceof Row first
                ? outline.from(first, tree.getClientArea().height / Math.max(1, tree.getItemHeight()) + 1) : List.of();
    }

    /** The rows on screen. */
    List<Row> visible() {
        return visible;
    }

    private void opened(TreeItem item, boolean open) {
        if (item.getData() instanceof Row row) {
            row.expanded(open);
            checkSoon();
        }
    }

    private void entered(Row row) {
        if (row instanceof Row.Group) {
            row.expanded(!row.expanded());
            item(row).setExpanded(row.expanded());
            checkSoon();
        } else if (pointedAtValue) {
            valueListener.accept(row);
        } else {
            openListener.accept(row);
        }
    }

    /** The item of a row that passes the filter, brought on screen and selected. */
    TreeItem itemOf(Row row) {
        select(row);
        return item(row);
    }

    /** What is selected. */
    Optional<Row> selected() {
        TreeItem[] items = tree.getSelection();
        return items.length > 0 && items[0].getData() instanceof Row row ? Optional.of(row) : Optional.empty();
    }

    /** Selects a row that passes the filter and brings it on screen; tells nobody. */
    void select(Row row) {
        for (Row above = row.parent(); above != null; above = above.parent()) {
            above.expanded(true);
        }
        openAbove(row.parent());
        TreeItem item = item(row);
        tree.setSelection(item);
        tree.showItem(item);
        checkSoon();
    }

    private void openAbove(Row row) {
        if (row != null) {
            openAbove(row.parent());
            TreeItem item = item(row);
            if (!item.getExpanded()) {
                item.setExpanded(true);
            }
        }
    }

    private void fitMeaning() {
        int rest = tree.getClientArea().width;
        for (Column column : Column.values()) {
            rest -= column == Column.MEANING ? 0 : tree.getColumn(column.ordinal()).getWidth();
        }
        TreeColumn meaning = tree.getColumn(Column.MEANING.ordinal());
        int width = Math.max(MEANING_AT_LEAST, rest);
        if (meaning.getWidth() != width) {
            meaning.setWidth(width);
        }
    }
}
