// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.message;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.barscope.mail.index.MailException;
import org.barscope.mail.parse.Attachment;
import org.barscope.ui.discussion.library.MailDesk;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;

/** Saves an attachment to a file the user chooses. */
final class AttachmentSaver {

    private final MailDesk desk;
    private final Shell shell;

    AttachmentSaver(MailDesk desk, Shell shell) {
        this.desk = desk;
        this.shell = shell;
    }

    /** Asks where to, and saves in the background; what goes wrong is shown. */
    void save(Reading reading, int number) {
        Attachment attachment = reading.message().attachments().get(number);
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText("Save Attachment");
        dialog.setOverwrite(true);
        dialog.setFileName(plain(attachment.name()));
        String chosen = dialog.open();
        if (chosen != null) {
            write(reading, number, Path.of(chosen));
        }
    }

    /** A sender's file name may hold anything, a path as well. */
    static String plain(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String clean = last.replaceAll("[\\p{Cntrl}]", "").strip();
        return clean.isEmpty() || clean.startsWith(".") ? "attachment" + clean : clean;
    }

    private void write(Reading reading, int number, Path file) {
        Job.create("Saving " + file.getFileName(), monitor -> {
            try {
                Files.write(file, desk.library().archive().attachment(reading.summary(), number));
                return Status.OK_STATUS;
            } catch (IOException e) {
                return Status.error("The attachment cannot be saved to " + file + ": " + e.getMessage()
                        + ". Choose another place.");
            } catch (MailException e) {
                return Status.error(e.getMessage());
            }
        }).schedule();
    }
}
