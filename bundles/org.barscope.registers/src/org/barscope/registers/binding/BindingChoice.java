// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.util.ArrayList;
import java.util.List;

/**
 * The bindings that fit a device.
 *
 * @param candidates the best ones, equally good: none, one, or several among which the user must choose
 * @param overlays those that add to whatever else fits
 */
public record BindingChoice(List<Binding> candidates, List<Binding> overlays) {
    /** Copies the lists. */
    public BindingChoice {
        candidates = List.copyOf(candidates);
        overlays = List.copyOf(overlays);
    }

    /** Whether the user must choose. */
    public boolean isAmbiguous() {
        return candidates.size() > 1;
    }

    /**
     * Chooses among bindings: the user's before built-in ones, then those whose conditions say more.
     *
     * @param bindings all bindings, in any order
     */
    public static BindingChoice of(List<Binding> bindings, PciIdentity device, ConfigSpace config) {
        List<Binding> best = new ArrayList<>();
        List<Binding> overlays = new ArrayList<>();
        int bestWeight = 0;
        for (Binding binding : bindings) {
            int weight = binding.weight(device, config);
            if (weight < 0) {
                continue;
            }
            if (binding.overlay()) {
                overlays.add(binding);
                continue;
            }
            int ranked = weight + (binding.isUsers() ? 1_000_000 : 0);
            if (best.isEmpty() || ranked > bestWeight) {
                best.clear();
                bestWeight = ranked;
            }
            if (ranked == bestWeight) {
                best.add(binding);
            }
        }
        return new BindingChoice(best, overlays);
    }
}
