// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
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

    private final HexPage page;
    private final SashForm sides;
    private final Label said;
    private final Button beside;
    private Optional<RegionSnapshot> other = Optional.empty();
    private HexCanvas canvas;
    private RegionHexModel model;
    private boolean following;

    /** @param sides holds the page's canvas; the other side's goes beside it */
    Comparison(Composite parent, HexPage page, SashForm sides) {
        super(parent, SWT.NONE);
        this.page = page;
        this.sides = sides;
        GridLayoutFactory.fillDefaults().margins(8, 2).spacing(8, 0).numColumns(3).applyTo(this);
        said = new Label(this, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(said);
        beside = new Button(this, SWT.TOGGLE);
        beside.setText("&Side by Side");
        beside.addListener(SWT.Selection, event -> showBeside(beside.getSelection()));
        Button stop = new Button(this, SWT.PUSH);
        stop.setText("Stop &Comparing");
        stop.addListener(SWT.Selection, event -> with(Optional.empty()));
        setVisible(false);
    }

    /** What is compared with. */
    Optional<RegionSnapshot> other() {
        return other;
    }

    /** Compares with a snapshot from now on, or with nothing. */
    void with(Optional<RegionSnapshot> snapshot) {
        other = snapshot;
        setVisible(snapshot.isPresent());
        ((GridData) getLayoutData()).exclude = snapshot.isEmpty();
        if (snapshot.isEmpty()) {
            beside.setSelection(false);
            showBeside(false);
        } else if (canvas != null) {
            showWindow(canvas.getVisibleRange());
        }
        getParent().layout(true, true);
        update(page.region().latest());
    }

    /** Compares with what was read now. */
    void update(RegionSnapshot latest) {
        if (other.isEmpty()) {
            page.marks().differences(List.of());
            return;
        }
        SnapshotDiff diff = SnapshotDiff.of(other.get(), latest);
        page.marks().differences(diff.differences());
        said.setText("Compared with " + TIME.format(other.get().time()) + ": " + (diff.compared() == 0
                ? "nothing that is shown is in the snapshot" : diff.bytes() == 0 ? "no difference in what is shown"
                        : diff.bytes() + (diff.bytes() == 1 ? " byte differs" : " bytes differ") + " in what is shown")
                + ". Ctrl+. goes to the next.");
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
        if (range.isEmpty() || other.isEmpty() || canvas == null) {
            return;
        }
        Span span = new Span(range.get().first(), range.get().length()).within(page.region().info().size());
        byte[] bytes = new byte[Math.toIntExact(span.length())];
        byte[] states = new byte[bytes.length];
        other.get().copy(span.offset(), bytes, states);
        UnitState[] units = new UnitState[bytes.length];
        Arrays.setAll(units, i -> UnitState.values()[states[i]]);
        model.delivered(RegionSnapshot.of(other.get().uri(), other.get().time(), span.offset(), bytes, units));
    }
}
