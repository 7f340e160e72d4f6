// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.spark;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

import org.barscope.widgets.hex.HexColor;
import org.barscope.widgets.hex.HexTheme;
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
import org.eclipse.swt.widgets.Listener;

/** Draws a {@link SparkSeries} as a line that ends in a dot at the newest value. Gaps stay open. */
public final class Sparkline extends Canvas {

    private static final int MARGIN = 3;
    private static final int WIDTH = 96;
    private static final int HEIGHT = 22;

    private SparkSeries series = SparkSeries.EMPTY;
    private Optional<HexTheme> theme = Optional.empty();
    private String name = "Recent values";

    /**
     * An empty sparkline.
     *
     * @param parent the parent
     * @param style  style bits of {@link Canvas}
     */
    public Sparkline(Composite parent, int style) {
        super(parent, style | SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS | SWT.LEFT_TO_RIGHT);
        addListener(SWT.Paint, event -> paint(event.gc));
        Listener settings = event -> redraw();
        getDisplay().addListener(SWT.Settings, settings);
        addListener(SWT.Dispose, event -> getDisplay().removeListener(SWT.Settings, settings));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = name;
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = describe();
            }
        });
        getAccessible().addAccessibleControlListener(new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent event) {
                event.detail = ACC.ROLE_GRAPHIC;
            }
        });
    }

    /**
     * Shows other values.
     *
     * @param newSeries the values
     */
    public void setSeries(SparkSeries newSeries) {
        checkWidget();
        series = Objects.requireNonNull(newSeries, "newSeries");
        setToolTipText(describe());
        redraw();
    }

    /**
     * The values shown.
     *
     * @return the series
     */
    public SparkSeries getSeries() {
        checkWidget();
        return series;
    }

    /**
     * Chooses colours.
     *
     * @param newTheme the theme, or nothing to follow the lists of the desktop
     */
    public void setTheme(Optional<HexTheme> newTheme) {
        checkWidget();
        theme = Objects.requireNonNull(newTheme, "newTheme");
        redraw();
    }

    /**
     * Names the line for screen readers.
     *
     * @param newName such as the register's path
     */
    public void setAccessibleName(String newName) {
        checkWidget();
        name = Objects.requireNonNull(newName, "newName");
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? WIDTH : widthHint, heightHint == SWT.DEFAULT ? HEIGHT : heightHint);
    }

    /** The series in words: newest, least and greatest value, and how many there are. */
    String describe() {
        OptionalDouble last = series.last();
        if (last.isEmpty()) {
            return "No values";
        }
        return "Newest " + number(last.getAsDouble()) + ", least " + number(series.min().orElseThrow())
                + ", greatest " + number(series.max().orElseThrow()) + ", " + series.length() + " values";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p53 ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private void paint(GC gc) {
        HexTheme colors = theme.orElseGet(() -> HexTheme.of(getDisplay()));
        Rectangle area = getClientArea();
        gc.setBackground(colors.color(HexColor.BACKGROUND));
        gc.fillRectangle(area);
        SparkScale scale = new SparkScale(series, Math.max(1, area.width - 2 * MARGIN),
                Math.max(1, area.height - 2 * MARGIN));
        List<int[]> lines = scale.lines();
        gc.setAntialias(SWT.ON);
        gc.setForeground(colors.color(HexColor.CARET));
        for (int[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                line[i] += MARGIN;
            }
            if (line.length == 2) {
                gc.drawPoint(line[0], line[1]);
            } else {
                gc.drawPolyline(line);
            }
        }
        if (!lines.isEmpty() && Double.isFinite(series.at(series.length() - 1))) {
            int[] last = lines.getLast();
            gc.setBackground(colors.color(HexColor.CHANGED));
            gc.fillOval(last[last.length - 2] - 2, last[last.length - 1] - 2, 5, 5);
        }
    }
}
