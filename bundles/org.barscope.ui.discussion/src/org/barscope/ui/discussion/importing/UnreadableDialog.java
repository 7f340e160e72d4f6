// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.importing;

import java.util.List;
import java.util.Optional;

import org.barscope.mail.index.MailException;
import org.barscope.mail.index.Unreadable;
import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.message.RawEditor;
import org.barscope.ui.discussion.message.RawInput;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.TrayDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** What could not be read as mail, with the reason, and a way to look at it. */
public final class UnreadableDialog extends TrayDialog {

    private static final String HELP = "org.barscope.ui.discussion.import_wizard";
    private static final int OPEN_RAW = IDialogConstants.CLIENT_ID;

    private final IWorkbenchWindow window;
    private final Optional<String> source;
    private Label status;
    private TableViewer viewer;

    /**
     * Not opened yet.
     *
     * @param window where raw mail is opened
     * @param source the only source to look at; empty for all
     */
    public UnreadableDialog(IWorkbenchWindow window, Optional<String> source) {
        super(window.getShell());
        this.window = window;
        this.source = source;
        setShellStyle(getShellStyle() | SWT.RESIZE);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Mail That Could Not Be Read");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().applyTo(area);
        status = new Label(area, SWT.WRAP);
        status.setText("Looking…");
        GridDataFactory.fillDefaults().grab(true, false).hint(600, SWT.DEFAULT).applyTo(status);
        viewer = new TableViewer(area, SWT.SINGLE | SWT.FULL_SELECTION | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
        viewer.setContentProvider(ArrayContentProvider.getInstance());
        viewer.getTable().setHeaderVisible(true);
        column("Where", 280, unreadable -> unreadable.location().toString());
        column("Why", 420, Unreadable::reason);
        GridDataFactory.fillDefaults().grab(true, true).hint(720, 260).applyTo(viewer.getTable());
        viewer.addDoubleClickListener(event -> openRaw());
        viewer.addSelectionChangedListener(event -> getButton(OPEN_RAW).setEnabled(!event.getSelection().isEmpty()));
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        read(PlatformUI.getWorkbench().getService(MailDesk.class));
        return area;
    }

    private interface Text {
        String of(Unreadable unreadable);
    }

    private void column(String title, int width, Text text) {
        TableViewerColumn column = new TableViewerColumn(viewer, SWT.NONE);
        column.getColumn().setText(title);
        column.getColumn().setWidth(width);
        column.setLabelProvider(ColumnLabelProvider.createTextProvider(row -> text.of((Unreadable) row)));
    }

    private void read(MailDesk desk) {
        Job job = Job.create("Looking for mail that could not be read", monitor -> {
            try {
                List<Unreadable> found = desk.library().isEmpty() ? List.of()
                        : desk.library().archive().unreadable();
                later(() -> show(found.stream().filter(u -> source.map(u.location().source()::equals).orElse(true))
                        .toList()));
            } catch (MailException e) {
                later(() -> status.setText(e.getMessage()));
            }
            return Status.OK_STATUS;
        });
        job.setSystem(true);
        job.schedule();
    }

    private void later(Runnable action) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
            if (!status.isDisposed()) {
                action.run();
            }
        });
    }

    private void show(List<Unreadable> found) {
        status.setText(found.isEmpty() ? "Everything that was imported could be read."
                : found.size() + (found.size() == 1 ? " place holds" : " places hold")
                        + " no message that could be read. Everything else was imported.");
        viewer.setInput(found);
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button open = createButton(parent, OPEN_RAW, "Open &Raw", false);
        open.setEnabled(false);
        createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, true);
    }

    @Override
    protected void buttonPressed(int id) {
        if (id == OPEN_RAW) {
            openRaw();
        } else {
            close();
        }
    }

    private void openRaw() {
        if (viewer.getStructuredSelection().getFirstElement() instanceof Unreadable unreadable) {
            close();
            RawEditor.open(window.getActivePage(), new RawInput(unreadable.location(),
                    unreadable.location().toString(), Optional.of(unreadable.reason())));
        }
    }
}
