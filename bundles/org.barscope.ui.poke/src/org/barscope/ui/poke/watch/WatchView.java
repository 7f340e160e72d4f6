// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.watch.Sample;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchState;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.ActiveRegion;
import org.barscope.widgets.gtk.AccessibleName;
import org.barscope.widgets.table.VirtualRows;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * Registers, fields and ranges that are watched, each at its own interval, sampled by the device's thread. The table
 * looks at their state ten times a second, and only at the rows that can be seen; nothing here reads a device, and
 * nothing is sent here for a sample.
 */
public final class WatchView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.poke.watch";

    private static final String HELP = "org.barscope.ui.poke.watch";
    private static final int LOOK_MILLIS = 100;
    private static final int TREND_SAMPLES = 120;
    private static final int COALESCE_LOOKS = 5;
    /** Not everything that a region waits for is told: a file may come, a right may be given. */
    private static final int WAITING_LOOKS = 50;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss")
            .withZone(ZoneId.systemDefault());
    private static final Duration USUAL = Duration.ofMillis(250);

    private Watches watches;
    private Reactions reactions;
    private List<WatchRow> rows = List.of();
    private Duration interval = USUAL;
    private Table table;
    private Label said;
    private Registration inventory;
    private ActiveRegion active;
    private int lookAgainIn = WAITING_LOOKS;
    private boolean stale;

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 0).applyTo(parent);
        Composite frame = new Composite(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(frame);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new Table(frame, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI);
        table.setHeaderVisible(true);
        for (WatchColumn each : WatchColumn.values()) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(each.title());
            layout.setColumnData(column, new ColumnWeightData(each.weight(), 50, true));
        }
        AccessibleName.set(table, "Watches");
        table.addListener(SWT.SetData, event -> fill((TableItem) event.item));
        table.addListener(SWT.PaintItem, this::paintTrend);
        said = new Label(parent, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).indent(6, 2).exclude(true).applyTo(said);
        MenuManager menu = new MenuManager();
        menu.add(new GroupMarker("watch"));
        table.setMenu(menu.createContextMenu(table));
        getSite().registerContextMenu(ID, menu, null);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        Display display = parent.getDisplay();
        // Hundreds of lines may find their regions at once: they are shown together, at the next look.
        watches = new Watches(Poke.explorer(), display, () -> stale = true);
        reactions = new Reactions(getSite().getPage(), this::say);
        inventory = Poke.explorer().listen(change -> {
            if (change instanceof InventoryChange.DeviceGone gone) {
                watches.gone(gone.address());
            }
            lookAgainIn = COALESCE_LOOKS;
        });
        // A consent that was given in an editor is good for what waits for it.
        active = new ActiveRegion(getSite().getPage(), region -> lookAgainIn = COALESCE_LOOKS);
        showRows();
        watches.look();
        display.timerExec(LOOK_MILLIS, this::look);
    }

    /** The watches of this view. */
    Watches watches() {
        return watches;
    }

    /** The interval of the next watch: the one that was chosen last. */
    Duration interval() {
        return interval;
    }

    /** Samples some watches at another interval, and those to come. */
    void interval(List<WatchRow> some, Duration other) {
        interval = other;
        watches.interval(some, other);
    }

    /** Shows what is watched now. UI thread only. */
    void showRows() {
        if (table.isDisposed()) {
            return;
        }
        stale = false;
        rows = watches.rows();
        setContentDescription(rows.isEmpty() ? "Nothing is watched. Select a register in a region and choose Device >"
                + " Watch Register (Ctrl+Shift+T)." : "");
        VirtualRows.count(table, rows.size());
        table.clearAll();
    }

    private void say(String what) {
        if (!said.isDisposed()) {
            said.setText(CLOCK.format(Instant.now()) + "  " + what);
            said.setToolTipText(what);
            ((GridData) said.getLayoutData()).exclude = false;
            said.getParent().layout();
        }
    }

    private void look() {
        if (table.isDisposed()) {
            return;
        }
        long began = System.nanoTime();
        reactions.to(watches.triggers(), rows);
        if (stale) {
            showRows();
        }
        if (--lookAgainIn == 0) {
            lookAgainIn = WAITING_LOOKS;
            watches.look();
        }
        if (getSite().getPage().isPartVisible(this)) {
            int first = Math.max(0, table.getTopIndex());
            int last = Math.min(rows.size() - 1, first + table.getClientArea().height
                    / Math.max(1, table.getItemHeight()) + 1);
            for (int i = first; i <= last; i++) {
                fill(table.getItem(i));
            }
        }
        // On a machine that is busy with other things the window comes first: a look takes a fifth of the time at most.
        long spent = (System.nanoTime() - began) / 1_000_000;
        table.getDisplay().timerExec((int) Math.clamp(4 * spent, LOOK_MILLIS, 10 * LOOK_MILLIS), this::look);
    }

    private void fill(TableItem item) {
        int index = table.indexOf(item);
        if (index < 0 || index >= rows.size()) {
            return;
        }
        WatchRow row = rows.get(index);
        Optional<WatchState> state = row.watch().map(Watch::state);
        boolean changed = false;
        for (WatchColumn column : WatchColumn.values()) {
            String text = column.of(row, state);
            if (!item.getText(column.ordinal()).equals(text)) {
                item.setText(column.ordinal(), text);
                changed = true;
            }
        }
        Long samples = state.map(WatchState::samples).orElse(0L);
        if (changed || !samples.equals(item.getData())) {
            item.setData(samples);
            Rectangle trend = item.getBounds(WatchColumn.TREND.ordinal());
            table.redraw(trend.x, trend.y, trend.width, trend.height, false);
        }
    }

    private void paintTrend(Event event) {
        if (event.index != WatchColumn.TREND.ordinal()) {
            return;
        }
        int row = table.indexOf((TableItem) event.item);
        Watch watch = row < 0 || row >= rows.size() ? null : rows.get(row).watch().orElse(null);
        if (watch == null || !watch.what().numeric()) {
            return;
        }
        WatchState state = watch.state();
        List<Sample> samples = watch.samples(Math.max(0, state.samples() - TREND_SAMPLES));
        int width = table.getColumn(event.index).getWidth() - 8;
        int height = ((TableItem) event.item).getBounds().height - 6;
        draw(event.gc, samples, event.x + 4, event.y + 3, width, height);
    }

    /** A line through the samples; a gap where one could not be read; a tick where a condition marked one. */
    private static void draw(GC gc, List<Sample> samples, int x, int y, int width, int height) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (Sample sample : samples) {
            if (sample.value().isPresent()) {
                low = Math.min(low, unsigned(sample.value().getAsLong()));
                high = Math.max(high, unsigned(sample.value().getAsLong()));
            }
        }
        int before = Integer.MIN_VALUE;
        int beforeX = 0;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            int atX = x + (int) ((long) i * width / Math.max(1, TREND_SAMPLES - 1));
            if (sample.value().isEmpty()) {
                before = Integer.MIN_VALUE;
                continue;
            }
            double share = high > low ? (unsigned(sample.value().getAsLong()) - low) / (high - low) : 0.5;
            int atY = y + height - (int) Math.round(share * height);
            if (before != Integer.MIN_VALUE) {
                gc.drawLine(beforeX, before, atX, atY);
            } else {
                gc.drawPoint(atX, atY);
            }
            if (sample.marked()) {
                gc.drawLine(atX, y, atX, y + height);
            }
            before = atY;
            beforeX = atX;
        }
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0 + (value & 1);
    }

    /** What is selected. */
    List<WatchRow> selected() {
        return Arrays.stream(table.getSelectionIndices()).filter(i -> i < rows.size()).mapToObj(rows::get)
                .toList();
    }

    /** What is selected, or all. */
    List<WatchRow> chosen() {
        List<WatchRow> selected = selected();
        return selected.isEmpty() ? rows : selected;
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        if (watches != null) {
            inventory.close();
            active.close();
            watches.close();
        }
        super.dispose();
    }
}
