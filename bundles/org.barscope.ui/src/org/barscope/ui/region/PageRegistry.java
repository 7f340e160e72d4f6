// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.core.runtime.CoreException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;

/** The pages that bundles contribute. */
final class PageRegistry {

    private static final String POINT = "org.barscope.ui.regionPages";

    private PageRegistry() {
    }

    /**
     * A page that an editor may show.
     *
     * @param id    for commands and for what is remembered
     * @param label of its tab
     * @param order smaller ones come first
     * @param described it is shown first only for a region whose registers are known
     */
    record Kind(String id, String label, int order, boolean described, IConfigurationElement element) {

        static Kind of(IConfigurationElement element) {
            return new Kind(element.getAttribute("id"), element.getAttribute("label"),
                    Integer.parseInt(element.getAttribute("order")),
                    Boolean.parseBoolean(element.getAttribute("described")), element);
        }

        /** A new page; empty, and logged, when its class cannot be used. */
        Optional<RegionPage> make() {
            try {
                return Optional.of((RegionPage) element.createExecutableExtension("class"));
            } catch (CoreException | ClassCastException unusable) {
                ILog.of(PageRegistry.class).error("the page '" + label + "' of " + element.getContributor().getName()
                        + " cannot be made", unusable);
                return Optional.empty();
            }
        }
    }

    /** By order, then label. */
    static List<Kind> kinds() {
        return Arrays.stream(Platform.getExtensionRegistry().getConfigurationElementsFor(POINT)).map(Kind::of)
                .sorted(Comparator.comparingInt(Kind::order).thenComparing(Kind::label)).toList();
    }
}
