// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.barscope.app.HexListing;
import org.barscope.app.ReadRegisters;
import org.barscope.app.ReadRegisters.Shown;
import org.barscope.core.memory.UnitState;
import org.barscope.core.registers.RegisterReading;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.naming.ValueText;

/**
 * Registers as a tree of text: blocks and clusters, registers with address, value, access and reset, fields with bits,
 * value and meaning. What was not read shows the sign of its state in place of digits, never a number.
 */
final class RegisterTree {

    private static final int MAX_NAME_WIDTH = 24;

    private final ReadRegisters.Result result;
    private final List<String> lines = new ArrayList<>();
    private final int addressDigits;
    private final int nameWidth;

    RegisterTree(ReadRegisters.Result result) {
        this.result = result;
        this.addressDigits = Long.toHexString(result.info().size() - 1).length();
        int longest = result.registers().stream().flatMap(RegisterTree::names).mapToInt(String::length).max().orElse(0);
        this.nameWidth = Math.min(MAX_NAME_WIDTH, longest);
    }

    private static Stream<String> names(Shown shown) {
        Stream<String> register = Stream.of(shown.reading().register().name());
        return shown.reading() instanceof RegisterReading.Value
                ? Stream.concat(register, shown.fields().stream().map(Field::name)) : register;
    }

    List<String> lines() {
        lines.add(result.info().uri() + "  " + String.join(", ", result.descriptions()));
        List<String> open = List.of();
        for (Shown shown : result.registers()) {
            List<String> groups = shown.reading().register().groups();
            open(open, groups);
            open = groups;
            register(shown, groups.size());
        }
        return lines;
    }

    private void open(List<String> before, List<String> groups) {
        int same = 0;
        while (same < Math.min(before.size(), groups.size()) && before.get(same).equals(groups.get(same))) {
            same++;
        }
        for (int depth = same; depth < groups.size(); depth++) {
            lines.add("  ".repeat(depth) + groups.get(depth));
        }
    }

    private void register(Shown shown, int depth) {
        RegisterInstance instance = shown.reading().register();
        Register register = instance.register();
        String indent = "  ".repeat(depth);
        StringBuilder line = new StringBuilder(indent).append(padded(instance.name(), nameWidth + 2)).append("  ")
                .append(Json.hex(instance.address(), addressDigits)).append("  ")
                .append(value(shown.reading(), register.size())).append("  ")
                .append(padded(register.access().label(), 3));
        register.reset().ifPresent(reset -> line.append("  reset ")
                .append(ValueText.hex(reset.value(), register.size())));
        reason(shown.reading()).ifPresent(reason -> line.append("  ").append(reason));
        lines.add(line.toString().stripTrailing());
        if (shown.reading() instanceof RegisterReading.Value read) {
            shown.fields().forEach(field -> field(DecodedField.of(field, read.decoded().word()), indent + "  "));
        }
    }

    private static String value(RegisterReading reading, int bits) {
        return switch (reading) {
            case RegisterReading.Value read -> ValueText.hex(read.decoded().word(), bits);
            case RegisterReading.Guarded guarded -> signs(UnitState.GUARDED, bits);
            case RegisterReading.Failed failed -> signs(UnitState.FAULTED, bits);
        };
    }

    private static String signs(UnitState state, int bits) {
        return String.valueOf(HexListing.sign(state)).repeat(ValueText.hex(0, bits).length());
    }

    private static Optional<String> reason(RegisterReading reading) {
        return switch (reading) {
            case RegisterReading.Value read -> Optional.empty();
            case RegisterReading.Guarded guarded -> Optional.of("not read: " + guarded.reason());
            case RegisterReading.Failed failed -> Optional.of("could not be read: " + failed.reason());
        };
    }

    private void field(DecodedField decoded, String indent) {
        Field field = decoded.field();
        int bits = field.bits().width();
        String value = decoded.readable() ? ValueText.hex(decoded.value(), bits) : signs(UnitState.GUARDED, bits);
        String range = bits == 1 ? "[" + field.bits().lsb() + "]"
                : "[" + field.bits().msb() + ":" + field.bits().lsb() + "]";
        String text = decoded.readable() ? decoded.meaning().map(RegisterTree::meaning)
                .or(field::description).orElse("") : "write-only";
        lines.add((indent + padded(field.name(), nameWidth) + "  " + padded(range, 7) + "  " + value + "  " + text)
                .stripTrailing());
    }

    private static String meaning(EnumeratedValue value) {
        return value.name() + value.description().map(text -> ": " + text).orElse("");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
