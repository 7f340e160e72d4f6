// SPDX-License-Identifier: EPL-2.0
package org.barscope.releng.architecture;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which bundle may use which, and which libraries only some may see. A bundle that is not named here is refused:
 * whoever adds one decides here where it stands.
 */
final class AllowedArrows {

    private static final String OURS = "org.barscope.";

    /** What a bundle may use that adds a page to the region editor, or views beside it. */
    private static final Set<String> PAGE_OR_VIEW = Set.of("ui", "app", "core", "model", "registers", "widgets");

    /**
     * From each bundle to all it may use. The demo machine's BARs are memfds, read through the same accessor as real
     * ones, so the simulated backend uses the native layer just like the Linux one; nobody else does. Backends hand out
     * records and never see the EMF model.
     */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("model", Set.of()),
            Map.entry("registers", Set.of()),
            Map.entry("linux", Set.of()),
            Map.entry("widgets", Set.of()),
            Map.entry("mail", Set.of()),
            Map.entry("core", Set.of("model", "registers")),
            Map.entry("backend.linux", Set.of("core", "linux", "registers")),
            Map.entry("backend.sim", Set.of("core", "linux", "registers")),
            Map.entry("app", Set.of("core", "model", "registers", "mail")),
            Map.entry("cli", Set.of("app", "core", "model", "registers", "mail")),
            Map.entry("ui", Set.of("app", "core", "model", "registers", "mail", "widgets")),
            Map.entry("ui.registers", PAGE_OR_VIEW),
            Map.entry("ui.vfio", PAGE_OR_VIEW),
            Map.entry("ui.poke", PAGE_OR_VIEW),
            Map.entry("ui.console", PAGE_OR_VIEW),
            Map.entry("ui.discussion", Set.of("ui", "app", "core", "model", "registers", "mail",
                    "widgets")),
            Map.entry("rcp", Set.of("ui", "app")),
            Map.entry("help", Set.of()));

    private static final Set<String> WITH_A_WINDOW = Set.of("widgets", "ui", "ui.registers", "ui.vfio", "ui.poke",
            "ui.console", "ui.discussion", "rcp");

    private AllowedArrows() {
    }

    /** Every arrow out of {@code bundle} that is not allowed, each as a sentence. */
    static List<String> violations(Bundle bundle) {
        String from = shortName(bundle.name());
        if (!ARROWS.containsKey(from)) {
            return List.of(bundle.name() + " has no place in the structure; give it one in AllowedArrows");
        }
        return bundle.requirements().stream()
                .map(to -> violation(from, to))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static Optional<String> violation(String from, String to) {
        if (to.startsWith(OURS)) {
            Optional<String> target = owner(to);
            if (target.filter(name -> name.equals(from) || ARROWS.get(from).contains(name)).isEmpty()) {
                return Optional.of(OURS + from + " must not use " + to);
            }
        } else if (isWindowToolkit(to) && !WITH_A_WINDOW.contains(from)) {
            return Optional.of(OURS + from + " must not use " + to + ": it has to run without a window");
        } else if (isOfTheJdk(to)) {
            return Optional.empty();
        } else if (from.equals("registers") || from.equals("linux")) {
            return Optional.of(OURS + from + " must not use " + to + ": it needs nothing but the JDK");
        } else if (from.equals("model") && !to.startsWith("org.eclipse.emf.")) {
            return Optional.of(OURS + from + " must not use " + to + ": it needs nothing but EMF");
        }
        return Optional.empty();
    }

    static boolean isWindowToolkit(String name) {
        return List.of("org.eclipse.swt", "org.eclipse.jface", "org.eclipse.ui").stream()
                .anyMatch(toolkit -> name.equals(toolkit) || name.startsWith(toolkit + "."));
    }

    /** Packages outside java.* that a manifest has to import although the JDK has them. */
    private static boolean isOfTheJdk(String name) {
        return name.startsWith("javax.") || name.startsWith("jdk.") || name.startsWith("org.w3c.dom")
                || name.startsWith("org.xml.sax");
    }

    static boolean hasAWindow(Bundle bundle) {
        return WITH_A_WINDOW.contains(shortName(bundle.name()));
    }

    /** The bundle that has a package: the one with the longest name that the package's name begins with. */
    private static Optional<String> owner(String packageOrBundle) {
        String name = shortName(packageOrBundle);
        return ARROWS.keySet().stream()
                .filter(bundle -> name.equals(bundle) || name.startsWith(bundle + "."))
                .max(Comparator.comparingInt(String::length));
    }

    static String shortName(String name) {
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }
}
