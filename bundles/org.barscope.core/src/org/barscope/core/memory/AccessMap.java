// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The access rules of a whole region: exceptions for some ranges and one rule for the rest. Immutable.
 *
 * <p>A guarded range guards every unit that touches it: a lookup for an offset whose enclosing default unit overlaps a
 * guarded range is guarded too, so that an adjacent register is never touched by a wider access.
 */
public final class AccessMap {

    private final AccessWidth defaultWidth;
    private final ReadPolicy defaultPolicy;
    private final String defaultReason;
    private final List<AccessRule> rules;

    private AccessMap(AccessWidth width, ReadPolicy policy, String reason, List<AccessRule> rules) {
        this.defaultWidth = Objects.requireNonNull(width);
        this.defaultPolicy = Objects.requireNonNull(policy);
        this.defaultReason = Objects.requireNonNull(reason);
        this.rules = rules;
    }

    /** Every unit has that width and may be read freely. */
    public static AccessMap safe(AccessWidth width) {
        return new AccessMap(width, ReadPolicy.SAFE, "", List.of());
    }

    /** Every unit has that width; nothing is read before the user agrees, for that reason. */
    public static AccessMap ask(AccessWidth width, String reason) {
        return new AccessMap(width, ReadPolicy.ASK, reason, List.of());
    }

    /**
     * This map with exceptions for some ranges.
     *
     * @throws IllegalArgumentException when two ranges overlap
     */
    public AccessMap with(List<AccessRule> exceptions) {
        List<AccessRule> all = new ArrayList<>(rules);
        all.addAll(exceptions);
        all.sort(Comparator.comparingLong(AccessRule::offset));
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).offset() < all.get(i - 1).end()) {
                throw new IllegalArgumentException("access rules overlap at offset 0x"
                        + Long.toHexString(all.get(i).offset()));
            }
        }
        return new AccessMap(defaultWidth, defaultPolicy, defaultReason, List.copyOf(all));
    }

    /** This map read in units of another default width: what "show as 8/16/32/64-bit accesses" does. */
    public AccessMap withDefaultWidth(AccessWidth width) {
        return new AccessMap(width, defaultPolicy, defaultReason, rules);
    }

    /** This map after the user has agreed to read the region: {@code ASK} becomes {@code SAFE}, guards stay. */
    public AccessMap agreed() {
        List<AccessRule> open = rules.stream().map(r -> r.policy() == ReadPolicy.ASK
                ? new AccessRule(r.offset(), r.length(), r.width(), ReadPolicy.SAFE, "") : r).toList();
        return defaultPolicy == ReadPolicy.ASK
                ? new AccessMap(defaultWidth, ReadPolicy.SAFE, "", open)
                : new AccessMap(defaultWidth, defaultPolicy, defaultReason, open);
    }

    public AccessWidth defaultWidth() {
        return defaultWidth;
    }

    public ReadPolicy defaultPolicy() {
        return defaultPolicy;
    }

    /** Why the default is not safe; empty when it is. */
    public String defaultReason() {
        return defaultReason;
    }

    /** The exceptions, by offset. */
    public List<AccessRule> rules() {
        return rules;
    }

    /** True when some part of the region is read only after the user agrees. */
    public boolean asks() {
        return defaultPolicy == ReadPolicy.ASK || rules.stream().anyMatch(r -> r.policy() == ReadPolicy.ASK);
    }

    /**
     * The unit that holds the byte at an offset: its aligned start, width and policy. Logarithmic in the number of
     * rules.
     */
    public AccessRule unitAt(long offset) {
        int i = lastAtOrBefore(offset);
        if (i >= 0 && offset < rules.get(i).end()) {
            AccessRule rule = rules.get(i);
            long start = offset & -(long) rule.width().bytes();
            return new AccessRule(start, rule.width().bytes(), rule.width(), rule.policy(), rule.reason());
        }
        return defaultUnit(offset, i);
    }

    private AccessRule defaultUnit(long offset, int before) {
        AccessWidth width = defaultWidth;
        long start = offset & -(long) width.bytes();
        // Shrink the unit until it stays clear of the neighbouring rules; a rule may end or begin inside it.
        while (width != AccessWidth.W8 && touchesRule(start, width.bytes(), before)) {
            width = AccessWidth.ofBytes(width.bytes() / 2);
            start = offset & -(long) width.bytes();
        }
        if (width == defaultWidth) {
            return new AccessRule(start, width.bytes(), width, defaultPolicy, defaultReason);
        }
        return new AccessRule(start, width.bytes(), width, ReadPolicy.GUARDED,
                "a " + defaultWidth.bits() + "-bit access here would touch a neighbour with rules of its own");
    }

    private boolean touchesRule(long start, int length, int before) {
        boolean left = before >= 0 && rules.get(before).end() > start;
        boolean right = before + 1 < rules.size() && rules.get(before + 1).offset() < start + length;
        return left || right;
    }

    private int lastAtOrBefore(long offset) {
        int low = 0;
        int high = rules.size() - 1;
        while (low <= high) {
            int mid = (low + high) >>> 1;
            if (rules.get(mid).offset() <= offset) {
                low = mid + 1;
            } else {
                high = mid - 1;
            }
        }
        return high;
    }
}
