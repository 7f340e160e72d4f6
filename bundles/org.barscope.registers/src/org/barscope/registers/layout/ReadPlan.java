// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.layout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The bus accesses that read registers: each register at its own width, none that is guarded, nothing in between.
 *
 * @param accesses accesses in order of address, each once
 * @param skipped registers left out because they are guarded
 */
public record ReadPlan(List<Access> accesses, List<RegisterInstance> skipped) {
    /**
     * One bus access.
     *
     * @param address address of the first byte
     * @param bytes width: 1, 2, 4 or 8
     */
    public record Access(long address, int bytes) {
    }

    /** Copies the lists. */
    public ReadPlan {
        accesses = List.copyOf(accesses);
        skipped = List.copyOf(skipped);
    }

    /** Plans reading registers by themselves, as refresh and snapshots do. */
    public static ReadPlan of(List<RegisterInstance> registers) {
        return plan(registers, false);
    }

    /** Plans reading one register because the user asked for it by name, guarded or not. */
    public static ReadPlan once(RegisterInstance register) {
        return plan(List.of(register), true);
    }

    private static ReadPlan plan(List<RegisterInstance> registers, boolean asked) {
        List<Access> accesses = new ArrayList<>();
        List<RegisterInstance> skipped = new ArrayList<>();
        Set<Access> seen = new HashSet<>();
        for (RegisterInstance register : registers) {
            if (register.guard().isPresent() && !asked) {
                skipped.add(register);
                continue;
            }
            int bytes = register.register().accessBytes();
            for (long at = register.accessAddress(); Long.compareUnsigned(at, register.accessEnd()) < 0; at += bytes) {
                Access access = new Access(at, bytes);
                if (seen.add(access)) {
                    accesses.add(access);
                }
            }
        }
        return new ReadPlan(accesses, skipped);
    }
}
