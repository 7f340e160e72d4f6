// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.xml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.barscope.registers.read.FaultLog;

/**
 * Checks which elements and attributes may stand where. Deliberately smaller than XML Schema: it knows order and
 * occurrence, and its messages name what was expected.
 */
public final class XmlSchema {
    private enum Occurs {
        ONE, ONE_ADVISED, OPTIONAL, MANY, SOME
    }

    private record Child(int order, Occurs occurs) {
    }

    private record Rule(Map<String, Child> children, Map<String, Boolean> attributes, Set<String> needless) {
    }

    private final Map<String, Rule> rules = new HashMap<>();
    private final Set<String> open;

    /**
     * Starts a schema without rules; an element without a rule holds text only.
     *
     * @param open elements whose content is anything
     */
    public XmlSchema(Set<String> open) {
        this.open = open;
    }

    /**
     * Adds the rule for an element.
     *
     * @param name the element
     * @param attributes attribute names separated by spaces; a {@code !} after a name makes it required
     * @param children child names separated by spaces in their order; {@code ?} at most one, {@code *} any number,
     *        {@code +} at least one, {@code ~} one, but only a warning when missing; names joined by {@code |} share a
     *        place in the order
     */
    public XmlSchema rule(String name, String attributes, String children) {
        Map<String, Child> allowed = new LinkedHashMap<>();
        int order = 0;
        for (String group : children.isBlank() ? new String[0] : children.strip().split("\\s+")) {
            order++;
            for (String item : group.split("\\|")) {
                char last = item.charAt(item.length() - 1);
                Occurs occurs = switch (last) {
                    case '?' -> Occurs.OPTIONAL;
                    case '*' -> Occurs.MANY;
                    case '+' -> Occurs.SOME;
                    case '~' -> Occurs.ONE_ADVISED;
                    default -> Occurs.ONE;
                };
                allowed.put(Character.isLetterOrDigit(last) ? item : item.substring(0, item.length() - 1),
                        new Child(order, occurs));
            }
        }
        Map<String, Boolean> known = new LinkedHashMap<>();
        for (String item : attributes.isBlank() ? new String[0] : attributes.strip().split("\\s+")) {
            boolean required = item.endsWith("!");
            known.put(required ? item.substring(0, item.length() - 1) : item, required);
        }
        rules.put(name, new Rule(allowed, known, Set.of()));
        return this;
    }

    /** Lets the named children of an element be missing when it has the attribute {@code derivedFrom}. */
    public XmlSchema inherited(String name, String... children) {
        Rule rule = rules.get(name);
        rules.put(name, new Rule(rule.children, rule.attributes, Set.of(children)));
        return this;
    }

    /** Adds every fault of the tree to the log. */
    public void check(XmlElement element, FaultLog faults) {
        if (open.contains(element.name())) {
            return;
        }
        Rule rule = rules.get(element.name());
        String label = label(element);
        if (rule == null) {
            for (XmlElement child : element.children()) {
                faults.error(child.line(), child.column(), label,
                        "unexpected <" + child.name() + ">; expected text only");
            }
            checkAttributes(element, Map.of(), label, faults);
            return;
        }
        checkAttributes(element, rule.attributes, label, faults);
        checkChildren(element, rule, label, faults);
        if (!element.text().isEmpty()) {
            faults.error(element.line(), element.column(), label, "unexpected text '"
                    + XmlTree.shorten(element.text()) + "'; expected " + expected(rule));
        }
    }

    private void checkChildren(XmlElement element, Rule rule, String label, FaultLog faults) {
        Set<String> found = new HashSet<>();
        int reached = 0;
        boolean orderTold = false;
        for (XmlElement child : element.children()) {
            Child allowed = rule.children.get(child.name());
            if (allowed == null) {
                faults.error(child.line(), child.column(), label,
                        "unexpected <" + child.name() + ">; expected " + expected(rule));
                continue;
            }
            boolean again = !found.add(child.name());
            if (again && allowed.occurs != Occurs.MANY && allowed.occurs != Occurs.SOME) {
                faults.error(child.line(), child.column(), label, "a second <" + child.name() + ">; expected one");
            }
            if (allowed.order < reached && !orderTold) {
                orderTold = true;
                faults.warning(child.line(), child.column(), label,
                        "<" + child.name() + "> is out of order; the order of elements is fixed");
            }
            reached = Math.max(reached, allowed.order);
            check(child, faults);
        }
        boolean derived = element.attribute("derivedFrom") != null;
        rule.children.forEach((name, child) -> {
            if (found.contains(name) || derived && rule.needless.contains(name)) {
                return;
            }
            if (child.occurs == Occurs.ONE || child.occurs == Occurs.SOME) {
                faults.error(element.line(), element.column(), label, "no <" + name + ">; expected one");
            } else if (child.occurs == Occurs.ONE_ADVISED) {
                faults.warning(element.line(), element.column(), label, "no <" + name + ">; expected one");
            }
        });
    }

    private static void checkAttributes(XmlElement element, Map<String, Boolean> known, String label,
            FaultLog faults) {
        for (String name : element.attributes().keySet()) {
            // Namespace declarations and attributes of other vocabularies, such as xs:noNamespaceSchemaLocation.
            boolean foreign = name.startsWith("xmlns") || name.indexOf(':') > 0;
            if (!foreign && !known.containsKey(name)) {
                faults.error(element.line(), element.column(), label, "unexpected attribute " + name + "; expected "
                        + (known.isEmpty() ? "none" : String.join(", ", known.keySet())));
            }
        }
        known.forEach((name, required) -> {
            if (required && element.attribute(name) == null) {
                faults.error(element.line(), element.column(), label, "no attribute " + name + "; it is required");
            }
        });
    }

    private static String expected(Rule rule) {
        List<String> names = rule.children.keySet().stream().map(name -> "<" + name + ">").toList();
        return names.isEmpty() ? "nothing" : names.size() == 1 ? names.getFirst()
                : "one of " + String.join(" ", names);
    }

    /** How an element is called in faults: its tag, and its name when it has one. */
    public static String label(XmlElement element) {
        String name = element.childText("name");
        if (name == null) {
            name = element.attribute("name");
        }
        return name == null || name.isEmpty() ? "<" + element.name() + ">"
                : "<" + element.name() + "> " + XmlTree.shorten(name);
    }
}
