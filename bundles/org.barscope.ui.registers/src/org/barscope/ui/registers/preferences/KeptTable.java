// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.preferences;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.core.registers.RegisterFiles.Kept;
import org.barscope.ui.work.Work;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableColumn;
import org.eclipse.swt.widgets.TableItem;

/** The descriptions that were attached or chosen, and the corrections, each of which can be taken back. */
final class KeptTable extends Composite {

    private static final String NAME = "Descriptions attached, chosen or corrected";

    private final Table table;
    private final Button remove;
    private final List<Kept> removed = new ArrayList<>();

    KeptTable(Composite parent, RegisterFiles files) {
        super(parent, SWT.NONE);
        GridLayoutFactory.fillDefaults().numColumns(2).applyTo(this);
        GridDataFactory.fillDefaults().grab(true, true).applyTo(this);
        Label title = new Label(this, SWT.NONE);
        title.setText("&Descriptions that you have attached, chosen or corrected:");
        GridDataFactory.fillDefaults().span(2, 1).applyTo(title);
        table = new Table(this, SWT.BORDER | SWT.FULL_SELECTION | SWT.MULTI | SWT.V_SCROLL);
        table.setHeaderVisible(true);
        column("Why", 80);
        column("Device and region, or file", 170);
        column("Description", 260);
        AccessibleName.set(table, NAME);
        GridDataFactory.fillDefaults().grab(true, true).hint(380, 110).applyTo(table);
        remove = new Button(this, SWT.PUSH);
        remove.setText("Take &Back");
        remove.setEnabled(false);
        GridDataFactory.fillDefaults().align(SWT.FILL, SWT.BEGINNING).applyTo(remove);
        table.addListener(SWT.Selection, event -> remove.setEnabled(table.getSelectionCount() > 0));
        remove.addListener(SWT.Selection, event -> remove());
        Work.start(getShell(), "Reading what is kept of registers", () -> read(files), this::show);
    }

    private void column(String heading, int width) {
        TableColumn column = new TableColumn(table, SWT.LEFT);
        column.setText(heading);
        column.setWidth(width);
    }

    private static List<Kept> read(RegisterFiles files) throws BackendException {
        try {
            return files.kept();
        } catch (IOException unable) {
            throw new BackendException(Reason.FAILED, "read what is kept of registers in " + files.home(),
                    unable.getMessage(), "", unable);
        }
    }

    private void show(List<Kept> all) {
        if (!table.isDisposed()) {
            for (Kept kept : all) {
                TableItem item = new TableItem(table, SWT.NONE);
                item.setText(new String[] {switch (kept.reason()) {
                    case ATTACHED -> "attached";
                    case CHOSEN -> "chosen";
                    case CORRECTED -> "corrected";
                }, kept.subject(), kept.value()});
                item.setData(kept);
            }
        }
    }

    private void remove() {
        List<Kept> some = new ArrayList<>();
        for (TableItem item : table.getSelection()) {
            some.add((Kept) item.getData());
        }
        List<String> corrections = some.stream().filter(kept -> kept.reason() == RegisterFiles.Reason.CORRECTED)
                .map(Kept::subject).toList();
        if (corrections.isEmpty() || MessageDialog.openConfirm(getShell(), "Take Corrections Back",
                "Your corrections of " + String.join(", ", corrections) + " will be lost once this page is applied.")) {
            removed.addAll(some);
            table.remove(table.getSelectionIndices());
            remove.setEnabled(false);
        }
    }

    /** What the user has taken out since this was last asked. */
    List<Kept> removed() {
        List<Kept> all = List.copyOf(removed);
        removed.clear();
        return all;
    }
}
