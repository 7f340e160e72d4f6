// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.util.Optional;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.registers.outline.RowDocumentation;
import org.barscope.ui.registers.page.RegisterPage;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Read Once: asks whether to read the selected guarded register, and says what that does; reads another at once. */
public final class ReadOnceHandler extends PageHandler {

    @Override
    void run(RegisterPage page, ExecutionEvent event) {
        Optional<RegisterInstance> selected = page.selectedRegister();
        if (selected.isEmpty()) {
            return;
        }
        Optional<String> consequence = RowDocumentation.consequence(selected.get());
        if (consequence.isEmpty()) {
            page.refresh();
        } else if (agrees(HandlerUtil.getActiveShell(event), selected.get(), consequence.get())) {
            page.readGuardedOnce(selected.get());
        }
    }

    private static boolean agrees(Shell shell, RegisterInstance register, String consequence) {
        return MessageDialog.open(MessageDialog.WARNING, shell, "Read " + register.path() + " Once",
                consequence + "\n\nThe journal keeps that it was read.", 0, "&Read Once", "Cancel") == 0;
    }
}
