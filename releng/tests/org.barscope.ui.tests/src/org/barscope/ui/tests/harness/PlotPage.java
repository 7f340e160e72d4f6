// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.harness;

import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swtchart.Chart;

/** The Plot view. Not for the UI thread, but for what says so. */
public final class PlotPage {

    private static final String ID = "org.barscope.ui.poke.plot";

    private final Composite control;

    private PlotPage(Composite control) {
        this.control = control;
    }

    /** Returns when the view is open. */
    public static PlotPage await() {
        return new PlotPage(Ui.await("the plot is open", () -> Optional.ofNullable(Workbench.page().findView(ID))
                .map(Widgets::of)));
    }

    /** The chart. UI thread only. */
    public Chart chart() {
        return Widgets.find(control, Chart.class, chart -> true).orElseThrow();
    }

    /** Where the lines are, which takes keys and the mouse. UI thread only. */
    public Control area() {
        return chart().getPlotArea().getControl();
    }

    /** What stands beside the buttons. */
    public String says() {
        return Ui.get(() -> Widgets.labels(control).collect(Collectors.joining(" ")));
    }

    /** Whether a toggle is in. UI thread, or any. */
    public boolean toggled(String button) {
        return Ui.get(() -> Widgets.button(control, button).orElseThrow().getSelection());
    }

    /** Presses a button; a toggle changes. */
    public void press(String button) {
        Ui.run(() -> Widgets.press(Widgets.button(control, button).orElseThrow()));
    }

    /** Presses a button that opens a window which waits for us. */
    public void pressLater(String button) {
        Ui.display().asyncExec(() -> Widgets.press(Widgets.button(control, button).orElseThrow()));
    }
}
