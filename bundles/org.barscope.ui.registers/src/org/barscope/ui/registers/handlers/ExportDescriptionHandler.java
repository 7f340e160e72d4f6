// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.app.ExportDescription;
import org.barscope.core.backend.BackendException;
import org.barscope.core.registers.LoadedDescription;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.ICoreRunnable;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Export Description: what is in use, overrides included, as CMSIS-SVD or JSON. */
public final class ExportDescriptionHandler extends RegionHandler {

    private static final String TITLE = "Export Description";

    @Override
    void run(OpenRegion region, ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        Optional<LoadedDescription> loaded = region.description().registers()
                .flatMap(known -> known.parts().stream().findFirst()).map(part -> part.source());
        if (loaded.isEmpty()) {
            MessageDialog.openInformation(shell, TITLE, "This region has no description to export.");
            return;
        }
        FileDialog dialog = new FileDialog(shell, SWT.SAVE);
        dialog.setText(TITLE);
        dialog.setOverwrite(true);
        dialog.setFilterNames(new String[] {"CMSIS-SVD", "JSON"});
        dialog.setFilterExtensions(new String[] {"*.svd", "*.json"});
        dialog.setFileName(loaded.get().description().name() + ".svd");
        String file = dialog.open();
        if (file != null) {
            export(shell, loaded.get(), Path.of(file));
        }
    }

    private static void export(Shell shell, LoadedDescription loaded, Path file) {
        Job.create("Exporting " + loaded.binding().name(), (ICoreRunnable) monitor -> {
            try {
                List<String> losses = ExportDescription.run(loaded.description(), file);
                if (!losses.isEmpty()) {
                    later(shell, () -> MessageDialog.openInformation(shell, TITLE, "The file does not say everything, "
                            + "because its format cannot:\n\n" + String.join("\n", losses.subList(0,
                                    Math.min(losses.size(), 20)))));
                }
            } catch (BackendException failed) {
                later(shell, () -> MessageDialog.openError(shell, TITLE, failed.getMessage()));
            }
        }).schedule();
    }

    private static void later(Shell shell, Runnable action) {
        shell.getDisplay().asyncExec(() -> {
            if (!shell.isDisposed()) {
                action.run();
            }
        });
    }
}
