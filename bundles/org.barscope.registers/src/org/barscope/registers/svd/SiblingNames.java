// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.barscope.registers.model.Dimension;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlSchema;

/** Finds elements of one parent that would have the same path. */
final class SiblingNames {
    private final FaultLog faults;
    private final Map<String, XmlElement> seen = new HashMap<>();

    SiblingNames(FaultLog faults) {
        this.faults = faults;
    }

    /** Logs an element whose name, or one of whose expanded names, was added before. */
    void add(XmlElement element, String name, Optional<Dimension> dimension) {
        if (name.equals("?")) {
            return;
        }
        String group = element.childText("alternateGroup");
        String suffix = group == null ? "" : "_" + group;
        if (dimension.isEmpty()) {
            check(element, name + suffix);
            return;
        }
        // The names of a long array differ from one another by construction; its first and last stand for the rest.
        int count = dimension.get().count();
        int step = count <= 256 ? 1 : count - 1;
        for (int i = 0; i < count; i += step) {
            check(element, dimension.get().nameOf(name, i) + suffix);
        }
    }

    private void check(XmlElement element, String name) {
        XmlElement before = seen.putIfAbsent(name, element);
        if (before != null) {
            faults.error(element.line(), element.column(), XmlSchema.label(element), "the name " + name
                    + " is used before, in line " + before.line() + "; expected a name of its own");
        }
    }
}
