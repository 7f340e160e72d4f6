// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Optional;

import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** The view of the active window, for menu items that show a state: they are updated without an event. */
final class OpenView {

    private OpenView() {
    }

    static Optional<DiscussionView> find() {
        IWorkbenchWindow window = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
        return window != null && window.getActivePage() != null
                && window.getActivePage().findView(DiscussionView.ID) instanceof DiscussionView view
                ? Optional.of(view) : Optional.empty();
    }
}
