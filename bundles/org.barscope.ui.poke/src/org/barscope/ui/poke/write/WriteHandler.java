// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.write;

import java.util.Optional;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.poke.Poke;
import org.barscope.ui.region.OpenRegion;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the dialog that writes the selected register; refuses while its region is not armed. */
public final class WriteHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) {
        Shell shell = HandlerUtil.getActiveShell(event);
        Optional<OpenRegion> region = Poke.region(event);
        Optional<RegisterInstance> register = region.flatMap(Poke::register);
        if (region.isEmpty()) {
            return null;
        }
        if (register.isEmpty()) {
            MessageDialog.openInformation(shell, "Write Register", "No described register is selected. Select one in"
                    + " the register page, or a byte of it in the hex page; bytes that no description names are"
                    + " written in the hex page itself.");
        } else if (Poke.explorer().armed().session(region.get().info().uri()).isEmpty()) {
            MessageDialog.openInformation(shell, "Write " + register.get().path(), "The region is not armed for"
                    + " writing. Arm it first (Ctrl+Shift+K).");
        } else {
            new WriteDialog(shell, region.get(), register.get()).open();
        }
        return null;
    }
}
