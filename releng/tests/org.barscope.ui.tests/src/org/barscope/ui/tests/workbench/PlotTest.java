// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.Span;
import org.barscope.ui.region.RegionEditor;
import org.barscope.ui.region.RegionInput;
import org.barscope.ui.tests.harness.Dialogs;
import org.barscope.ui.tests.harness.Keys;
import org.barscope.ui.tests.harness.LogWatch;
import org.barscope.ui.tests.harness.PlotPage;
import org.barscope.ui.tests.harness.TablePage;
import org.barscope.ui.tests.harness.Themes;
import org.barscope.ui.tests.harness.Ui;
import org.barscope.ui.tests.harness.Workbench;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swtchart.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The plot of several watches: what it shows, how it is moved by keys and the mouse, and its files. */
@ExtendWith(LogWatch.class)
class PlotTest {

    private static final String WATCH = "org.barscope.ui.poke.watch";

    @TempDir
    private Path folder;
    private PlotPage plot;

    @BeforeEach
    void plotTwo() {
        Workbench.demoBackend();
        TablePage.show(WATCH);
        watch("sim:0000:01:00.0/bar0", 0, "EDU.ID");
        watch("sim:0000:02:00.0/bar0", 0xb600, "SYSTIML");
        Workbench.command(WATCH + ".plot", Map.of());
        plot = PlotPage.await();
        Ui.await("there are two lines", () -> plot.chart().getSeriesSet().getSeries().length == 2);
    }

    private static void watch(String uri, long offset, String name) {
        RegionInput input = new RegionInput(RegionUri.parse(uri), "");
        RegionEditor editor = Ui.get(() -> RegionEditor.open(Workbench.page(), input,
                Optional.of("org.barscope.ui.hexPage"), Optional.of(new Span(offset, 4))).orElseThrow());
        Ui.await("the region is open", () -> editor.region().isPresent());
        Ui.run(() -> {
            Workbench.page().activate(editor);
            editor.show(Optional.empty(), Optional.of(new Span(offset, 4)));
        });
        Ui.settle();
        Workbench.command("org.barscope.ui.poke.addWatch", Map.of());
        TablePage watches = TablePage.show(WATCH);
        Ui.await(name + " is sampled", () -> watches.rows().stream().anyMatch(row -> row.contains(name)
                && row.contains("every ")), () -> watches.rows().toString());
    }

    @AfterEach
    void end() {
        Themes.choose(Themes.LIGHT);
        TablePage watches = TablePage.show(WATCH);
        watches.selectAll();
        Workbench.command(WATCH + ".remove", Map.of());
        Ui.await("nothing is watched", () -> watches.rows().isEmpty());
        Workbench.closeEditors();
    }

    private Range range() {
        return Ui.get(() -> new Range(plot.chart().getAxisSet().getXAxis(0).getRange()));
    }

    private static double seconds(Range range) {
        return range.upper - range.lower;
    }

    @Test
    void linesGrowAndTheLegendNamesThem() {
        Ui.await("samples become points", () -> plot.chart().getSeriesSet().getSeries("1").getYSeries().length > 2);
        assertTrue(Ui.get(() -> plot.chart().getLegend().isVisible()));
        String first = Ui.get(() -> plot.chart().getSeriesSet().getSeries("0").getDescription());
        assertEquals("EDU.ID", first);
        double upper = range().upper;
        Ui.await("it follows the newest", () -> range().upper > upper);
    }

    @Test
    void keysZoomAndMove() {
        Keys.focus(plot::area);
        double wide = seconds(range());
        Keys.press("plus");
        Ui.await("+ shows half the time", () -> Math.abs(seconds(range()) - wide / 2) < wide / 100);
        assertTrue(plot.toggled("Follow"));
        Keys.press("minus", "minus");
        Ui.await("- shows more", () -> Math.abs(seconds(range()) - wide * 2) < wide / 100);
        Keys.press("Left");
        Ui.await("moving stops following", () -> !plot.toggled("Follow"));
        double left = range().lower;
        Keys.press("Right");
        Ui.await("to the right", () -> range().lower > left);
        Keys.press("End");
        Ui.await("End follows", () -> plot.toggled("Follow"));
        Keys.press("Home");
        Ui.await("Home shows all", () -> !plot.toggled("Follow") && range().lower < 0.5,
                () -> String.valueOf(range()));
    }

    @Test
    void theMouseZoomsMovesAndTellsValues() {
        Ui.await("samples become points", () -> plot.chart().getSeriesSet().getSeries("0").getYSeries().length > 2);
        Keys.focus(plot::area);
        Keys.press("Home");
        Ui.await("Home shows all", () -> !plot.toggled("Follow"));
        int middle = Ui.get(() -> plot.area().getSize().x / 2);
        mouse(SWT.MouseMove, middle, 0);
        Ui.await("the value is told", () -> plot.says().contains("EDU.ID = 0x010000ed (16777453)"), plot::says);
        double wide = seconds(range());
        mouse(SWT.MouseWheel, middle, 3);
        Ui.await("the wheel shows less", () -> seconds(range()) < wide);
        double before = range().lower;
        mouse(SWT.MouseDown, middle, 0);
        mouse(SWT.MouseMove, middle + 40, 0);
        mouse(SWT.MouseUp, middle + 40, 0);
        Ui.await("dragging moves", () -> range().lower < before);
        plot.press("Own Scales");
        Ui.await("each has its own scale", () -> plot.chart().getAxisSet().getYAxis(0).getRange().upper < 1.5,
                () -> plot.chart().getAxisSet().getYAxis(0).getRange() + " " + plot.toggled("Own Scales"));
        plot.press("Own Scales");
    }

    private void mouse(int type, int x, int count) {
        Ui.run(() -> {
            Event event = new Event();
            event.x = x;
            event.y = 20;
            event.button = type == SWT.MouseDown || type == SWT.MouseUp ? 1 : 0;
            event.stateMask = type == SWT.MouseMove ? SWT.BUTTON1 : 0;
            event.count = count;
            plot.area().notifyListeners(type, event);
        });
    }

    @Test
    void samplesAndPictureAreExported() throws Exception {
        Path csv = folder.resolve("plot.csv");
        plot.pressLater("CSV…");
        Dialogs.chooseFile("Export Samples", csv.toString());
        Ui.await("the samples are written", () -> csv.toFile().length() > 0);
        String text = Files.readString(csv);
        assertTrue(text.startsWith("time,region,name,value,marked") && text.contains(",EDU.ID,0x10000ed,")
                && text.contains("SYSTIML"), text);
        Path png = folder.resolve("plot.png");
        plot.pressLater("PNG…");
        Dialogs.chooseFile("Export Picture", png.toString());
        Ui.await("the picture is written", () -> png.toFile().length() > 100);
        ImageData picture = new ImageData(png.toString());
        Set<Integer> colors = new TreeSet<>();
        for (int y = 0; y < picture.height; y++) {
            for (int x = 0; x < picture.width; x++) {
                colors.add(picture.getPixel(x, y));
            }
        }
        assertTrue(picture.width > 200 && colors.size() > 3, picture.width + " wide, " + colors.size() + " colours");
    }

    @Test
    void itFollowsTheDarkTheme() {
        RGB light = Ui.get(() -> plot.chart().getPlotArea().getBackground().getRGB());
        Themes.choose(Themes.DARK);
        Ui.await("it is dark", () -> plot.chart().getPlotArea().getBackground().getRGB().red < 100
                && light.red > 150 && plot.chart().getAxisSet().getXAxis(0).getTick().getForeground().getRed() > 150);
    }
}
