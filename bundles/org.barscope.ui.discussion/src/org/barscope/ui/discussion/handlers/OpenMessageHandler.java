// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.barscope.ui.discussion.message.MessageEditor;
import org.barscope.ui.discussion.message.MessageInput;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchPage;

/** Opens what is selected among the results, in the editor that shows mail or in one of its own. */
public final class OpenMessageHandler extends AbstractHandler {

    private static final String OWN = "org.barscope.ui.discussion.openMessageInNew";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        IWorkbenchPage page = Parts.page(event);
        if (event.getCommand().getId().equals(OWN)) {
            Parts.message(event).ifPresent(message ->
                    MessageEditor.open(page, MessageInput.of(message), true, true));
        } else {
            Parts.view(event).ifPresent(view -> view.open(true));
        }
        return null;
    }
}
