// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The bindings that fit a device.
 *
 * @param candidates the best ones, equally good: none, one, or several among which the user must choose
 * @param others those that fit less well, which a user may still want
 * @param overlays those that add to whatever else fits
 */
public record BindingChoice(List<Binding> candidates, List<Binding> others, List<Binding> overlays) {
    /** Copies the lists. */
    public BindingChoice {
        candidates = List.copyOf(candidates);
        others = List.copyOf(others);
        overlays = List.copyOf(overlays);
    }

    /** All that the user may choose one of, the best first. */
    public List<Binding> choosable() {
        return Stream.concat(candidates.stream(), others.stream()).toList();
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
        List<Binding> others = new ArrayList<>();
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
                others.addAll(best);
                best.clear();
                bestWeight = ranked;
            }
            (ranked == bestWeight ? best : others).add(binding);
        }
        return new BindingChoice(best, others, overlays);
    }
}
