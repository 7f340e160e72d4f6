// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;
import org.barscope.registers.layout.ReadPlan;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Guard;

/**
 * Builds the access rules of a region from its registers. Where two claim a byte, the more careful one has it: guarded
 * registers first, then registers that may be read, then what is guarded only for the sake of a neighbour, then the
 * region's own rules. Not safe for use by several threads.
 */
final class RegisterRules {

    private static final AccessWidth[] WIDTHS = AccessWidth.values();

    private final List<RegisterInstance> registers;
    private final long size;
    private final AccessMap base;
    private final TreeMap<Long, AccessRule> taken = new TreeMap<>();

    /**
     * @param registers with their guards complete
     * @param size      of the region in bytes
     * @param base      the region's own rules
     */
    RegisterRules(List<RegisterInstance> registers, long size, AccessMap base) {
        this.registers = registers;
        this.size = size;
        this.base = base;
    }

    AccessMap map() {
        List<AccessRule> reads = ReadPlan.of(registers.stream().filter(this::reachable).toList()).accesses().stream()
                .map(access -> new AccessRule(access.address(), access.bytes(), AccessWidth.ofBytes(access.bytes()),
                        ReadPolicy.SAFE, "")).toList();
        TreeMap<Long, Long> covered = new TreeMap<>();
        reads.forEach(read -> covered.merge(read.offset(), read.end(), Math::max));
        for (RegisterInstance register : registers) {
            if (register.guard().isPresent() && !mayBeCovered(register, covered)) {
                guard(register);
            }
        }
        reads.stream().filter(read -> isFree(read.offset(), read.end()))
                .forEach(read -> taken.put(read.offset(), read));
        registers.stream().filter(register -> register.guard().isPresent()).forEach(this::guard);
        base.rules().forEach(rule -> fill(rule.offset(), rule.end(), rule.width(), rule.policy(), rule.reason()));
        AccessMap rest = base.defaultPolicy() == ReadPolicy.SAFE ? AccessMap.safe(base.defaultWidth())
                : AccessMap.ask(base.defaultWidth(), base.defaultReason());
        return rest.with(List.copyOf(taken.values()));
    }

    private boolean reachable(RegisterInstance register) {
        return RegisterReader.unreachable(register, size).isEmpty();
    }

    /** A guard that says no more than that reading is pointless, or only what a wider access would do. */
    private static boolean mayBeCovered(RegisterInstance register, TreeMap<Long, Long> reads) {
        long from = register.address();
        return switch (register.guard().orElseThrow().kind()) {
            case OVERLAP -> true;
            // No access is longer than 8 bytes.
            case WRITE_ONLY -> reads.subMap(from - 7, from + 1).values().stream()
                    .anyMatch(end -> end >= from + register.register().bytes());
            case READ_ACTION, NOTE -> false;
        };
    }

    private void guard(RegisterInstance register) {
        long from = register.address();
        if (from >= 0 && from < size) {
            fill(from, Math.min(size, from + register.register().bytes()),
                    AccessWidth.ofBytes(register.register().accessBytes()), ReadPolicy.GUARDED,
                    register.guard().map(Guard::reason).orElseThrow());
        }
    }

    /**
     * Takes what is still free of a range. A part that is no longer made of whole units is guarded: narrower accesses
     * than declared are not what the device expects.
     */
    private void fill(long from, long to, AccessWidth width, ReadPolicy policy, String reason) {
        long at = from;
        while (at < to) {
            Map.Entry<Long, AccessRule> before = taken.floorEntry(at);
            if (before != null && before.getValue().end() > at) {
                at = before.getValue().end();
                continue;
            }
            Long next = taken.ceilingKey(at);
            long end = next == null ? to : Math.min(to, next);
            AccessWidth fitting = widest(width, at, end - at);
            boolean whole = fitting == width || policy == ReadPolicy.GUARDED;
            taken.put(at, new AccessRule(at, end - at, fitting, whole ? policy : ReadPolicy.GUARDED, whole ? reason
                    : "a " + width.bits() + "-bit access here would touch a neighbour with rules of its own"));
            at = end;
        }
    }

    private static AccessWidth widest(AccessWidth limit, long at, long length) {
        AccessWidth best = AccessWidth.W8;
        for (AccessWidth width : WIDTHS) {
            if (width.compareTo(limit) <= 0 && width.aligned(at) && width.aligned(length)) {
                best = width;
            }
        }
        return best;
    }

    private boolean isFree(long from, long to) {
        Map.Entry<Long, AccessRule> before = taken.lowerEntry(to);
        return before == null || before.getValue().end() <= from;
    }
}
