// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.importing;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.barscope.mail.index.MailException;
import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.library.MailTask;
import org.barscope.ui.discussion.library.MailWork;
import org.barscope.widgets.gtk.AccessibleName;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.IDialogConstants;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.jface.dialogs.TrayDialog;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.viewers.ArrayContentProvider;
import org.eclipse.jface.viewers.ColumnLabelProvider;
import org.eclipse.jface.viewers.StructuredSelection;
import org.eclipse.jface.viewers.TableViewer;
import org.eclipse.jface.viewers.TableViewerColumn;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/**
 * Where the mail comes from: what each source is and holds, and when it was last read; to update or forget one, and to
 * look at what could not be read in it. Stays open beside the workbench.
 */
public final class SourcesDialog extends TrayDialog {

    private static final String HELP = "org.barscope.ui.discussion.sources";
    private static final int UPDATE = IDialogConstants.CLIENT_ID;
    private static final int FORGET = IDialogConstants.CLIENT_ID + 1;
    private static final int UNREADABLE = IDialogConstants.CLIENT_ID + 2;
    private static final int IMPORT = IDialogConstants.CLIENT_ID + 3;

    private final IWorkbenchWindow window;
    private final MailDesk desk;
    private Label status;
    private TableViewer viewer;
    private List<SourceRow> rows = List.of();

    private final MailDesk.Listener listener = new MailDesk.Listener() {
        @Override
        public void mailChanged() {
            read();
        }

        @Override
        public void workChanged() {
            later(SourcesDialog.this::update);
        }
    };

    /** Opens it, or brings it to the front when it is open. UI thread; returns at once. */
    public static void show(IWorkbenchWindow window) {
        for (Shell shell : window.getShell().getShells()) {
            if (shell.getData() instanceof SourcesDialog) {
                shell.setActive();
                return;
            }
        }
        new SourcesDialog(window).open();
    }

    private SourcesDialog(IWorkbenchWindow window) {
        super(window.getShell());
        this.window = window;
        this.desk = PlatformUI.getWorkbench().getService(MailDesk.class);
        setShellStyle(SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.MODELESS | getDefaultOrientation());
        setBlockOnOpen(false);
    }

    @Override
    protected void configureShell(Shell shell) {
        super.configureShell(shell);
        shell.setText("Mail Sources");
    }

    @Override
    protected Control createDialogArea(Composite parent) {
        Composite area = (Composite) super.createDialogArea(parent);
        GridLayoutFactory.swtDefaults().applyTo(area);
        status = new Label(area, SWT.WRAP);
        status.setText("Looking…");
        GridDataFactory.fillDefaults().grab(true, false).hint(700, SWT.DEFAULT).applyTo(status);
        viewer = new TableViewer(area, SWT.SINGLE | SWT.FULL_SELECTION | SWT.BORDER | SWT.V_SCROLL | SWT.H_SCROLL);
        viewer.setContentProvider(ArrayContentProvider.getInstance());
        viewer.getTable().setHeaderVisible(true);
        AccessibleName.set(viewer.getTable(), "Mail sources");
        for (SourceRow.Column column : SourceRow.Column.values()) {
            column(column);
        }
        GridDataFactory.fillDefaults().grab(true, true).hint(860, 220).applyTo(viewer.getTable());
        viewer.addSelectionChangedListener(event -> update());
        viewer.getTable().addListener(SWT.KeyDown, this::key);
        area.addListener(SWT.Dispose, event -> desk.forget(listener));
        PlatformUI.getWorkbench().getHelpSystem().setHelp(area, HELP);
        desk.listen(listener);
        read();
        return area;
    }

    private void column(SourceRow.Column column) {
        TableViewerColumn made = new TableViewerColumn(viewer, column.isNumber() ? SWT.RIGHT : SWT.NONE);
        made.getColumn().setText(column.title());
        made.getColumn().setWidth(column.width());
        made.setLabelProvider(ColumnLabelProvider.createTextProvider(row -> column.text((SourceRow) row)));
    }

    private void key(Event event) {
        if (event.keyCode == SWT.DEL && getButton(FORGET).isEnabled()) {
            forget();
        } else if (event.keyCode == SWT.F5 && getButton(UPDATE).isEnabled()) {
            startUpdate();
        }
    }

    private void read() {
        Job job = Job.create("Looking at the mail sources", monitor -> {
            try {
                List<SourceRow> found = SourceRow.read(desk.library());
                later(() -> show(found));
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
            if (status != null && !status.isDisposed()) {
                action.run();
            }
        });
    }

    private void show(List<SourceRow> found) {
        Optional<String> selected = selected().map(row -> row.source().name());
        rows = found;
        viewer.setInput(found);
        found.stream().filter(row -> selected.filter(row.source().name()::equals).isPresent()).findFirst()
                .or(() -> found.stream().findFirst())
                .ifPresent(row -> viewer.setSelection(new StructuredSelection(row)));
        update();
    }

    private Optional<SourceRow> selected() {
        return Optional.ofNullable((SourceRow) viewer.getStructuredSelection().getFirstElement());
    }

    /** What can be done now, and what is being done. */
    private void update() {
        Optional<MailWork> running = desk.work().filter(MailWork::running);
        status.setText(running.or(desk::work).map(work -> work.line().replace("&", "&&")).orElseGet(this::counted));
        Optional<SourceRow> row = selected();
        getButton(UPDATE).setEnabled(row.isPresent() && running.isEmpty());
        getButton(FORGET).setEnabled(row.isPresent() && running.isEmpty());
        getButton(UNREADABLE).setEnabled(row.filter(r -> r.unreadable() > 0).isPresent());
    }

    private String counted() {
        return rows.isEmpty() ? "Nothing was imported yet."
                : rows.size() == 1 ? "One source. The mail itself stays where it is."
                        : rows.size() + " sources. The mail itself stays where it is.";
    }

    @Override
    protected void createButtonsForButtonBar(Composite parent) {
        Button update = createButton(parent, UPDATE, "&Update", false);
        update.setToolTipText("Reads what is new in the selected source (F5)");
        Button forget = createButton(parent, FORGET, "&Forget…", false);
        forget.setToolTipText("Takes the selected source out of the index (Del)");
        Button unreadable = createButton(parent, UNREADABLE, "Not &Readable…", false);
        unreadable.setToolTipText("Lists what could not be read in the selected source, to be opened raw");
        createButton(parent, IMPORT, "&Import…", false);
        createButton(parent, IDialogConstants.CLOSE_ID, IDialogConstants.CLOSE_LABEL, true);
        update();
    }

    @Override
    protected void buttonPressed(int id) {
        switch (id) {
            case UPDATE -> startUpdate();
            case FORGET -> forget();
            case UNREADABLE -> selected().ifPresent(row -> new UnreadableDialog(window,
                    Optional.of(row.source().name())).open());
            case IMPORT -> ImportWizard.open(getShell(), "");
            default -> close();
        }
    }

    private void startUpdate() {
        selected().ifPresent(row -> desk.start(new MailTask.UpdateOne(row.source().name())));
    }

    private void forget() {
        Optional<SourceRow> row = selected();
        if (row.isEmpty()) {
            return;
        }
        String name = row.get().source().name();
        boolean sure = MessageDialog.open(MessageDialog.QUESTION, getShell(), "Forget a Mail Source",
                String.format(Locale.ROOT, "Take \"%s\" out of the index? Its %,d messages are not found any more, "
                        + "except those that another source has too. The mail itself is not touched and can be "
                        + "imported again.", name, row.get().messages()),
                SWT.NONE, "Forget", IDialogConstants.CANCEL_LABEL) == 0;
        if (sure) {
            desk.start(new MailTask.Forget(name));
        }
    }
}
