// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.compare;

import java.util.List;

import org.barscope.app.mail.MailLibrary;
import org.barscope.mail.index.ArchiveView;
import org.barscope.mail.index.MailException;
import org.barscope.mail.parse.MailMessage;
import org.barscope.mail.series.PatchComparison;
import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.part.EditorPart;

/** Shows what changed between two versions of a patch, in one column or side by side. */
public final class ComparisonEditor extends EditorPart {

    /** The editor's id. */
    public static final String ID = "org.barscope.ui.discussion.comparisonEditor";

    private static final String HELP = "org.barscope.ui.discussion.comparison_editor";

    private Label status;
    private Button sideBySide;
    private Button changedOnly;
    private SashForm columns;
    private ComparisonColumn left;
    private ComparisonColumn right;
    private PatchComparison comparison = new PatchComparison(List.of());

    /** Opens a comparison. UI thread. */
    public static void open(IWorkbenchPage page, ComparisonInput input) {
        try {
            page.openEditor(input, ID);
        } catch (PartInitException e) {
            ILog.of(ComparisonEditor.class).log(e.getStatus());
        }
    }

    @Override
    public void init(IEditorSite site, IEditorInput input) throws PartInitException {
        if (!(input instanceof ComparisonInput)) {
            throw new PartInitException("A comparison is of two messages.");
        }
        setSite(site);
        setInput(input);
        setPartName(input.getName());
        setTitleToolTip(input.getToolTipText());
    }

    private ComparisonInput input() {
        return (ComparisonInput) getEditorInput();
    }

    @Override
    public void createPartControl(Composite parent) {
        GridLayoutFactory.fillDefaults().numColumns(3).margins(4, 4).applyTo(parent);
        status = new Label(parent, SWT.NONE);
        status.setText("Reading both versions…");
        GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(100, SWT.DEFAULT)
                .applyTo(status);
        changedOnly = check(parent, "&Changed Files Only", true);
        sideBySide = check(parent, "&Side by Side", false);
        columns = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
        GridDataFactory.fillDefaults().grab(true, true).span(3, 1).applyTo(columns);
        left = new ComparisonColumn(columns, "Older version");
        right = new ComparisonColumn(columns, "Newer version");
        left.scrollTogether(right);
        right.scrollTogether(left);
        columns.setMaximizedControl(left.control());
        PlatformUI.getWorkbench().getHelpSystem().setHelp(parent, HELP);
        read(PlatformUI.getWorkbench().getService(MailDesk.class));
    }

    private Button check(Composite parent, String label, boolean on) {
        Button button = new Button(parent, SWT.CHECK);
        button.setText(label);
        button.setSelection(on);
        button.addListener(SWT.Selection, event -> show());
        return button;
    }

    private void read(MailDesk desk) {
        ComparisonInput input = input();
        Job job = Job.create("Comparing two versions of a patch", monitor -> {
            try {
                PatchComparison made = compare(desk.library(), input);
                later(() -> {
                    comparison = made;
                    show();
                });
            } catch (MailException e) {
                later(() -> status.setText(e.getMessage()));
            }
            return Status.OK_STATUS;
        });
        job.setSystem(true);
        job.schedule();
    }

    private static PatchComparison compare(MailLibrary library, ComparisonInput input) throws MailException {
        try (ArchiveView view = library.view()) {
            return PatchComparison.between(message(library, view, input.older()),
                    message(library, view, input.newer()));
        }
    }

    private static MailMessage message(MailLibrary library, ArchiveView view, String id) throws MailException {
        MessageSummary summary = view.find(id)
                .orElseThrow(() -> new MailException("The message <" + id + "> is no longer in the archive."));
        return library.archive().message(summary);
    }

    private void later(Runnable action) {
        PlatformUI.getWorkbench().getDisplay().asyncExec(() -> {
            if (!columns.isDisposed()) {
                action.run();
            }
        });
    }

    private void show() {
        boolean two = sideBySide.getSelection();
        ComparisonText text = two ? ComparisonText.sideBySide(comparison, changedOnly.getSelection())
                : ComparisonText.unified(comparison, changedOnly.getSelection());
        left.show(text.left());
        right.show(text.right());
        columns.setMaximizedControl(text.right().isEmpty() ? left.control() : null);
        long changed = comparison.files().stream().filter(PatchComparison.File::changed).count();
        status.setText((input().olderName() + "  →  " + input().newerName() + ":  " + changed + " of "
                + comparison.files().size() + " files differ.  < only older   > only newer").replace("&", "&&"));
        status.setToolTipText(getTitleToolTip());
    }

    @Override
    public void setFocus() {
        left.control().setFocus();
    }

    @Override
    public boolean isDirty() {
        return false;
    }

    @Override
    public boolean isSaveAsAllowed() {
        return false;
    }

    @Override
    public void doSave(IProgressMonitor monitor) {
        throw new UnsupportedOperationException("mail is not changed");
    }

    @Override
    public void doSaveAs() {
        throw new UnsupportedOperationException("mail is not changed");
    }
}
