// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.watch;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.barscope.core.backend.Registration;
import org.barscope.core.watch.Sample;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchCondition;
import org.barscope.core.watch.WatchState;
import org.barscope.core.watch.WatchTrigger;
import org.barscope.ui.poke.watch.WatchColumn.NumberForm;
import org.barscope.ui.work.Work;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.action.GroupMarker;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * Registers, fields and ranges that are watched, each at its own interval, sampled by the device's thread. The table
 * looks at their state ten times a second, and only at the rows that can be seen; nothing here reads a device.
 */
public final class WatchView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.poke.watch";

    private static final String HELP = "org.barscope.ui.poke.watch";
    private static final int LOOK_MILLIS = 100;
    private static final int TREND_SAMPLES = 120;

    private final Watches watches = new Watches();
    private final Map<Watch, NumberForm> forms = new WeakHashMap<>();
    private List<Watch> rows = List.of();
    private Table table;
    private Registration triggers;

    @Override
    public void createPartControl(Composite parent) {
        Composite frame = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        table = new Table(frame, SWT.VIRTUAL | SWT.FULL_SELECTION | SWT.MULTI);
        table.setHeaderVisible(true);
        for (WatchColumn each : WatchColumn.values()) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(each.title());
            layout.setColumnData(column, new ColumnWeightData(each.weight(), 50, true));
        }
        table.addListener(SWT.SetData, event -> fill((TableItem) event.item));
        table.addListener(SWT.PaintItem, this::paintTrend);
        MenuManager menu = new MenuManager();
        menu.add(new GroupMarker("watch"));
        table.setMenu(menu.createContextMenu(table));
        getSite().registerContextMenu(ID, menu, null);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(frame, HELP);
        Display display = parent.getDisplay();
        triggers = watches.listen(trigger -> Work.later(display, () -> triggered(display, trigger)));
        showRows();
        display.timerExec(LOOK_MILLIS, this::look);
    }

    /** The watches of this view. */
    Watches watches() {
        return watches;
    }

    /** Shows what is watched now. UI thread only. */
    void showRows() {
        rows = watches.all();
        setContentDescription(rows.isEmpty() ? "Nothing is watched. Select a register in a region and choose Device >"
                + " Watch Register (Ctrl+Shift+T)." : "");
        table.setItemCount(rows.size());
        table.clearAll();
    }

    private void look() {
        if (table.isDisposed()) {
            return;
        }
        if (getSite().getPage().isPartVisible(this)) {
            int first = Math.max(0, table.getTopIndex());
            int last = Math.min(rows.size() - 1, first + table.getClientArea().height
                    / Math.max(1, table.getItemHeight()) + 1);
            for (int i = first; i <= last; i++) {
                fill(table.getItem(i));
            }
        }
        table.getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    private void fill(TableItem item) {
        int index = table.indexOf(item);
        if (index < 0 || index >= rows.size()) {
            return;
        }
        Watch watch = rows.get(index);
        WatchState state = watch.state();
        NumberForm form = forms.getOrDefault(watch, NumberForm.HEX);
        boolean changed = false;
        for (WatchColumn column : WatchColumn.values()) {
            String text = column.of(watch, state, form);
            if (!item.getText(column.ordinal()).equals(text)) {
                item.setText(column.ordinal(), text);
                changed = true;
            }
        }
        Object samples = item.getData();
        if (changed || !Long.valueOf(state.samples()).equals(samples)) {
            item.setData(state.samples());
            table.redraw(item.getBounds(WatchColumn.TREND.ordinal()).x,
                    item.getBounds(WatchColumn.TREND.ordinal()).y,
                    item.getBounds(WatchColumn.TREND.ordinal()).width, item.getBounds().height, false);
        }
    }

    private void paintTrend(Event event) {
        if (event.index != WatchColumn.TREND.ordinal()) {
            return;
        }
        int row = table.indexOf((TableItem) event.item);
        if (row < 0 || row >= rows.size() || !rows.get(row).what().numeric()) {
            return;
        }
        Watch watch = rows.get(row);
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

    private void triggered(Display display, WatchTrigger trigger) {
        if (trigger.condition().actions().contains(WatchCondition.Action.SOUND)) {
            display.beep();
        }
    }

    /** What is selected. */
    List<Watch> selected() {
        return Arrays.stream(table.getSelectionIndices()).filter(i -> i < rows.size()).mapToObj(rows::get)
                .toList();
    }

    /** How the numbers of a watch are written. */
    void form(Watch watch, NumberForm form) {
        forms.put(watch, form);
        table.clearAll();
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        if (triggers != null) {
            triggers.close();
        }
        Job.createSystem("Ending watches", (ICoreRunnable) monitor -> watches.close()).schedule();
        super.dispose();
    }
}
