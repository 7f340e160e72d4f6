// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.barscope.ui.discussion.importing.ImportWizard;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Opens the wizard that imports mail, and shows the view that tells how far the import is. */
public final class ImportMailHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Parts.shown(event);
        ImportWizard.open(HandlerUtil.getActiveShellChecked(event), "");
        return null;
    }
}
