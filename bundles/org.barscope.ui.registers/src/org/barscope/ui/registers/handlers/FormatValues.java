// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.registers.handlers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.barscope.ui.registers.outline.NumberFormat;
import org.eclipse.core.commands.IParameterValues;

/** The number formats by name, for Quick Access and the preferences of keys. */
public final class FormatValues implements IParameterValues {

    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> values = new LinkedHashMap<>();
        for (NumberFormat format : NumberFormat.values()) {
            values.put(format.label(), format.name());
        }
        return values;
    }
}
