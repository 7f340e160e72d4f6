// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.handlers;

import java.nio.file.Path;
import org.barscope.ui.explorer.Explorer;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens a saved machine beside the live ones. */
public final class OpenMachineHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        FileDialog dialog = new FileDialog(shell, SWT.OPEN);
        dialog.setText("Open Saved Machine");
        dialog.setFilterExtensions(new String[] {"*." + MachineFileType.EXTENSION, "*"});
        String file = dialog.open();
        if (file != null) {
            PlatformUI.getWorkbench().getService(Explorer.class).openFile(Path.of(file),
                    problem -> MessageDialog.openError(shell, "Open Saved Machine", problem.getMessage()));
        }
        return null;
    }
}
