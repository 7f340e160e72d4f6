// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Optional;

import org.barscope.mail.thread.MessageSummary;
import org.barscope.ui.discussion.message.MessageEditor;
import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.handlers.HandlerUtil;

/** The parts of the window that commands about mail act on. */
final class Parts {

    private Parts() {
    }

    /** The view, brought to the front if need be. */
    static DiscussionView shown(ExecutionEvent event) throws ExecutionException {
        try {
            return (DiscussionView) page(event).showView(DiscussionView.ID);
        } catch (PartInitException e) {
            throw new ExecutionException("The Discussion view cannot be shown: " + e.getMessage(), e);
        }
    }

    /** The view if it is there, in front or not. */
    static Optional<DiscussionView> view(ExecutionEvent event) throws ExecutionException {
        return page(event).findView(DiscussionView.ID) instanceof DiscussionView view ? Optional.of(view)
                : Optional.empty();
    }

    static IWorkbenchPage page(ExecutionEvent event) throws ExecutionException {
        return HandlerUtil.getActiveWorkbenchWindowChecked(event).getActivePage();
    }

    /** The editor that shows a message, when it is the active one. */
    static Optional<MessageEditor> editor(ExecutionEvent event) {
        return HandlerUtil.getActiveEditor(event) instanceof MessageEditor editor ? Optional.of(editor)
                : Optional.empty();
    }

    /** The message meant: that of the active editor, or the one selected in the view when that is active. */
    static Optional<MessageSummary> message(ExecutionEvent event) {
        return HandlerUtil.getActivePart(event) instanceof DiscussionView view ? view.selectedMessage()
                : editor(event).flatMap(MessageEditor::message);
    }
}
