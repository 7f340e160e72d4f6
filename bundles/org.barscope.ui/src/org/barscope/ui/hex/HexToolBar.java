// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;
import org.barscope.widgets.hex.HexOptions;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/** Above the hex canvas: when bytes are read, how they are shown, how wide each access is. */
final class HexToolBar extends Composite {

    private static final List<Duration> INTERVALS = List.of(Duration.ofMillis(50), Duration.ofMillis(100),
            Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5));
    private static final List<Integer> CELLS = List.of(1, 2, 4, 8);

    private final HexPage page;
    private Combo cells;
    private Button bigEndian;
    private Combo width;
    private Combo interval;
    private Button pause;
    private Button refresh;

    HexToolBar(Composite parent, HexPage page) {
        super(parent, SWT.NONE);
        this.page = page;
    }

    /** Makes the controls; once the page is complete. */
    void fill() {
        GridLayoutFactory.fillDefaults().margins(8, 4).spacing(6, 0).applyTo(this);
        pause = new Button(this, SWT.TOGGLE);
        pause.setText("&Pause");
        pause.setToolTipText("Stop refreshing");
        pause.addListener(SWT.Selection, event -> page.pause(pause.getSelection()));
        refresh = new Button(this, SWT.PUSH);
        refresh.setText("&Refresh");
        refresh.setToolTipText("Read what is visible once (F5)");
        refresh.addListener(SWT.Selection, event -> page.refresh());
        interval = combo("E&very", "The time from one refresh to the next",
                INTERVALS.stream().map(HexToolBar::text).toList(), at -> page.interval(INTERVALS.get(at)));
        cells = combo("&Cells", "How many bytes a cell shows; does not change how they are read",
                CELLS.stream().map(c -> c * 8 + "-bit").toList(),
                at -> page.options(page.canvas().getOptions().withCellSize(CELLS.get(at))));
        bigEndian = new Button(this, SWT.TOGGLE);
        bigEndian.setText("&BE");
        bigEndian.setToolTipText("Show cells as big-endian numbers");
        bigEndian.addListener(SWT.Selection, event -> page.options(page.canvas().getOptions()
                .withOrder(bigEndian.getSelection() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)));
        width = combo("&Access", "The width of each bus access where the description does not say",
                widths().stream().map(w -> w.bits() + "-bit").toList(), at -> page.accessWidth(widths().get(at)));
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.BEGINNING, SWT.CENTER).applyTo(width);
        ((GridLayout) getLayout()).numColumns = getChildren().length;
        showSettings();
    }

    /** Configuration space has no 64-bit accesses (PCI Express Base Specification, section 7.2). */
    private List<AccessWidth> widths() {
        return page.region().info().kind() == RegionKind.CONFIG
                ? List.of(AccessWidth.W8, AccessWidth.W16, AccessWidth.W32) : List.of(AccessWidth.values());
    }

    private Combo combo(String label, String tip, List<String> items, Consumer<Integer> chosen) {
        Label name = new Label(this, SWT.NONE);
        name.setText(label + ":");
        GridDataFactory.fillDefaults().align(SWT.END, SWT.CENTER).applyTo(name);
        Combo combo = new Combo(this, SWT.READ_ONLY);
        combo.setItems(items.toArray(String[]::new));
        combo.setToolTipText(tip);
        combo.addListener(SWT.Selection, event -> chosen.accept(combo.getSelectionIndex()));
        return combo;
    }

    private static String text(Duration period) {
        return period.toMillis() < 1000 ? period.toMillis() + " ms"
                : String.format(Locale.ROOT, "%d s", period.toSeconds());
    }

    /** Shows the page's settings as they are now. */
    void showSettings() {
        HexOptions options = page.canvas().getOptions();
        cells.select(CELLS.indexOf(options.cellSize()));
        bigEndian.setSelection(options.order() == ByteOrder.BIG_ENDIAN);
        width.select(widths().indexOf(page.region().access().defaultWidth()));
        width.setEnabled(page.region().info().kind() != RegionKind.MEMORY);
        int at = INTERVALS.indexOf(page.interval());
        if (at >= 0) {
            interval.select(at);
        }
        pause.setSelection(page.paused().orElse(false));
        pause.setEnabled(page.mayRead());
        refresh.setEnabled(page.mayRead());
    }
}
