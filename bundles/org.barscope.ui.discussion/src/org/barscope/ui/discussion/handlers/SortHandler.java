// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Map;

import org.barscope.mail.index.SearchOrder;
import org.barscope.ui.discussion.search.DiscussionView;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;

/** Orders what was found. */
public final class SortHandler extends AbstractHandler implements IElementUpdater {

    private static final String ORDER = "org.barscope.ui.discussion.order";

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Parts.shown(event).order(SearchOrder.valueOf(event.getParameter(ORDER)));
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void updateElement(UIElement element, Map parameters) {
        String order = OpenView.find().map(DiscussionView::order).orElse(SearchOrder.RELEVANCE).name();
        element.setChecked(order.equals(parameters.get(ORDER)));
    }
}
