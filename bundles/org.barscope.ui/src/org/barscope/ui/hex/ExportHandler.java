// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.nio.file.Path;
import org.barscope.core.backend.BackendException;
import org.barscope.core.memory.file.WholeFile;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Writes the selected bytes of the active hex page to a file. */
public final class ExportHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        HexViewMenu.activePage().filter(CopyAs::possible).ifPresent(page -> new CopyAs(shell, page)
                .withSource(source -> {
                    byte[] bytes = source.bytes();
                    FileDialog dialog = new FileDialog(shell, SWT.SAVE);
                    dialog.setText("Export " + bytes.length + (bytes.length == 1 ? " Byte" : " Bytes") + " of "
                            + source.name());
                    dialog.setFileName(page.region().info().uri().toString().replaceAll("[^A-Za-z0-9.]+", "-") + "-0x"
                            + Long.toHexString(source.span().offset()) + ".bin");
                    dialog.setOverwrite(true);
                    String file = dialog.open();
                    if (file != null) {
                        write(Path.of(file), bytes);
                    }
                }));
        return null;
    }

    private static void write(Path file, byte[] bytes) {
        Job job = Job.create("Writing " + file.getFileName(), monitor -> {
            try {
                new WholeFile(file).write("export to " + file, bytes, true);
                return Status.OK_STATUS;
            } catch (BackendException problem) {
                return new Status(IStatus.ERROR, "org.barscope.ui", problem.getMessage());
            }
        });
        job.setUser(true);
        job.schedule();
    }
}
