// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.vfio.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.barscope.core.control.BindingPlan.Direction;
import org.barscope.core.control.BindingPlan.LoadModule;
import org.barscope.core.control.BindingPlan.Step;
import org.barscope.core.control.BindingPlan.Write;
import org.barscope.core.control.BindingPlan;
import org.barscope.ui.work.Work;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.TableColumnLayout;
import org.eclipse.jface.viewers.ColumnWeightData;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.ui.PlatformUI;

/** Shows exactly what giving a device to another driver writes, what stands in the way, and what is lost by it. */
final class BindingDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.vfio.binding";
    private static final int COPY = IDialogConstants.CLIENT_ID + 1;

    private final String device;
    private final BindingPlan plan;

    BindingDialog(Shell shell, String device, BindingPlan plan) {
        super(shell);
        this.device = device;
        this.plan = plan;
        setShellStyle(getShellStyle() | SWT.RESIZE | SWT.SHEET);
    }

    private boolean give() {
        return plan.direction() == Direction.TO_VFIO;
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText(give() ? "Give to VFIO" : "Give Back");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(device);
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().margins(12, 10).spacing(6, 4).applyTo(area);
        say();
        table(area, "&What is written, in this order", new String[] {"Text", "File", "For"}, new int[] {2, 6, 4},
                plan.steps().stream().map(BindingDialog::row).toList());
        if (!plan.siblings().isEmpty()) {
            table(area, "&Other devices of IOMMU group " + group(),
                    new String[] {"Device", "Name", "Driver", "In the way"}, new int[] {3, 5, 3, 3},
                    plan.siblings().stream().map(s -> new String[] {s.address().toString(), s.name(),
                            s.driver().orElse("none"), s.inTheWay() ? "yes: bind it elsewhere" : "no"}).toList());
        }
        if (!plan.losses().isEmpty()) {
            table(area, "What is &lost with the driver " + plan.driverNow().orElse(""),
                    new String[] {"What", "Name", "Detail"}, new int[] {3, 3, 6},
                    plan.losses().stream().map(l -> new String[] {word(l.kind()), l.name(), l.detail()}).toList());
        }
        for (String note : plan.notes()) {
            Label label = new Label(area, SWT.WRAP);
            label.setText("• " + Work.sentence(note));
            GridDataFactory.fillDefaults().grab(true, false).hint(560, SWT.DEFAULT).applyTo(label);
        }
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        return area;
    }

    private String group() {
        return plan.group().isPresent() ? Integer.toString(plan.group().getAsInt()) : "?";
    }

    private static String word(BindingPlan.LossKind kind) {
        return Work.sentence(kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')).replace(".", "");
    }

    private void say() {
        String now = plan.driverNow().map(d -> "the driver " + d).orElse("no driver");
        String then = plan.driverThen().map(d -> "the driver " + d).orElse("whichever driver wants it, or none");
        if (!plan.refusals().isEmpty()) {
            setMessage(plan.refusals().stream().map(Work::sentence).collect(Collectors.joining(" ")),
                    IMessageProvider.ERROR);
        } else if (plan.siblings().stream().anyMatch(BindingPlan.Sibling::inTheWay)) {
            setMessage("It goes from " + now + " to " + then + ", but cannot be opened while other devices of its group"
                    + " keep their drivers.", IMessageProvider.WARNING);
        } else {
            setMessage("It goes from " + now + " to " + then + ".", plan.losses().isEmpty()
                    ? IMessageProvider.INFORMATION : IMessageProvider.WARNING);
        }
    }

    private static String[] row(Step step) {
        return switch (step) {
            case Write write -> new String[] {write.text().isBlank() ? "(empty line)" : write.text().strip(),
                write.file(), write.meaning()};
            case LoadModule module -> new String[] {module.module(), "modprobe", module.meaning()};
        };
    }

    private static void table(Composite parent, String title, String[] names, int[] weights, List<String[]> rows) {
        Label label = new Label(parent, SWT.NONE);
        label.setText(title);
        Composite frame = new Composite(parent, SWT.NONE);
        TableColumnLayout layout = new TableColumnLayout();
        frame.setLayout(layout);
        Table table = new Table(frame, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI);
        table.setHeaderVisible(true);
        for (int i = 0; i < names.length; i++) {
            TableColumn column = new TableColumn(table, SWT.NONE);
            column.setText(names[i]);
            layout.setColumnData(column, new ColumnWeightData(weights[i], 60, true));
        }
        for (String[] row : rows) {
            new TableItem(table, SWT.NONE).setText(row);
        }
        int height = table.getItemHeight() * Math.min(rows.size() + 1, 6) + table.getHeaderHeight();
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.FILL).grab(true, true).hint(640, height).applyTo(frame);
        ((GridData) frame.getLayoutData()).minimumHeight = table.getItemHeight() * 2;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, COPY, "&Copy as Commands", false);
        Button carryOut = createButton(parent, IDialogConstants.OK_ID, give() ? "&Give to VFIO" : "&Give Back", true);
        carryOut.setEnabled(plan.refusals().isEmpty());
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, !plan.refusals().isEmpty());
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == COPY) {
            List<String> lines = new ArrayList<>(plan.commands());
            Clipboard clipboard = new Clipboard(getShell().getDisplay());
            clipboard.setContents(new Object[] {String.join("\n", lines) + "\n"},
                    new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        } else {
            super.buttonPressed(id);
        }
    }

    @Override
    protected boolean isResizable() {
        return true;
    }
}
