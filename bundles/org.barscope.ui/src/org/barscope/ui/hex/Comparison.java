// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.core.memory.UnitState;
import org.barscope.core.memory.diff.SnapshotDiff;
import org.barscope.widgets.hex.HexCanvas;
import org.barscope.widgets.hex.HexRange;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;

/**
 * The other side of a hex page: a snapshot that what is read is compared with, marked in the page and, if wanted, shown
 * beside it. A line above says what differs. UI thread only.
 */
final class Comparison extends Composite {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
            .withZone(ZoneId.systemDefault());

    private static final int SHOWN = 16;

    private final HexPage page;
    private final SashForm sides;
    private final Label said;
    private final Button beside;
    private Optional<RegionSnapshot> other = Optional.empty();
    private Optional<RegionSnapshot> instead = Optional.empty();
    private HexCanvas canvas;
    private RegionHexModel model;
    private boolean following;

    /** @param sides holds the page's canvas; the other side's goes beside it */
    Comparison(Composite parent, HexPage page, SashForm sides) {
        super(parent, SWT.NONE);
        this.page = page;
        this.sides = sides;
        GridLayoutFactory.fillDefaults().margins(8, 2).spacing(8, 0).numColumns(5).applyTo(this);
        said = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(1, SWT.DEFAULT).applyTo(said);
        beside = new Button(this, SWT.TOGGLE);
        beside.setText("&Side by Side");
        beside.addListener(SWT.Selection, event -> showBeside(beside.getSelection()));
        button("&List", "Count and list all differences", () -> CompareHandler.list(page));
        button("E&xport…", "Write all differences to a file", () -> other.ifPresent(snapshot ->
                new Differences(page, snapshot).export(getShell())));
        button("Stop &Comparing", "Show the region as it is now", page::stopComparing);
        setVisible(false);
    }

    private void button(String text, String tip, Runnable pressed) {
        Button button = new Button(this, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, event -> pressed.run());
    }

    /** What the page shows instead of the region as it is now; empty while it is live. */
    Optional<RegionSnapshot> instead() {
        return instead;
    }

    /** Lets the page show a snapshot, or what is read. */
    void instead(Optional<RegionSnapshot> snapshot) {
        instead = snapshot;
        appear();
    }

    private void appear() {
        boolean wanted = other.isPresent() || instead.isPresent();
        setVisible(wanted);
        ((GridData) getLayoutData()).exclude = !wanted;
        beside.setEnabled(other.isPresent());
        getParent().layout(true, true);
        update(page.shown());
    }

    /** What is compared with. */
    Optional<RegionSnapshot> other() {
        return other;
    }

    /** Compares with a snapshot from now on, or with nothing. */
    void with(Optional<RegionSnapshot> snapshot) {
        other = snapshot;
        if (snapshot.isEmpty()) {
            beside.setSelection(false);
            showBeside(false);
        } else if (canvas != null) {
            showWindow(canvas.getVisibleRange());
        }
        appear();
    }

    /** Compares with what is shown now. */
    void update(RegionSnapshot shown) {
        String side = instead.map(snapshot -> "Not live: the snapshot of " + TIME.format(snapshot.time()) + ". ")
                .orElse("");
        if (other.isEmpty()) {
            page.marks().differences(List.of(), span -> "");
            say(side);
            return;
        }
        SnapshotDiff diff = SnapshotDiff.of(other.get(), shown);
        page.marks().differences(diff.differences(), this::there);
        // What matters comes first: the rest is told by the pointer where there is no room.
        say(side + (diff.compared() == 0 ? "Nothing that is shown is in the other side"
                : diff.bytes() == 0 ? "= no difference in what is shown"
                        : "≠ " + diff.bytes() + (diff.bytes() == 1 ? " byte differs" : " bytes differ")
                                + " in what is shown")
                + ". Compared with " + TIME.format(other.get().time()) + ". Ctrl+. goes to the next.");
    }

    private void say(String text) {
        if (!said.getText().equals(text)) {
            said.setText(text);
            said.setToolTipText(text);
        }
    }

    /** What the other side holds where it differs, for the pointer and for readers of the screen. */
    private String there(Span span) {
        StringBuilder text = new StringBuilder("other side:");
        for (long at = span.offset(); at < Math.min(span.end(), span.offset() + SHOWN); at++) {
            text.append(' ').append(HexFormat.of().toHexDigits((byte) other.orElseThrow().byteAt(at)));
        }
        return text.append(span.length() > SHOWN ? " …" : "").toString();
    }

    boolean besideShown() {
        return canvas != null;
    }

    /** Shows the snapshot beside the page, scrolled with it. */
    void showBeside(boolean wanted) {
        if (wanted && canvas == null && other.isPresent()) {
            beside.setSelection(true);
            canvas = new HexCanvas(sides, SWT.NONE);
            canvas.setFont(page.canvas().getFont());
            HexColors.apply(canvas);
            canvas.setAccessibleName("Snapshot of " + page.region().input().getName());
            canvas.setOptions(page.canvas().getOptions());
            model = new RegionHexModel(page.region().info().size(), AccessMap.safe(
                    page.region().access().defaultWidth()));
            model.marks(page.marks());
            canvas.addVisibleRangeListener(this::scrolled);
            canvas.setModel(model);
            sides.layout(true, true);
            canvas.setTopOffset(page.canvas().getTopOffset());
        } else if (!wanted && canvas != null) {
            HexCanvas gone = canvas;
            canvas = null;
            gone.dispose();
            sides.layout(true, true);
        }
    }

    private void scrolled(Optional<HexRange> range) {
        showWindow(range);
        follow(() -> page.canvas().setTopOffset(canvas.getTopOffset()));
    }

    /** The page was scrolled. */
    void pageScrolled() {
        if (canvas != null) {
            follow(() -> canvas.setTopOffset(page.canvas().getTopOffset()));
        }
    }

    /** The page shows its bytes in another way. */
    void optionsChanged() {
        if (canvas != null) {
            canvas.setOptions(page.canvas().getOptions());
        }
    }

    /** The marks on top of both sides have changed. */
    void marksChanged() {
        if (canvas != null) {
            model.marksChanged();
        }
    }

    private void follow(Runnable scroll) {
        if (!following) {
            following = true;
            try {
                scroll.run();
            } finally {
                following = false;
            }
        }
    }

    /** Of a large snapshot only what is seen is handed to the canvas. */
    private void showWindow(Optional<HexRange> range) {
        if (range.isPresent() && other.isPresent() && canvas != null) {
            model.delivered(window(other.get(), range.get(), page.region().info().size()));
        }
    }

    /** The part of a snapshot that is seen. */
    static RegionSnapshot window(RegionSnapshot snapshot, HexRange range, long size) {
        Span span = new Span(range.first(), range.length()).within(size);
        byte[] bytes = new byte[Math.toIntExact(span.length())];
        byte[] states = new byte[bytes.length];
        snapshot.copy(span.offset(), bytes, states);
        UnitState[] units = new UnitState[bytes.length];
        Arrays.setAll(units, i -> UnitState.values()[states[i]]);
        return RegionSnapshot.of(snapshot.uri(), snapshot.time(), span.offset(), bytes, units);
    }
}
