// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.barscope.ui.discussion.message.MessageEditor;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.handlers.HandlerUtil;

/** Copies the permanent address of the message shown or selected. */
public final class CopyLinkHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Shell shell = HandlerUtil.getActiveShellChecked(event);
        Parts.message(event).ifPresent(message -> MessageEditor.copyLink(shell, message));
        return null;
    }
}
