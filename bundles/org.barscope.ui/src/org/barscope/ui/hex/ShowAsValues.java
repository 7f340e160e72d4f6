// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.core.commands.IParameterValues;

/** The values of the parameter of {@link ShowAsHandler}, so that each choice is found by its name. */
public final class ShowAsValues implements IParameterValues {

    @Override
    public Map<String, String> getParameterValues() {
        Map<String, String> values = new TreeMap<>();
        for (HexChoices.Group group : HexChoices.groups()) {
            for (HexChoices.Choice choice : group.choices()) {
                values.put((group.label() + ": " + choice.label()).replace("&", ""), choice.id());
            }
        }
        values.put("Byte Order: the other one", "order=other");
        return values;
    }
}
