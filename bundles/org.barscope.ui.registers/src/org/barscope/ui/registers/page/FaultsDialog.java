// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.page;

import java.util.List;
import java.util.stream.Collectors;
import org.barscope.registers.read.Fault;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Text;

/** Lists faults of a file as compilers do, each with its place; they can be copied. */
final class FaultsDialog extends TitleAreaDialog {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 220;

    private final String title;
    private final List<Fault> faults;

    FaultsDialog(Shell parent, String title, List<Fault> faults) {
        super(parent);
        this.title = title;
        this.faults = faults;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Faults of a Description");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle(title);
        setMessage(faults.size() == 1 ? "It has one fault." : "It has " + faults.size() + " faults.");
        Composite area = (Composite) super.createDialogArea(parent);
        Text list = new Text(area, SWT.MULTI | SWT.READ_ONLY | SWT.H_SCROLL | SWT.V_SCROLL | SWT.BORDER);
        list.setText(faults.stream().map(fault -> fault + (fault.severity() == Fault.Severity.WARNING ? " (warning)"
                : "")).collect(Collectors.joining("\n")));
        AccessibleName.set(list, "Faults with file, line and column");
        GridDataFactory.fillDefaults().grab(true, true).hint(WIDTH, HEIGHT).indent(8, 8).applyTo(list);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, IDialogConstants.CLOSE_LABEL, true);
    }
}
