// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.barscope.ui.discussion.importing.SourcesDialog;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;

/** Lists the mail sources. */
public final class SourcesHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        SourcesDialog.show(HandlerUtil.getActiveWorkbenchWindowChecked(event));
        return null;
    }
}
