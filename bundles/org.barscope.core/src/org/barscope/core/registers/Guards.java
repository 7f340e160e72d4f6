// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Guard;

/** Adds to the guards of descriptions what only the region, or another description of it, knows. */
final class Guards {

    private final AccessMap rules;

    /** @param rules the region's own */
    Guards(AccessMap rules) {
        this.rules = rules;
    }

    /** The same registers in the same order, more of them guarded. */
    List<RegisterInstance> complete(List<RegisterInstance> registers) {
        List<RegisterInstance> result = new ArrayList<>(registers.size());
        TreeMap<Long, List<RegisterInstance>> dangers = new TreeMap<>();
        for (RegisterInstance register : registers) {
            RegisterInstance ruled = register.guard().isPresent() ? register
                    : ofRegion(register).map(guard -> with(register, guard)).orElse(register);
            result.add(ruled);
            if (ruled.guard().filter(guard -> guard.kind() != Guard.Kind.OVERLAP).isPresent()) {
                dangers.computeIfAbsent(ruled.address(), address -> new ArrayList<>()).add(ruled);
            }
        }
        result.replaceAll(register -> register.guard().isPresent() ? register
                : covered(register, dangers).map(guard -> with(register, guard)).orElse(register));
        return result;
    }

    /** Why the region's own rules forbid to read a register by itself. Cost: one pass over the rules. */
    Optional<Guard> ofRegion(RegisterInstance register) {
        return rules.rules().stream().filter(rule -> rule.policy() != ReadPolicy.SAFE)
                .filter(rule -> rule.offset() < register.accessEnd() && rule.end() > register.accessAddress())
                .findFirst().map(rule -> new Guard(kind(rule), rule.reason()));
    }

    private static Guard.Kind kind(AccessRule rule) {
        return rule.policy() == ReadPolicy.GUARDED ? Guard.Kind.READ_ACTION : Guard.Kind.NOTE;
    }

    private static Optional<Guard> covered(RegisterInstance register, TreeMap<Long, List<RegisterInstance>> dangers) {
        // No register is longer than 8 bytes.
        return dangers.subMap(register.accessAddress() - 7, register.accessEnd()).values().stream()
                .flatMap(List::stream)
                .filter(danger -> end(danger) > register.accessAddress() && !isOtherView(danger, register)).findFirst()
                .map(danger -> new Guard(Guard.Kind.OVERLAP, "an access to " + register.path() + " covers "
                        + danger.path() + ": " + danger.guard().orElseThrow().reason()));
    }

    /** At the very same bytes the readable description says what a read does there, and the write-only one does not. */
    private static boolean isOtherView(RegisterInstance danger, RegisterInstance register) {
        return danger.guard().orElseThrow().kind() == Guard.Kind.WRITE_ONLY
                && danger.address() >= register.address() && end(danger) <= end(register);
    }

    private static long end(RegisterInstance register) {
        return register.address() + register.register().bytes();
    }

    private static RegisterInstance with(RegisterInstance register, Guard guard) {
        return new RegisterInstance(register.groups(), register.name(), register.displayName(), register.address(),
                register.register(), Optional.of(guard));
    }
}
