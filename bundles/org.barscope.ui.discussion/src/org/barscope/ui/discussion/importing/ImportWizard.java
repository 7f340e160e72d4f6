// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.importing;

import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.library.MailTask;
import org.barscope.ui.discussion.library.MailWork;
import org.eclipse.jface.wizard.Wizard;
import org.eclipse.jface.wizard.WizardDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IImportWizard;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.eclipse.jface.viewers.IStructuredSelection;

/** Asks where to import mail from, and starts the import in the background. */
public final class ImportWizard extends Wizard implements IImportWizard {

    private final SourcePage page;

    /** Asks for everything. */
    public ImportWizard() {
        this("");
    }

    private ImportWizard(String from) {
        setWindowTitle("Import Mail");
        page = new SourcePage(from);
        addPage(page);
    }

    @Override
    public void init(IWorkbench workbench, IStructuredSelection selection) {
        // What is selected in the window is not where mail comes from.
    }

    /**
     * Opens the wizard. UI thread; blocks until it is closed.
     *
     * @param from what to begin with: a path or an address; empty for nothing
     */
    public static void open(Shell shell, String from) {
        WizardDialog dialog = new WizardDialog(shell, new ImportWizard(from));
        dialog.setHelpAvailable(false);
        dialog.open();
    }

    @Override
    public boolean performFinish() {
        MailDesk desk = PlatformUI.getWorkbench().getService(MailDesk.class);
        boolean free = desk.work().filter(MailWork::running).isEmpty();
        if (!free) {
            page.setErrorMessage("Mail is being imported already. Wait until that is done, or cancel it.");
            return false;
        }
        return page.origin().map(origin -> {
            desk.start(new MailTask.Import(origin, page.name()));
            return true;
        }).orElse(false);
    }
}
