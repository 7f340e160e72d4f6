// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.handlers;

import java.util.Map;

import org.eclipse.core.commands.IParameterValues;

/** What mail found can be put together by, as Quick Access offers it. */
public final class Groupings implements IParameterValues {

    @Override
    public Map<String, String> getParameterValues() {
        return Map.of("Series", "SERIES", "Thread", "THREAD", "Nothing", "NONE");
    }
}
