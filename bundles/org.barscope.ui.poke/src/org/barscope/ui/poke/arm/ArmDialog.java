// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.arm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.barscope.core.memory.Arming;
import org.barscope.core.memory.Span;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.jface.dialogs.TitleAreaDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;

/** For how long and which part of a region is armed; where a kernel driver owns the device, whether that is meant. */
final class ArmDialog extends TitleAreaDialog {

    private static final String HELP = "org.barscope.ui.poke.arming";

    private enum Time {
        MINUTE("1 minute", Optional.of(Duration.ofMinutes(1))),
        FIVE("5 minutes", Optional.of(Duration.ofMinutes(5))),
        HALF_HOUR("30 minutes", Optional.of(Duration.ofMinutes(30))),
        SESSION("until it is disarmed or closed", Optional.empty());

        private final String label;
        private final Optional<Duration> limit;

        Time(String label, Optional<Duration> limit) {
            this.label = label;
            this.limit = limit;
        }
    }

    private final String region;
    private final Optional<Span> selected;
    private final boolean besideDriver;
    private Combo time;
    private Button onlySelected;
    private Button confirmed;
    private Arming.Request request;

    /** @param selected what is selected, if that is more than one byte */
    ArmDialog(Shell shell, String region, Optional<Span> selected, boolean besideDriver) {
        super(shell);
        this.region = region;
        this.selected = selected;
        this.besideDriver = besideDriver;
        setShellStyle(getShellStyle() | SWT.SHEET);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Arm for Writing");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        setTitle("Arm " + region + " for writing");
        setMessage("Nothing is written by arming. Each write goes into the journal before it is sent.");
        Composite area = new Composite((Composite) super.createDialogArea(parent), SWT.NONE);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(area);
        GridLayoutFactory.fillDefaults().numColumns(2).margins(12, 12).spacing(8, 10).applyTo(area);
        new Label(area, SWT.NONE).setText("&For:");
        time = new Combo(area, SWT.READ_ONLY);
        for (Time each : Time.values()) {
            time.add(each.label);
        }
        time.select(Time.FIVE.ordinal());
        GridDataFactory.fillDefaults().grab(true, false).applyTo(time);
        new Label(area, SWT.NONE);
        onlySelected = new Button(area, SWT.CHECK);
        onlySelected.setText(selected.map(s -> "Only the &selected bytes, 0x" + Long.toHexString(s.offset()) + " to 0x"
                + Long.toHexString(s.end() - 1)).orElse("Only the &selected bytes (select some first)"));
        onlySelected.setEnabled(selected.isPresent());
        if (besideDriver) {
            setMessage("A kernel driver owns this device. A write can break that driver, hang the machine or corrupt"
                    + " data on its way to a disk or a network.", IMessageProvider.WARNING);
            new Label(area, SWT.NONE);
            confirmed = new Button(area, SWT.CHECK);
            confirmed.setText("I want to &write beside the driver all the same");
            confirmed.addListener(SWT.Selection, event -> check());
        }
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        return area;
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        createButton(parent, IDialogConstants.OK_ID, "&Arm", true);
        createButton(parent, IDialogConstants.CANCEL_ID, IDialogConstants.CANCEL_LABEL, false);
        check();
    }

    private void check() {
        getButton(IDialogConstants.OK_ID).setEnabled(confirmed == null || confirmed.getSelection());
    }

    @Override
    protected void okPressed() {
        request = new Arming.Request(onlySelected.getSelection() ? List.of(selected.orElseThrow()) : List.of(),
                Time.values()[time.getSelectionIndex()].limit, confirmed != null && confirmed.getSelection());
        super.okPressed();
    }

    /** What the user wants, after OK. */
    Arming.Request request() {
        return request;
    }
}
