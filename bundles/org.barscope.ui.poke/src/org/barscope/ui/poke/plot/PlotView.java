// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.plot;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.watch.Watch;
import org.barscope.core.watch.WatchCsv;
import org.barscope.registers.naming.ValueText;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.ViewPart;

/**
 * Watches over time, as lines of one chart. It looks at the samples ten times a second while it can be seen, and draws
 * what is new; nothing here reads a device.
 */
public final class PlotView extends ViewPart {

    /** The view's id. */
    public static final String ID = "org.barscope.ui.poke.plot";

    /** More lines than these are not told apart. */
    public static final int LINES = 12;

    private static final String HELP = "org.barscope.ui.poke.plot";
    private static final int LOOK_MILLIS = 100;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS")
            .withZone(ZoneId.systemDefault());

    private final List<PlotSeries> lines = new ArrayList<>();
    private Instant origin = Instant.now();
    private PlotChart chart;
    private Label values;
    private Button follow;
    private Button own;

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().spacing(0, 2).margins(4, 4).applyTo(parent);
        Composite tools = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(8).spacing(6, 0).applyTo(tools);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(tools);
        follow = button(tools, SWT.TOGGLE, "&Follow", () -> chart.follow(follow.getSelection()));
        follow.setToolTipText("Keeps the newest samples in sight (End)");
        own = button(tools, SWT.TOGGLE, "Own &Scales", () -> chart.ownScales(own.getSelection()));
        own.setToolTipText("Gives each line a scale of its own, from its least to its greatest value");
        button(tools, SWT.PUSH, "Zoom &In", () -> chart.zoom(0.5, 0.5)).setToolTipText("Shows less time (+)");
        button(tools, SWT.PUSH, "Zoom &Out", () -> chart.zoom(2, 0.5)).setToolTipText("Shows more time (-)");
        button(tools, SWT.PUSH, "&All", () -> chart.all()).setToolTipText("Shows all samples that are kept (Home)");
        button(tools, SWT.PUSH, "&CSV…", this::exportCsv).setToolTipText("Writes the samples to a file");
        button(tools, SWT.PUSH, "&PNG…", this::exportPicture).setToolTipText("Writes the picture to a file");
        values = new Label(tools, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).applyTo(values);
        chart = new PlotChart(parent, lines);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(chart.control());
        chart.onView(() -> follow.setSelection(chart.following()));
        chart.onHover(this::say);
        chart.plotArea().getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Plot of " + String.join(", ", lines.stream().map(line -> line.watch().what().name())
                        .toList());
            }

            @Override
            public void getDescription(AccessibleEvent event) {
                event.result = values.getText();
            }
        });
        follow.setSelection(true);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        show(List.of());
        parent.getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    private static Button button(Composite parent, int style, String label, Runnable action) {
        Button button = new Button(parent, style);
        button.setText(label);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    /** Plots some watches; those whose values are no numbers are left out. UI thread only. */
    public void show(List<Watch> watches) {
        lines.clear();
        List<Watch> numbers = watches.stream().filter(watch -> watch.what().numeric()).toList();
        origin = numbers.stream().flatMap(watch -> watch.samples(0).stream().limit(1)).map(s -> s.time())
                .min(Instant::compareTo).orElse(Instant.now());
        numbers.stream().limit(LINES).forEach(watch -> lines.add(new PlotSeries(watch, origin)));
        setContentDescription(numbers.isEmpty() ? "Nothing is plotted. Select registers in the Watch view and choose"
                + " Plot." : numbers.size() > LINES ? "The first " + LINES + " of " + numbers.size()
                + " watches are plotted" : "");
        lines.forEach(PlotSeries::update);
        chart.begin("Seconds since " + CLOCK.format(origin));
        say(Double.NaN);
    }

    private void look() {
        if (chart.control().isDisposed()) {
            return;
        }
        if (getSite().getPage().isPartVisible(this) && !lines.isEmpty()) {
            boolean news = false;
            for (PlotSeries line : lines) {
                news |= line.update();
            }
            if (news) {
                chart.refresh();
            }
        }
        chart.lookAtColors();
        chart.control().getDisplay().timerExec(LOOK_MILLIS, this::look);
    }

    /** The values at a time; NaN for none. */
    private void say(double time) {
        StringBuilder text = new StringBuilder();
        if (!Double.isNaN(time)) {
            text.append(CLOCK.format(origin.plusNanos((long) (time * 1e9))));
            for (PlotSeries line : lines) {
                OptionalLong value = line.valueAt(time);
                int bits = Math.max(1, line.watch().what().bits());
                text.append("   ").append(line.watch().what().name()).append(" = ").append(value.isPresent()
                        ? ValueText.hex(value.getAsLong(), bits) + " (" + Long.toUnsignedString(value.getAsLong()) + ")"
                        : "none");
            }
        } else if (!lines.isEmpty()) {
            text.append("Point at a line for its value. Wheel, + and - zoom; dragging, ← and → move.");
        }
        values.setText(text.toString());
        values.setToolTipText(text.toString());
    }

    private String ask(String title, String ending) {
        FileDialog dialog = new FileDialog(getSite().getShell(), SWT.SAVE);
        dialog.setText(title);
        dialog.setFilterExtensions(new String[] {"*." + ending, "*"});
        dialog.setFileName(String.format(Locale.ROOT, "plot.%s", ending));
        dialog.setOverwrite(true);
        return dialog.open();
    }

    private void exportCsv() {
        List<Watch> watches = lines.stream().map(PlotSeries::watch).toList();
        String file = ask("Export Samples", "csv");
        if (file != null) {
            Work.start(getSite().getShell(), "Exporting samples", () -> write(Path.of(file), watches), done -> {
            });
        }
    }

    private static Path write(Path file, List<Watch> watches) throws BackendException {
        try (Writer out = Files.newBufferedWriter(file)) {
            WatchCsv.write(watches, out);
            return file;
        } catch (IOException refused) {
            throw new BackendException(Reason.FAILED, "export samples to " + file, String.valueOf(refused.getMessage()),
                    "", refused);
        }
    }

    private void exportPicture() {
        String file = ask("Export Picture", "png");
        if (file != null) {
            try {
                chart.save(file);
            } catch (SWTException refused) {
                MessageDialog.openError(getSite().getShell(), "Cannot export the picture", Work.sentence(file
                        + " cannot be written: " + refused.getMessage()));
            }
        }
    }

    @Override
    public void setFocus() {
        chart.plotArea().setFocus();
    }
}
