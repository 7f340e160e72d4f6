// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.svd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

import org.barscope.registers.model.BitRange;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.xml.XmlElement;
import org.barscope.registers.xml.XmlSchema;

/**
 * Follows {@code derivedFrom}: turns an element into one that also has the content it inherits from another element.
 * What a target inherits from the levels above it is not part of its content, so it is not taken along.
 */
final class SvdResolver {
    /** Longest chain of derivations. */
    static final int MAX_CHAIN = 64;

    private static final Set<String> BIT_RANGE = Set.of("lsb", "msb", "bitOffset", "bitWidth", "bitRange");
    private static final Set<String> DIM = Set.of("dim", "dimIncrement", "dimIndex", "dimName", "dimArrayIndex");
    private static final Set<String> ALTERNATES = Set.of("alternateRegister", "alternateGroup", "alternateCluster");
    private static final Set<String> OWN_ONLY = Set.of("name", "displayName", "alternateGroup", "alternateRegister",
            "alternateCluster", "alternatePeripheral");

    /** What can be derived from below an element: by name, and those whose name has a placeholder. */
    private record Members(Map<String, XmlElement> byName, List<XmlElement> repeated) {
    }

    private final FaultLog faults;
    private final Map<XmlElement, XmlElement> resolved = new IdentityHashMap<>();
    private final Map<XmlElement, Boolean> running = new IdentityHashMap<>();
    private final Map<XmlElement, Members> members = new IdentityHashMap<>();
    private Map<String, List<XmlElement>> enumerations;
    private int chain;

    SvdResolver(FaultLog faults) {
        this.faults = faults;
    }

    /** The element with everything it inherits through {@code derivedFrom}, at its own level and below. */
    XmlElement resolve(XmlElement element) {
        if (element.children().isEmpty() && element.attribute("derivedFrom") == null) {
            return element;
        }
        XmlElement known = resolved.get(element);
        if (known != null) {
            return known;
        }
        running.put(element, true);
        XmlElement base = base(element);
        List<XmlElement> own = new ArrayList<>(element.children().size());
        boolean same = base == null;
        for (XmlElement child : element.children()) {
            XmlElement done = resolve(child);
            same &= done == child;
            own.add(done);
        }
        XmlElement result = same ? element
                : element.withChildren(base == null ? own : merge(element, base.children(), own));
        running.remove(element);
        resolved.put(element, result);
        return result;
    }

    private XmlElement base(XmlElement element) {
        String path = element.attribute("derivedFrom");
        if (path == null || !isDerivable(element.name())) {
            return null;
        }
        XmlElement target = find(element, path.strip());
        if (target == null) {
            faults.error(element.line(), element.column(), XmlSchema.label(element), "derivedFrom=\"" + path
                    + "\" names no <" + element.name() + ">; expected the name of one, or a path like A.B.C to it");
            return null;
        }
        if (running.containsKey(target)) {
            faults.error(element.line(), element.column(), XmlSchema.label(element),
                    "derivedFrom=\"" + path + "\" leads back to this element; expected a chain that ends");
            return null;
        }
        if (chain >= MAX_CHAIN) {
            faults.error(element.line(), element.column(), XmlSchema.label(element),
                    "derivedFrom=\"" + path + "\" is the end of a chain of more than " + MAX_CHAIN);
            return null;
        }
        chain++;
        try {
            return resolve(target);
        } finally {
            chain--;
        }
    }

    private static boolean isDerivable(String name) {
        return switch (name) {
            case "peripheral", "cluster", "register", "field", "enumeratedValues" -> true;
            default -> false;
        };
    }

    // Looking up

    private XmlElement find(XmlElement element, String path) {
        String[] parts = path.split("\\.", -1);
        for (XmlElement scope = element.parent(); scope != null; scope = scope.parent()) {
            if (isScope(scope.name())) {
                XmlElement found = descend(scope, parts, element);
                if (found != null) {
                    return found;
                }
            }
        }
        if (parts.length == 1 && element.name().equals("enumeratedValues")) {
            return soleEnumeration(element, path);
        }
        return null;
    }

    private static boolean isScope(String name) {
        return switch (name) {
            case "device", "peripheral", "cluster", "register", "field" -> true;
            default -> false;
        };
    }

    private XmlElement descend(XmlElement scope, String[] parts, XmlElement wanted) {
        XmlElement at = scope;
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            at = member(at, parts[i], last ? wanted.name() : null, wanted);
            if (at == null) {
                return null;
            }
        }
        return at;
    }

    private XmlElement member(XmlElement scope, String name, String kind, XmlElement not) {
        XmlElement found = fitting(memberMap(scope), name, kind, not);
        if (found == null && scope.attribute("derivedFrom") != null && !running.containsKey(scope)) {
            found = fitting(memberMap(resolve(scope)), name, kind, not);
        }
        return found;
    }

    private static XmlElement fitting(Members members, String name, String kind, XmlElement not) {
        XmlElement found = members.byName.get(key(kind, name));
        if (found != null && found != not) {
            return found;
        }
        for (XmlElement candidate : members.repeated) {
            if (candidate != not && (kind == null || candidate.name().equals(kind))
                    && isElementOf(candidate.childText("name"), name)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean isElementOf(String template, String name) {
        int at = template.indexOf("%s");
        return template.replace("[%s]", "").equals(name)
                || Pattern.matches(Pattern.quote(template.substring(0, at)) + "[_0-9A-Za-z]+"
                        + Pattern.quote(template.substring(at + 2)), name);
    }

    private static String key(String kind, String name) {
        return (kind == null ? "" : kind) + "/" + name;
    }

    private Members memberMap(XmlElement scope) {
        return members.computeIfAbsent(scope, s -> {
            Members found = new Members(new HashMap<>(), new ArrayList<>());
            collect(s, found);
            return found;
        });
    }

    private static void collect(XmlElement scope, Members found) {
        for (XmlElement child : scope.children()) {
            switch (child.name()) {
                case "peripherals", "registers", "fields" -> collect(child, found);
                case "peripheral", "cluster", "register", "field", "enumeratedValues" -> {
                    String name = child.childText("name");
                    if (name != null && !name.isEmpty()) {
                        found.byName.putIfAbsent(key(null, name), child);
                        found.byName.putIfAbsent(key(child.name(), name), child);
                        if (name.contains("%s")) {
                            found.repeated.add(child);
                        }
                    }
                }
                default -> {
                    // Not something that can be derived from.
                }
            }
        }
    }

    private XmlElement soleEnumeration(XmlElement element, String name) {
        if (enumerations == null) {
            enumerations = new LinkedHashMap<>();
            XmlElement root = element;
            while (root.parent() != null) {
                root = root.parent();
            }
            collectEnumerations(root);
        }
        List<XmlElement> found = enumerations.getOrDefault(name, List.of()).stream().filter(e -> e != element)
                .toList();
        if (found.size() > 1) {
            faults.warning(element.line(), element.column(), XmlSchema.label(element), "derivedFrom=\"" + name
                    + "\" names " + found.size() + " sets of values; the first one is taken");
        }
        return found.isEmpty() ? null : found.getFirst();
    }

    private void collectEnumerations(XmlElement element) {
        for (XmlElement child : element.children()) {
            if (child.name().equals("enumeratedValues")) {
                String name = child.childText("name");
                if (name != null) {
                    enumerations.computeIfAbsent(name, n -> new ArrayList<>()).add(child);
                }
            } else {
                collectEnumerations(child);
            }
        }
    }

    // Merging

    private static List<XmlElement> merge(XmlElement element, List<XmlElement> base, List<XmlElement> own) {
        boolean ownRange = own.stream().anyMatch(child -> BIT_RANGE.contains(child.name()));
        boolean ownDim = own.stream().anyMatch(child -> child.name().equals("dim"));
        String name = element.childText("name");
        boolean placeholder = name != null && name.contains("%s");
        List<XmlElement> inherited = base.stream().filter(child -> !OWN_ONLY.contains(child.name())
                && !(ownRange && BIT_RANGE.contains(child.name()))
                && !(DIM.contains(child.name()) && (ownDim || !placeholder))).toList();
        return switch (element.name()) {
            case "enumeratedValues" -> overlay(inherited, own, "enumeratedValue");
            case "cluster" -> overlay(inherited, own, "register", "cluster");
            case "peripheral" -> overlayNested(inherited, own, "registers", "register", "cluster");
            case "register" -> overlayNested(inherited, own, "fields", "field");
            default -> overlay(inherited, own);
        };
    }

    /** Own elements win; of the listed kinds, each own element replaces only the inherited one it stands for. */
    private static List<XmlElement> overlay(List<XmlElement> inherited, List<XmlElement> own, String... kinds) {
        Set<String> listed = Set.of(kinds);
        Set<String> replaced = new HashSet<>();
        long bits = 0;
        for (XmlElement mine : own) {
            if (!listed.contains(mine.name())) {
                replaced.add(mine.name());
                continue;
            }
            replaced.add("named " + mine.childText("name"));
            if (ALTERNATES.stream().allMatch(name -> mine.child(name) == null)) {
                place(mine).ifPresent(replaced::add);
            }
            bits |= SvdNumbers.bitRange(mine).map(BitRange::mask).orElse(0L);
        }
        List<XmlElement> result = new ArrayList<>();
        for (XmlElement old : inherited) {
            boolean gone = !listed.contains(old.name()) ? replaced.contains(old.name())
                    : replaced.contains("named " + old.childText("name"))
                            || place(old).filter(replaced::contains).isPresent()
                            || (SvdNumbers.bitRange(old).map(BitRange::mask).orElse(0L) & bits) != 0;
            if (!gone) {
                result.add(old);
            }
        }
        result.addAll(own);
        return result;
    }

    private static Optional<String> place(XmlElement element) {
        String offset = element.childText("addressOffset");
        OptionalLong value = offset == null ? OptionalLong.empty() : SvdNumbers.scaled(offset);
        return value.isPresent() ? Optional.of(element.name() + " at " + value.getAsLong()) : Optional.empty();
    }

    private static List<XmlElement> overlayNested(List<XmlElement> inherited, List<XmlElement> own, String container,
            String... kinds) {
        List<XmlElement> result = new ArrayList<>(overlay(inherited, own));
        Optional<XmlElement> theirs = inherited.stream().filter(e -> e.name().equals(container)).findFirst();
        Optional<XmlElement> mine = own.stream().filter(e -> e.name().equals(container)).findFirst();
        if (theirs.isPresent() && mine.isPresent()) {
            result.remove(mine.get());
            result.add(mine.get().withChildren(overlay(theirs.get().children(), mine.get().children(), kinds)));
        }
        return result;
    }
}
