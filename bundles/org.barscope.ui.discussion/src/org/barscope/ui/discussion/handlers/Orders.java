// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Map;

import org.eclipse.core.commands.IParameterValues;

/** The orders that mail found can be put into, as Quick Access offers them. */
public final class Orders implements IParameterValues {

    @Override
    public Map<String, String> getParameterValues() {
        return Map.of("Relevance", "RELEVANCE", "Newest First", "NEWEST", "Oldest First", "OLDEST");
    }
}
