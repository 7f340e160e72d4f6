// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * A narrow bar beside a {@link HexCanvas} that shows the whole region at once: bookmarks, matches, differences, recent
 * changes, the selection, and which part is visible. A click goes there.
 * <p>
 * Every kind has its own place across the bar, so that none depends on telling colours apart.
 */
public final class HexOverview extends Canvas {

    private static final int WIDTH = 16;
    private static final int MIN_MARK = 2;
    private static final int MIN_VIEWPORT = 5;

    private static final Map<HexMark.Kind, Lane> LANES = new EnumMap<>(Map.of(
            HexMark.Kind.BOOKMARK, new Lane(0, 6, HexColor.BOOKMARK),
            HexMark.Kind.MATCH, new Lane(6, 4, HexColor.MATCH),
            HexMark.Kind.DIFFERENCE, new Lane(6, 4, HexColor.DIFFERENCE),
            HexMark.Kind.CHANGE, new Lane(10, 6, HexColor.CHANGED)));

    private final HexCanvas canvas;
    private final Runnable onView = this::changed;
    private final Runnable onMarks = this::forgetMarks;
    private Optional<List<HexMark>> marks = Optional.empty();
    private HexModel marksOf;

    /** Place and colour of a kind of mark. */
    private record Lane(int x, int width, HexColor color) {
    }

    /**
     * The overview of a hex view.
     *
     * @param parent the parent
     * @param style  style bits of {@link Canvas}
     * @param canvas the hex view
     */
    public HexOverview(Composite parent, int style, HexCanvas canvas) {
        super(parent, style | SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
        this.canvas = canvas;
        canvas.addViewListener(onView, onMarks);
        addListener(SWT.Dispose, event -> canvas.removeViewListener(onView, onMarks));
        addListener(SWT.Paint, event -> paint(event.gc));
        addListener(SWT.MouseDown, this::go);
        addListener(SWT.MouseMove, this::move);
        addListener(SWT.MouseVerticalWheel, event -> canvas.controller().scrollRows(-event.count));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Overview";
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = description();
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_GRAPHIC;
            }
        });
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        Point size = super.computeSize(widthHint, heightHint, changed);
        return new Point(widthHint == SWT.DEFAULT ? WIDTH : size.x, size.y);
    }

    /** What the bar shows, in words: how many marks of each kind, and which part is visible. */
    String description() {
        String counted = marks().stream().filter(mark -> LANES.containsKey(mark.kind()))
                .collect(Collectors.groupingBy(HexMark::kind, () -> new EnumMap<>(HexMark.Kind.class),
                        Collectors.counting()))
                .entrySet().stream().map(entry -> entry.getKey().label() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        String visible = canvas.controller().visible().map(range -> "Visible: " + range).orElse("Nothing visible");
        return counted.isEmpty() ? visible : visible + ", " + counted;
    }

    private void changed() {
        if (!isDisposed()) {
            redraw();
        }
    }

    private void forgetMarks() {
        marks = Optional.empty();
    }

    private List<HexMark> marks() {
        HexModel model = canvas.controller().model();
        if (marks.isEmpty() || marksOf != model) {
            marksOf = model;
            marks = Optional.of(model.extent().map(model::marks).orElseGet(List::of));
        }
        return marks.get();
    }

    private Optional<OverviewScale> scale() {
        return canvas.controller().geometry().extent()
                .map(extent -> new OverviewScale(extent, getClientArea().height));
    }

    private void paint(GC gc) {
        HexTheme theme = canvas.getTheme();
        Rectangle area = getClientArea();
        gc.setBackground(theme.color(HexColor.GUTTER_BACKGROUND));
        gc.fillRectangle(area);
        gc.setForeground(theme.color(HexColor.LINE));
        gc.drawLine(0, 0, 0, area.height);
        scale().ifPresent(scale -> {
            selection().ifPresent(range -> {
                gc.setBackground(theme.color(HexColor.SELECTION));
                band(gc, scale, range, 1, area.width, MIN_MARK);
            });
            for (HexMark mark : marks()) {
                Lane lane = LANES.get(mark.kind());
                if (lane != null) {
                    gc.setBackground(theme.color(lane.color()));
                    band(gc, scale, mark.range(), lane.x() + 1, lane.width() - 1, MIN_MARK);
                }
            }
            canvas.controller().visible().ifPresent(range -> viewport(gc, scale, range, area.width));
        });
    }

    private Optional<HexRange> selection() {
        return canvas.controller().selection().flatMap(HexSelection::selected);
    }

    private static void band(GC gc, OverviewScale scale, HexRange range, int x, int width, int least) {
        int top = scale.y(range.first());
        gc.fillRectangle(x, top, width, Math.max(least, scale.y(range.last()) - top + 1));
    }

    private void viewport(GC gc, OverviewScale scale, HexRange range, int width) {
        HexTheme theme = canvas.getTheme();
        int top = Math.min(scale.y(range.first()), scale.height() - MIN_VIEWPORT);
        int height = Math.max(MIN_VIEWPORT, scale.y(range.last()) - top + 1);
        gc.setAlpha(48);
        gc.setBackground(theme.color(HexColor.VIEWPORT));
        gc.fillRectangle(1, top, width - 1, height);
        gc.setAlpha(255);
        gc.setForeground(theme.color(HexColor.VIEWPORT));
        gc.drawRectangle(1, top, width - 2, height - 1);
    }

    private void go(Event event) {
        if (event.button == 1) {
            scale().ifPresent(scale -> centre(scale.offset(event.y)));
        }
    }

    private void centre(long offset) {
        HexController controller = canvas.controller();
        controller.scrollTo(controller.geometry().row(offset) - controller.viewport().pageRows() / 2);
    }

    private void move(Event event) {
        if ((event.stateMask & SWT.BUTTON1) != 0) {
            scale().ifPresent(scale -> centre(scale.offset(Math.clamp(event.y, 0, scale.height() - 1))));
            return;
        }
        String text = scale().map(scale -> toolTip(scale, event.y)).orElse(null);
        if (text != null && !text.equals(getToolTipText())) {
            setToolTipText(text);
        }
    }

    private String toolTip(OverviewScale scale, int y) {
        HexRange under = HexRange.between(scale.offset(y), scale.offset(y + 1));
        String names = marks().stream()
                .filter(mark -> LANES.containsKey(mark.kind()) && mark.range().intersects(under))
                .limit(10).map(HexMark::label).distinct().collect(Collectors.joining("\n"));
        String address = canvas.controller().describer().address(under.first());
        return names.isEmpty() ? address : address + "\n" + names;
    }
}
