// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;

/** Puts the cursor into the query box of the Discussion view. */
public final class SearchHandler extends AbstractHandler {

    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        Parts.shown(event).focusQuery();
        return null;
    }
}
