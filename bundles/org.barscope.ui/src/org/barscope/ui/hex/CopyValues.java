// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Map;
import java.util.TreeMap;
import org.barscope.core.memory.format.CopyFormat;
import org.eclipse.core.commands.IParameterValues;

/** The values of the parameter of {@link CopyHandler}, so that each form is found by its name. */
public final class CopyValues implements IParameterValues {

    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> values = new TreeMap<>();
        for (CopyFormat format : CopyFormat.values()) {
            values.put(format.label().replace("&", ""), format.name());
        }
        values.put("Table as Shown", CopyHandler.TABLE);
        return values;
    }
}
