// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.dmabuf;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.dmabuf.BarExport;
import org.barscope.core.dmabuf.ExportCheck.Problem;
import org.barscope.core.dmabuf.ExportCheck;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.model.Bar;
import org.barscope.ui.vfio.Target;
import org.barscope.ui.work.Work;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.PlatformUI;

/** Which parts of which BAR are exported, and how; checked at every key. */
final class ExportPage extends WizardPage {

    private static final String HELP = "org.barscope.ui.vfio.export";

    private final Target target;
    private final List<Bar> bars;
    private final ExportCheck check;
    private final boolean open;
    private Combo bar;
    private RangeRows ranges;
    private Text name;
    private Button writable;
    private Button accept;
    private Label sum;

    /** @param open whether the device is open already, so that exporting does not reset it */
    ExportPage(Target target, int pageSize, boolean open) {
        super("export", "Export " + target.title(), null);
        this.target = target;
        this.open = open;
        this.bars = List.copyOf(target.device().getBars());
        this.check = new ExportCheck(pageSize);
        setDescription("A DMABUF of a BAR can be mapped by programs and reached by other devices.");
    }

    @Override
    public void createControl(Composite parent) {
        Composite area = new Composite(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(10, 10).spacing(8, 8).applyTo(area);
        label(area, "&BAR:");
        bar = new Combo(area, SWT.READ_ONLY);
        bars.forEach(b -> bar.add(title(b)));
        bar.select(Math.max(0, target.bar().map(bars::indexOf).orElse(0)));
        bar.addListener(SWT.Selection, event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(bar);
        Label rangesLabel = label(area, "Ranges:");
        GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).indent(0, 4).applyTo(rangesLabel);
        ranges = new RangeRows(area, this::check);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(ranges);
        label(area, "");
        sum = new Label(area, SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, false).applyTo(sum);
        label(area, "&Name:");
        name = new Text(area, SWT.BORDER);
        name.setMessage("none");
        name.addModifyListener(event -> check());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(name);
        label(area, "");
        writable = new Button(area, SWT.CHECK);
        writable.setText("Whoever gets it may &write");
        label(area, "");
        accept = new Button(area, SWT.CHECK);
        accept.setText("The device may be &reset: exporting opens it through VFIO");
        accept.setSelection(open);
        accept.setEnabled(!open);
        if (open) {
            accept.setText("The device is open already and is not reset");
        }
        accept.addListener(SWT.Selection, event -> check());
        setControl(area);
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        check();
        // What is wrong before the user has done anything is said as a description is, not as an error.
        setErrorMessage(null);
    }

    private static Label label(Composite parent, String text) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        return label;
    }

    private static String title(Bar bar) {
        return bar.getName() + "   " + Quantity.words(bar.getSize()) + "   " + bar.getKind().getLiteral();
    }

    private Bar bar() {
        return bars.get(Math.max(0, bar.getSelectionIndex()));
    }

    private static BarRecord record(Bar bar) {
        return new BarRecord(bar.getIndex(), BarKind.valueOf(bar.getKind().name()),
                bar.isPrefetchable(), bar.getBusAddress(), bar.getSize(), RegionStatus.LIVE);
    }

    /** Lets the dialog grow with the ranges, as far as the screen goes; never shrinks what the user made large. */
    private void grow() {
        Shell shell = getShell();
        if (isCurrentPage() && shell != null) {
            Point wanted = shell.computeSize(shell.getSize().x, SWT.DEFAULT);
            int limit = shell.getMonitor().getClientArea().height * 9 / 10;
            int height = Math.min(limit, Math.max(shell.getSize().y, wanted.y));
            if (height != shell.getSize().y) {
                shell.setSize(shell.getSize().x, height);
            }
        }
    }

    private void check() {
        grow();
        OptionalInt unreadable = ranges.unreadable();
        if (unreadable.isPresent()) {
            ranges.mark(unreadable);
            sum.setText("");
            fail("Range " + (unreadable.getAsInt() + 1) + ": write offset and length as 0x1000, 4096 or 4K.");
            return;
        }
        Optional<Problem> first = check.problems(record(bar()), ranges.ranges(), name.getText().strip()).stream()
                .findFirst();
        ranges.mark(first.map(Problem::range).orElse(OptionalInt.empty()));
        long bytes = ranges.ranges().isEmpty() ? bar().getSize()
                : ranges.ranges().stream().mapToLong(Span::length).sum();
        sum.setText((ranges.ranges().isEmpty() ? "The whole BAR: " : "Together ") + Quantity.words(bytes));
        if (first.isPresent()) {
            fail(Work.sentence(first.get().sentence()));
        } else if (!accept.getSelection()) {
            fail("Allow the reset: VFIO resets a device when it is opened.");
        } else {
            setErrorMessage(null);
            setPageComplete(true);
        }
    }

    private void fail(String message) {
        setErrorMessage(message);
        setPageComplete(false);
    }

    /** What the user wants, once the page is complete. */
    BarExport wish() {
        return new BarExport(target.address(), bar().getIndex(), ranges.ranges(), name.getText().strip(),
                writable.getSelection());
    }
}
