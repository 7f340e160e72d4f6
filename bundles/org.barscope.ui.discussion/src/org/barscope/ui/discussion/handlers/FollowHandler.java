// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Map;

import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;

/** Lets the search follow what is selected in other parts of the window, or no longer. */
public final class FollowHandler extends AbstractHandler implements IElementUpdater {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        DiscussionView view = Parts.view(event).orElse(null);
        boolean on = view == null || !view.following();
        if (view == null) {
            view = Parts.shown(event);
        }
        view.following(on);
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void updateElement(UIElement element, Map parameters) {
        element.setChecked(OpenView.find().filter(DiscussionView::following).isPresent());
    }
}
