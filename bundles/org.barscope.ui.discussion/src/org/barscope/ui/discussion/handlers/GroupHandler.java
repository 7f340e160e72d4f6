// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Map;

import org.barscope.app.mail.Grouping;
import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;

/** Puts what was found together by thread, by series, or not at all. */
public final class GroupHandler extends AbstractHandler implements IElementUpdater {

    private static final String GROUPING = "org.barscope.ui.discussion.grouping";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Parts.shown(event).grouping(Grouping.valueOf(event.getParameter(GROUPING)));
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void updateElement(UIElement element, Map parameters) {
        String grouping = OpenView.find().map(DiscussionView::grouping).orElse(Grouping.SERIES).name();
        element.setChecked(grouping.equals(parameters.get(GROUPING)));
    }
}
