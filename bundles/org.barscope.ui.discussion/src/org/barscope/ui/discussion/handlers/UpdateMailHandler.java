// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.barscope.ui.discussion.library.MailDesk;
import org.barscope.ui.discussion.library.MailTask;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.PlatformUI;

/** Looks for new mail in all sources, in the background. */
public final class UpdateMailHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Parts.shown(event);
        PlatformUI.getWorkbench().getService(MailDesk.class).start(new MailTask.Update());
        return null;
    }
}
