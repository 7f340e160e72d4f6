// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.poke.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.barscope.core.state.DeviceState;
import org.barscope.core.state.DeviceState.FieldValue;
import org.barscope.core.state.DeviceState.Range;
import org.barscope.core.state.DeviceState.Value;
import org.barscope.registers.naming.ValueText;

/**
 * A row of a snapshot, or of two that are compared: a region, a register, a field, or sixteen bytes. Immutable.
 *
 * @param name    what it is called
 * @param where   its address or bits
 * @param left    its value in the snapshot
 * @param right   its value in what that is compared with; empty when nothing is
 * @param meaning names of values
 * @param differs whether the two have different values, or something in it has
 * @param below   what is in it
 */
record StateRow(String name, String where, String left, String right, String meaning, boolean differs,
        List<StateRow> below) {

    private static final int LINE = 16;
    private static final String ABSENT = "not there";

    StateRow {
        below = List.copyOf(below);
    }

    /** The rows of a snapshot, beside those of another if there is one: a row for each region. Cost: one pass. */
    static List<StateRow> of(DeviceState left, Optional<DeviceState> right) {
        List<String> names = new ArrayList<>(left.regions().stream().map(DeviceState.Region::name).toList());
        right.ifPresent(other -> other.regions().stream().map(DeviceState.Region::name)
                .filter(name -> !names.contains(name)).forEach(names::add));
        return names.stream().map(name -> region(name, left.region(name), right.map(r -> r.region(name)))).toList();
    }

    private static StateRow region(String name, Optional<DeviceState.Region> left,
            Optional<Optional<DeviceState.Region>> compared) {
        Optional<DeviceState.Region> right = compared.flatMap(r -> r);
        List<StateRow> rows = new ArrayList<>();
        Map<String, Value> theirs = new LinkedHashMap<>();
        right.ifPresent(r -> r.registers().forEach(value -> theirs.put(value.path(), value)));
        left.ifPresent(l -> l.registers().forEach(value -> rows.add(register(Optional.of(value),
                compared.map(r -> Optional.ofNullable(theirs.remove(value.path())))))));
        theirs.values().forEach(value -> rows.add(register(Optional.empty(), Optional.of(Optional.of(value)))));
        left.ifPresent(l -> l.ranges().forEach(range -> rows.add(range(range, compared.map(r -> r.flatMap(
                other -> other.ranges().stream().filter(o -> o.offset() == range.offset()).findFirst()))))));
        return new StateRow(name, "", described(left), right.map(r -> described(Optional.of(r)))
                .orElse(compared.isPresent() ? ABSENT : ""), "", rows.stream().anyMatch(StateRow::differs), rows);
    }

    private static String described(Optional<DeviceState.Region> region) {
        return region.map(r -> r.descriptions().isEmpty() ? "not described" : String.join(", ", r.descriptions()))
                .orElse(ABSENT);
    }

    private static StateRow register(Optional<Value> left, Optional<Optional<Value>> compared) {
        Optional<Value> right = compared.flatMap(r -> r);
        Value known = left.orElseGet(right::orElseThrow);
        boolean differs = compared.isPresent() && !left.map(Value::word).orElse(OptionalLong.empty())
                .equals(right.map(Value::word).orElse(OptionalLong.empty()));
        List<StateRow> fields = known.fields().stream().map(field -> field(field, left, compared)).toList();
        return new StateRow(known.path(), "0x" + Long.toHexString(known.address()), shown(left),
                compared.isEmpty() ? "" : shown(right), "", differs, fields);
    }

    private static StateRow field(FieldValue field, Optional<Value> left, Optional<Optional<Value>> compared) {
        Optional<Value> right = compared.flatMap(r -> r);
        Optional<FieldValue> theirs = right.flatMap(r -> r.fields().stream().filter(f -> f.name().equals(field.name())
                && f.msb() == field.msb() && f.lsb() == field.lsb()).findFirst());
        String mine = value(left, Optional.of(field));
        String other = compared.isEmpty() ? "" : value(right, theirs);
        boolean both = left.filter(l -> l.word().isPresent()).isPresent()
                && right.filter(r -> r.word().isPresent()).isPresent();
        String after = theirs.map(FieldValue::meaning).orElse("");
        String meaning = both && !after.equals(field.meaning()) ? field.meaning() + " → " + after : field.meaning();
        return new StateRow(field.name(), bits(field), mine, other, meaning, both && !mine.equals(other), List.of());
    }

    private static String value(Optional<Value> value, Optional<FieldValue> field) {
        if (field.isEmpty() || value.isEmpty() || value.get().word().isEmpty()) {
            return "";
        }
        FieldValue bits = field.get();
        return bits.readable() ? ValueText.hex(bits.of(value.get().word().getAsLong()), bits.msb() - bits.lsb() + 1)
                : "write-only";
    }

    private static String bits(FieldValue field) {
        return field.msb() == field.lsb() ? "[" + field.lsb() + "]" : "[" + field.msb() + ":" + field.lsb() + "]";
    }

    private static String shown(Optional<Value> value) {
        if (value.isEmpty()) {
            return ABSENT;
        }
        Value known = value.get();
        return known.word().isPresent() ? ValueText.hex(known.word().getAsLong(), known.bits())
                : (known.guarded() ? "guarded: " : "not read: ") + known.reason();
    }

    private static StateRow range(Range left, Optional<Optional<Range>> compared) {
        List<StateRow> lines = new ArrayList<>();
        Optional<Range> right = compared.flatMap(r -> r);
        for (int at = 0; at < left.length(); at += LINE) {
            String mine = line(left, at);
            String other = right.map(r -> r.length()).orElse(0) > at ? line(right.orElseThrow(), at) : "";
            lines.add(new StateRow("0x" + Long.toHexString(left.offset() + at), "", mine, other, "",
                    right.isPresent() && !mine.equals(other), List.of()));
        }
        return new StateRow("Bytes", String.format(Locale.ROOT, "0x%x+0x%x", left.offset(), left.length()),
                "", compared.isPresent() && right.isEmpty() ? ABSENT : "", "",
                lines.stream().anyMatch(StateRow::differs), lines);
    }

    private static String line(Range range, int at) {
        int end = Math.min(range.length(), at + LINE);
        return range.hex().substring(2 * at, 2 * end).replaceAll("..(?=.)", "$0 ");
    }

    /** Whether its name, or the name of something in it, contains a text. */
    boolean named(String text) {
        return name.toLowerCase(Locale.ROOT).contains(text) || below.stream().anyMatch(row -> row.named(text));
    }

    /** How many registers, or lines of bytes, differ. */
    static long different(List<StateRow> regions) {
        return regions.stream().flatMap(region -> region.below().stream()).filter(StateRow::differs).count();
    }
}
