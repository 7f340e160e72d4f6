// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.nio.file.Path;
import org.barscope.ui.region.OpenRegion;
import org.barscope.ui.registers.page.DescriptionWork;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Load Description: a file of the user's for this region of all devices of this kind. */
public final class LoadDescriptionHandler extends RegionHandler {

    @Override
    void run(OpenRegion region, ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        FileDialog dialog = new FileDialog(shell, SWT.OPEN);
        dialog.setText("Open Register Description");
        dialog.setFilterNames(new String[] {"Register descriptions (SVD, SystemRDL, IP-XACT, rwmem, JSON)",
            "All files"});
        dialog.setFilterExtensions(new String[] {"*.svd;*.rdl;*.xml;*.regdb;*.regs;*.json", "*"});
        String file = dialog.open();
        if (file != null) {
            new DescriptionWork(region, shell).attach(Path.of(file));
        }
    }
}
