// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Optional;

import org.barscope.ui.discussion.importing.UnreadableDialog;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Lists what could not be read as mail. */
public final class UnreadableHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        new UnreadableDialog(HandlerUtil.getActiveWorkbenchWindowChecked(event), Optional.empty()).open();
        return null;
    }
}
