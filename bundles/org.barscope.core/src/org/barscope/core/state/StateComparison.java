// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.state.DeviceState.FieldValue;
import org.barscope.core.state.DeviceState.Range;
import org.barscope.core.state.DeviceState.Value;

/**
 * What is different between two states, by region, register and field. Immutable.
 *
 * @param left      the first
 * @param right     the second
 * @param registers registers that differ, in the order of the first state, then those that only the second has
 * @param ranges    bytes that differ, of ranges that both have
 * @param same      how many registers have a value in both, and the same
 * @param notes     what makes the comparison doubtful: another device, another version of a description
 */
public record StateComparison(DeviceState left, DeviceState right, List<RegisterDifference> registers,
        List<RangeDifference> ranges, int same, List<String> notes) {

    /**
     * A register that differs.
     *
     * @param region its region
     * @param path   its path
     * @param left   in the first state; empty when it is not there
     * @param right  in the second state; empty when it is not there
     * @param fields its fields that differ; empty when it has no value in one of the states
     */
    public record RegisterDifference(String region, String path, Optional<Value> left, Optional<Value> right,
            List<FieldDifference> fields) {
        public RegisterDifference {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A field that differs.
     *
     * @param name         its name
     * @param msb          its highest bit
     * @param lsb          its lowest bit
     * @param left         its value in the first state
     * @param right        its value in the second state
     * @param leftMeaning  the name of that value; may be empty
     * @param rightMeaning the name of that value; may be empty
     */
    public record FieldDifference(String name, int msb, int lsb, long left, long right, String leftMeaning,
            String rightMeaning) {
    }

    /**
     * Bytes that differ.
     *
     * @param region their region
     * @param offset of the first
     * @param left   in the first state, two hexadecimal digits a byte, dots for what was not read
     * @param right  in the second state
     */
    public record RangeDifference(String region, long offset, String left, String right) {
    }

    public StateComparison {
        registers = List.copyOf(registers);
        ranges = List.copyOf(ranges);
        notes = List.copyOf(notes);
    }

    /** Whether nothing differs. */
    public boolean equal() {
        return registers.isEmpty() && ranges.isEmpty();
    }

    /** Compares. Cost: one pass over both. */
    public static StateComparison of(DeviceState left, DeviceState right) {
        return new Comparing(left, right).run();
    }

    private static final class Comparing {
        private final DeviceState left;
        private final DeviceState right;
        private final List<RegisterDifference> registers = new ArrayList<>();
        private final List<RangeDifference> ranges = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private int same;

        Comparing(DeviceState left, DeviceState right) {
            this.left = left;
            this.right = right;
        }

        StateComparison run() {
            if (!left.ids().equals(right.ids())) {
                notes.add("these are different kinds of device: " + left.ids() + " and " + right.ids());
            } else if (!left.device().equals(right.device())) {
                notes.add("these are two devices of one kind: " + left.device() + " and " + right.device());
            }
            Map<String, DeviceState.Region> theirs = new LinkedHashMap<>();
            right.regions().forEach(region -> theirs.put(region.name(), region));
            for (DeviceState.Region region : left.regions()) {
                DeviceState.Region other = theirs.remove(region.name());
                if (other == null) {
                    notes.add("only the first has " + region.name());
                } else {
                    compare(region, other);
                }
            }
            theirs.keySet().forEach(name -> notes.add("only the second has " + name));
            return new StateComparison(left, right, registers, ranges, same, notes);
        }

        private void compare(DeviceState.Region a, DeviceState.Region b) {
            if (!a.descriptions().equals(b.descriptions())) {
                notes.add(a.name() + " was described by " + String.join(", ", a.descriptions()) + " and by "
                        + String.join(", ", b.descriptions()));
            }
            Map<String, Value> theirs = new LinkedHashMap<>();
            b.registers().forEach(value -> theirs.put(value.path(), value));
            for (Value value : a.registers()) {
                Optional<Value> other = Optional.ofNullable(theirs.remove(value.path()));
                compare(a.name(), value.path(), Optional.of(value), other);
            }
            theirs.values().forEach(value -> compare(a.name(), value.path(), Optional.empty(), Optional.of(value)));
            for (Range range : a.ranges()) {
                b.ranges().stream().filter(other -> other.offset() == range.offset()
                        && other.length() == range.length()).findFirst().ifPresent(other -> bytes(a.name(), range,
                                other));
            }
        }

        private void compare(String region, String path, Optional<Value> a, Optional<Value> b) {
            boolean both = a.filter(v -> v.word().isPresent()).isPresent()
                    && b.filter(v -> v.word().isPresent()).isPresent();
            if (both && a.get().word().equals(b.get().word())) {
                same++;
            } else if (both) {
                registers.add(new RegisterDifference(region, path, a, b, fields(a.get(), b.get())));
            } else if (a.flatMap(v -> Optional.of(v.word().isPresent())).orElse(false)
                    || b.flatMap(v -> Optional.of(v.word().isPresent())).orElse(false)) {
                registers.add(new RegisterDifference(region, path, a, b, List.of()));
            }
        }

        private static List<FieldDifference> fields(Value a, Value b) {
            List<FieldDifference> fields = new ArrayList<>();
            for (FieldValue field : a.fields()) {
                Optional<FieldValue> other = b.fields().stream().filter(f -> f.name().equals(field.name())
                        && f.msb() == field.msb() && f.lsb() == field.lsb()).findFirst();
                if (field.readable() && other.isPresent()) {
                    long one = field.of(a.word().orElseThrow());
                    long two = field.of(b.word().orElseThrow());
                    if (one != two) {
                        fields.add(new FieldDifference(field.name(), field.msb(), field.lsb(), one, two,
                                field.meaning(), other.get().meaning()));
                    }
                }
            }
            return fields;
        }

        /** Bytes that differ, those that follow one another together. */
        private void bytes(String region, Range a, Range b) {
            int start = -1;
            for (int i = 0; i <= a.length(); i++) {
                boolean differs = i < a.length() && !a.hex().regionMatches(2 * i, b.hex(), 2 * i, 2);
                if (differs && start < 0) {
                    start = i;
                } else if (!differs && start >= 0) {
                    ranges.add(new RangeDifference(region, a.offset() + start, a.hex().substring(2 * start, 2 * i),
                            b.hex().substring(2 * start, 2 * i)));
                    start = -1;
                }
            }
        }
    }
}
