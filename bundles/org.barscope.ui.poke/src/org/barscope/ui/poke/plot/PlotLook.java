// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.plot;

import java.util.List;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swtchart.Chart;
import org.eclipse.swtchart.IAxis;
import org.eclipse.swtchart.ILineSeries;
import org.eclipse.swtchart.ILineSeries.PlotSymbolType;
import org.eclipse.swtchart.LineStyle;

/**
 * The colours of a plot on a light or a dark background. Lines differ in dashes as well, so that they are told apart
 * without colours.
 *
 * @param background of all
 * @param foreground of letters and axes
 */
record PlotLook(RGB background, RGB foreground) {

    private static final List<RGB> ON_LIGHT = List.of(new RGB(0, 84, 166), new RGB(176, 58, 0), new RGB(0, 110, 60),
            new RGB(122, 40, 150), new RGB(130, 90, 0), new RGB(170, 0, 80));
    private static final List<RGB> ON_DARK = List.of(new RGB(110, 180, 255), new RGB(255, 170, 90),
            new RGB(110, 220, 150), new RGB(215, 160, 255), new RGB(240, 215, 100), new RGB(255, 140, 180));
    private static final List<LineStyle> STYLES = List.of(LineStyle.SOLID, LineStyle.DASH, LineStyle.DASHDOT,
            LineStyle.DOT);

    private boolean dark() {
        return brightness(background) < brightness(foreground);
    }

    private static int brightness(RGB color) {
        return 3 * color.red + 6 * color.green + color.blue;
    }

    private static RGB between(RGB one, RGB other, int percent) {
        return new RGB(one.red + (other.red - one.red) * percent / 100,
                one.green + (other.green - one.green) * percent / 100,
                one.blue + (other.blue - one.blue) * percent / 100);
    }

    /** Colours everything but the lines. */
    void apply(Chart chart) {
        Color ground = new Color(background);
        Color letters = new Color(foreground);
        Color grid = new Color(between(background, foreground, 18));
        chart.setBackground(ground);
        chart.setForeground(letters);
        chart.getPlotArea().setBackground(ground);
        chart.getLegend().setBackground(ground);
        chart.getLegend().setForeground(letters);
        chart.getTitle().setForeground(letters);
        for (IAxis axis : chart.getAxisSet().getAxes()) {
            axis.getTick().setForeground(letters);
            axis.getTitle().setForeground(letters);
            axis.getGrid().setForeground(grid);
        }
    }

    /** Draws the line of that number. */
    void apply(ILineSeries<?> line, int number) {
        List<RGB> colors = dark() ? ON_DARK : ON_LIGHT;
        Color color = new Color(colors.get(number % colors.size()));
        line.setLineColor(color);
        line.setSymbolColor(color);
        line.setLineWidth(2);
        line.setLineStyle(STYLES.get(number / colors.size() % STYLES.size()));
        line.setSymbolType(PlotSymbolType.values()[1 + number % (PlotSymbolType.values().length - 1)]);
        line.setSymbolSize(2);
    }
}
