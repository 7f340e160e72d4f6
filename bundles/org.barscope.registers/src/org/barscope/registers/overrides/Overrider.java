// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.overrides;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

import org.barscope.registers.model.Access;
import org.barscope.registers.model.BitRange;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;
import org.barscope.registers.model.RegisterProperties;

/** Applies overrides to a description. */
public final class Overrider {
    private final List<Override> overrides;
    private final Set<Override> used = new LinkedHashSet<>();
    private final List<String> problems = new ArrayList<>();

    private Overrider(List<Override> overrides) {
        this.overrides = overrides;
    }

    /**
     * A description with overrides applied.
     *
     * @param description the corrected description
     * @param problems one line for each override that found nothing or could not be applied; the rest is applied
     */
    public record Result(DeviceDescription description, List<String> problems) {
        /** Copies the list. */
        public Result {
            problems = List.copyOf(problems);
        }
    }

    /** Applies overrides in their order. Cost: overrides times registers and fields. */
    public static Result apply(DeviceDescription description, List<Override> overrides) {
        Overrider overrider = new Overrider(overrides);
        List<Block> blocks = new ArrayList<>();
        for (Block block : description.blocks()) {
            blocks.add(block.withRegisters(overrider.nodes(List.of(block.name()), block.registers())));
        }
        overrides.stream().filter(override -> !overrider.used.contains(override)).distinct()
                .forEach(override -> overrider.problems.add(override.path().text()
                        + ": the description has no register or field of that name"));
        return new Result(description.withBlocks(blocks), overrider.problems);
    }

    private List<RegisterNode> nodes(List<String> above, List<RegisterNode> nodes) {
        List<RegisterNode> result = new ArrayList<>();
        for (RegisterNode node : nodes) {
            List<String> path = new ArrayList<>(above);
            path.add(node.name());
            result.add(switch (node) {
                case Cluster cluster -> cluster.withRegisters(nodes(path, cluster.registers()));
                case Register register -> register(path, register);
            });
        }
        return result;
    }

    private Register register(List<String> path, Register original) {
        Register register = original;
        for (Override override : overrides) {
            if (!override.path().fieldOnly() && override.path().matchesEndOf(path)) {
                used.add(override);
                register = changed(String.join(".", path), register, override.values());
            }
        }
        List<Field> fields = new ArrayList<>();
        for (Field field : register.fields()) {
            fields.add(field(path, register, field));
        }
        return fields.equals(register.fields()) ? register : register.toBuilder().fields(fields).build();
    }

    private Field field(List<String> above, Register register, Field original) {
        List<String> path = new ArrayList<>(above);
        path.add(original.name());
        Field field = original;
        for (Override override : overrides) {
            if (override.path().matchesEndOf(path)) {
                used.add(override);
                field = changed(String.join(".", path), register, field, override.values());
            }
        }
        return field;
    }

    private Register changed(String path, Register register, Map<OverrideProperty, String> values) {
        Register.Builder builder = register.toBuilder();
        RegisterProperties old = register.properties();
        OptionalInt size = old.size();
        Access access = register.access();
        OptionalLong resetValue = old.resetValue();
        OptionalLong resetMask = old.resetMask();
        for (Map.Entry<OverrideProperty, String> entry : values.entrySet()) {
            String value = entry.getValue();
            switch (entry.getKey()) {
                case DESCRIPTION -> builder.description(orNull(value));
                case COMMENT -> builder.userProperties(commented(register.userProperties(), value));
                case DISPLAY_NAME -> builder.displayName(orNull(value));
                case GUARD -> builder.guardNote(orNull(value));
                case ACCESS_BITS -> builder.accessBits(OverrideProperty.accessBits(value));
                case SIZE -> size = size(path, register, OverrideProperty.size(value));
                case OFFSET -> builder.offset(OverrideProperty.number(value).getAsLong());
                case RESET_VALUE -> resetValue = OverrideProperty.number(value);
                case RESET_MASK -> resetMask = OverrideProperty.number(value);
                case ACCESS -> access = OverrideProperty.access(value);
                case READ_ACTION -> builder.readAction(OverrideProperty.readAction(value).orElse(null));
                case MODIFIED_WRITE_VALUES ->
                    builder.modifiedWriteValues(OverrideProperty.modifiedWriteValues(value));
                case BITS -> problems.add(path + ": a register has no property bits");
            }
        }
        return builder.properties(new RegisterProperties(size, Optional.of(access), old.protection(), resetValue,
                resetMask)).build();
    }

    private OptionalInt size(String path, Register register, OptionalInt size) {
        for (Field field : register.flatFields()) {
            if (field.bits().msb() >= size.getAsInt()) {
                problems.add(path + ": size " + size.getAsInt() + " leaves no room for " + field.name() + " "
                        + field.bits());
                return register.properties().size();
            }
        }
        return size;
    }

    private Field changed(String path, Register register, Field field, Map<OverrideProperty, String> values) {
        Field.Builder builder = field.toBuilder();
        values.forEach((property, value) -> {
            switch (property) {
                case DESCRIPTION -> builder.description(orNull(value));
                case COMMENT -> builder.userProperties(commented(field.userProperties(), value));
                case ACCESS -> builder.access(OverrideProperty.access(value));
                case READ_ACTION -> builder.readAction(OverrideProperty.readAction(value).orElse(null));
                case MODIFIED_WRITE_VALUES ->
                    builder.modifiedWriteValues(OverrideProperty.modifiedWriteValues(value));
                case BITS -> bits(path, register, field, OverrideProperty.bits(value)).ifPresent(builder::bits);
                default -> problems.add(path + ": a field has no property " + property.attribute());
            }
        });
        return builder.build();
    }

    private Optional<BitRange> bits(String path, Register register, Field field, BitRange bits) {
        long span = field.dimension().map(Overrider::span).orElse(0L);
        if (bits.msb() + span >= register.size()) {
            problems.add(path + ": bits " + bits + " are outside the " + register.size() + " bits of the register");
            return Optional.empty();
        }
        return Optional.of(bits);
    }

    private static long span(Dimension dimension) {
        return (dimension.count() - 1) * dimension.increment();
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Map<String, String> commented(Map<String, String> properties, String comment) {
        Map<String, String> result = new LinkedHashMap<>(properties);
        if (comment.isEmpty()) {
            result.remove("comment");
        } else {
            result.put("comment", comment);
        }
        return result;
    }
}
