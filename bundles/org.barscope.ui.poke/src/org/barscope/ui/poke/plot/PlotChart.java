// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.plot;

import java.util.List;
import java.util.function.DoubleConsumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.PaintEvent;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageLoader;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ICustomPaintListener;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ISeries;
import org.eclipse.swtchart.ISeries.SeriesType;
import org.eclipse.swtchart.LineStyle;
import org.eclipse.swtchart.Range;

/** The chart of a plot, and how it is moved and zoomed by keys and the mouse. */
final class PlotChart {

    private static final double USUAL_SECONDS = 30;
    private static final double SHORTEST = 1e-4;
    private static final double STEP = 0.1;

    private final Composite parent;
    private final Chart chart;
    private final List<PlotSeries> lines;
    private PlotLook look;
    private boolean following = true;
    private boolean ownScales;
    private double from;
    private double seconds = USUAL_SECONDS;
    private double hover = Double.NaN;
    private int draggedAt = -1;
    private Runnable viewed = () -> {
    };
    private DoubleConsumer hovered = time -> {
    };

    /** @param lines what is plotted; the list may change before {@link #begin} */
    PlotChart(Composite parent, List<PlotSeries> lines) {
        this.parent = parent;
        this.lines = lines;
        chart = new Chart(parent, SWT.NONE);
        chart.getTitle().setVisible(false);
        // At the side: the view is wide and low where it stands below the editors.
        chart.getLegend().setPosition(SWT.RIGHT);
        x().getGrid().setStyle(LineStyle.DOT);
        y().getGrid().setStyle(LineStyle.DOT);
        y().getTitle().setVisible(false);
        x().getTitle().setFont(chart.getFont());
        chart.getPlotArea().addCustomPaintListener(new ICustomPaintListener() {
            @Override
            public void paintControl(PaintEvent event) {
                if (!Double.isNaN(hover)) {
                    int at = x().getPixelCoordinate(hover);
                    event.gc.setForeground(chart.getForeground());
                    event.gc.drawLine(at, 0, at, event.height);
                }
            }

            @Override
            public boolean drawBehindSeries() {
                return false;
            }
        });
        Control area = plotArea();
        area.addListener(SWT.MouseMove, this::moved);
        area.addListener(SWT.MouseDown, event -> {
            area.setFocus();
            draggedAt = event.button == 1 ? event.x : -1;
        });
        area.addListener(SWT.MouseUp, event -> draggedAt = -1);
        area.addListener(SWT.MouseDoubleClick, event -> all());
        area.addListener(SWT.MouseExit, event -> hover(Double.NaN));
        area.addListener(SWT.MouseWheel, event -> zoom(event.count > 0 ? 0.8 : 1.25, share(event.x)));
        area.addListener(SWT.KeyDown, this::key);
        area.addListener(SWT.Traverse, event -> event.doit = event.detail != SWT.TRAVERSE_ARROW_NEXT
                && event.detail != SWT.TRAVERSE_ARROW_PREVIOUS);
        lookAtColors();
    }

    private IAxis x() {
        return chart.getAxisSet().getXAxis(0);
    }

    private IAxis y() {
        return chart.getAxisSet().getYAxis(0);
    }

    Control control() {
        return chart;
    }

    /** What the mouse points at and keys go to. */
    Control plotArea() {
        return chart.getPlotArea().getControl();
    }

    /** @param told called when another time is shown than before, by whatever means */
    void onView(Runnable told) {
        viewed = told;
    }

    /** @param told is given the time that is pointed at; NaN when none is */
    void onHover(DoubleConsumer told) {
        hovered = told;
    }

    /** Shows the lines that there are now. */
    void begin(String axis) {
        for (ISeries<?> old : chart.getSeriesSet().getSeries()) {
            chart.getSeriesSet().deleteSeries(old.getId());
        }
        for (int i = 0; i < lines.size(); i++) {
            PlotSeries each = lines.get(i);
            ILineSeries<?> line = (ILineSeries<?>) chart.getSeriesSet().createSeries(SeriesType.LINE,
                    Integer.toString(i));
            line.setDescription(name(each));
            line.enableStep(true);
            look.apply(line, i);
        }
        chart.getLegend().setVisible(!lines.isEmpty());
        x().getTitle().setText(axis);
        following = true;
        seconds = USUAL_SECONDS;
        refresh();
        viewed.run();
    }

    /** The region is named only where two lines have one name. */
    private String name(PlotSeries line) {
        String name = line.watch().what().name();
        return lines.stream().filter(other -> other.watch().what().name().equals(name)).count() > 1
                ? name + "  " + line.watch().uri() : name;
    }

    /** Draws what is known now. */
    void refresh() {
        double newest = lines.stream().mapToDouble(PlotSeries::newest).filter(Double::isFinite).max().orElse(0);
        if (following) {
            from = newest - seconds;
        }
        int columns = Math.max(1, plotArea().getSize().x);
        chart.suspendUpdate(true);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < lines.size(); i++) {
            PlotSeries.Line line = lines.get(i).line(from, from + seconds, columns);
            double[] y = ownScales ? scaled(line.y()) : line.y();
            ISeries<?> series = chart.getSeriesSet().getSeries(Integer.toString(i));
            series.setXSeries(line.x());
            series.setYSeries(y);
            for (double value : y) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        x().setRange(new Range(from, from + seconds));
        if (ownScales) {
            // From the least to the most of each; also where each has one value only.
            low = 0;
            high = 1;
        }
        double margin = high > low ? (high - low) * 0.05 : Math.max(1, Math.abs(high) * 0.05);
        y().setRange(low <= high ? new Range(low - margin, high + margin) : new Range(0, 1));
        chart.suspendUpdate(false);
        chart.redraw();
    }

    private static double[] scaled(double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        double[] scaled = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = high > low ? (values[i] - low) / (high - low) : 0.5;
        }
        return scaled;
    }

    /** Whether the newest samples are kept in sight. */
    boolean following() {
        return following;
    }

    /** Keeps the newest samples in sight, or what is in sight now. */
    void follow(boolean on) {
        following = on;
        refresh();
        viewed.run();
    }

    void ownScales(boolean on) {
        ownScales = on;
        refresh();
    }

    /**
     * Shows more or less time.
     *
     * @param factor above 1 for more
     * @param share  what stays where it is, from 0 at the left to 1 at the right
     */
    void zoom(double factor, double share) {
        double kept = from + seconds * share;
        seconds = Math.max(SHORTEST, seconds * factor);
        from = kept - seconds * share;
        refresh();
        viewed.run();
    }

    /** Shows all samples that are kept. */
    void all() {
        double first = lines.stream().mapToDouble(PlotSeries::first).filter(Double::isFinite).min().orElse(0);
        double newest = lines.stream().mapToDouble(PlotSeries::newest).filter(Double::isFinite).max().orElse(1);
        following = false;
        from = first;
        seconds = Math.max(SHORTEST, newest - first);
        refresh();
        viewed.run();
    }

    private void pan(double share) {
        following = false;
        from += share * seconds;
        refresh();
        viewed.run();
    }

    private double share(int pixel) {
        return Math.clamp((double) pixel / Math.max(1, plotArea().getSize().x), 0, 1);
    }

    private void moved(Event event) {
        if (draggedAt >= 0 && (event.stateMask & SWT.BUTTON1) != 0) {
            pan((double) (draggedAt - event.x) / Math.max(1, plotArea().getSize().x));
            draggedAt = event.x;
        }
        hover(from + seconds * share(event.x));
    }

    private void hover(double time) {
        hover = time;
        hovered.accept(time);
        plotArea().redraw();
    }

    private void key(Event event) {
        switch (event.keyCode) {
            case SWT.ARROW_LEFT -> pan(-STEP);
            case SWT.ARROW_RIGHT -> pan(STEP);
            case SWT.PAGE_UP -> pan(-1);
            case SWT.PAGE_DOWN -> pan(1);
            case SWT.HOME -> all();
            case SWT.END -> follow(true);
            case '+', '=', SWT.KEYPAD_ADD -> zoom(0.5, following ? 1 : 0.5);
            case '-', SWT.KEYPAD_SUBTRACT -> zoom(2, following ? 1 : 0.5);
            default -> event.doit = true;
        }
    }

    /** Follows the theme, which colours what the chart is in. */
    void lookAtColors() {
        RGB background = parent.getBackground().getRGB();
        RGB foreground = parent.getForeground().getRGB();
        PlotLook now = new PlotLook(background, foreground);
        if (!now.equals(look)) {
            look = now;
            look.apply(chart);
            ISeries<?>[] series = chart.getSeriesSet().getSeries();
            for (int i = 0; i < series.length; i++) {
                look.apply((ILineSeries<?>) series[i], i);
            }
            chart.redraw();
        }
    }

    /**
     * Writes what is shown as a picture.
     *
     * @throws org.eclipse.swt.SWTException when the file cannot be written
     */
    void save(String file) {
        Point size = chart.getSize();
        Image image = new Image(chart.getDisplay(), size.x, size.y);
        GC gc = new GC(image);
        try {
            chart.print(gc);
            ImageLoader loader = new ImageLoader();
            loader.data = new ImageData[] {image.getImageData()};
            loader.save(file, SWT.IMAGE_PNG);
        } finally {
            gc.dispose();
            image.dispose();
        }
    }
}
