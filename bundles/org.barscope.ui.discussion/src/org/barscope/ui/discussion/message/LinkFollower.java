// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import org.barscope.ui.discussion.importing.ImportWizard;
import org.barscope.ui.discussion.message.MessageDocument.Deed;
import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.program.Program;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PartInitException;

/** Goes where a link in a message leads: inside the archive when that knows it. UI thread. */
final class LinkFollower {

    private static final String LORE = "https://lore.kernel.org/all/";

    private LinkFollower() {
    }

    static void follow(MessageEditor editor, Deed.Follow follow) {
        switch (follow.target()) {
            case LinkTarget.Mail mail -> mail(editor, mail, follow.known());
            case LinkTarget.Web web -> web(editor.getSite().getShell(), web.address());
            case LinkTarget.Commit commit -> search(editor, commit.hash());
        }
    }

    private static void mail(MessageEditor editor, LinkTarget.Mail mail, boolean known) {
        if (known) {
            editor.show(MessageInput.of(mail.id()));
            return;
        }
        String address = mail.web().isEmpty() ? LORE + mail.id() + "/" : mail.web();
        int chosen = MessageDialog.open(MessageDialog.QUESTION, editor.getSite().getShell(), "Not in the Archive",
                "The message <" + mail.id() + "> was not imported. Its thread can be fetched from " + address + ".", 0,
                "Import Thread…", "Copy Address", "Cancel");
        if (chosen == 0) {
            ImportWizard.open(editor.getSite().getShell(), address);
        } else if (chosen == 1) {
            copy(editor.getSite().getShell(), address);
        }
    }

    /** Mail is written by strangers: an address is shown in full before anything is opened. */
    private static void web(Shell shell, String address) {
        int chosen = MessageDialog.open(MessageDialog.QUESTION, shell, "Open Address",
                "The message links to\n\n" + address, 0, "Copy Address", "Open in Browser", "Cancel");
        if (chosen == 0) {
            copy(shell, address);
        } else if (chosen == 1 && !Program.launch(address)) {
            MessageDialog.openError(shell, "Open Address", "No browser could be started for " + address
                    + ". Copy the address instead.");
        }
    }

    private static void search(MessageEditor editor, String hash) {
        try {
            DiscussionView view = (DiscussionView) editor.getSite().getPage().showView(DiscussionView.ID);
            view.search(hash);
        } catch (PartInitException e) {
            ILog.of(LinkFollower.class).log(e.getStatus());
        }
    }

    static void copy(Shell shell, String text) {
        Clipboard clipboard = new Clipboard(shell.getDisplay());
        try {
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        } finally {
            clipboard.dispose();
        }
    }
}
