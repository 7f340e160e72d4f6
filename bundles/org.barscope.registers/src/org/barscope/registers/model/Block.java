// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A block of registers with one base address (CMSIS-SVD {@code peripheralType}). For a PCI device the base is relative
 * to the region that a binding names; the binding may also replace it by an expression.
 *
 * @param name identifier; holds {@code %s} when there is a dimension
 * @param description documentation, plain text
 * @param dimension repeats the block; the increment is in bytes
 * @param baseAddress address of the first byte, unsigned
 * @param labels names that matter only for display and generated headers
 * @param disableCondition expression that hides the block when it is true, as written
 * @param properties what this level said itself; the registers below hold the effective values
 * @param addressBlocks address ranges, relative to the base
 * @param interrupts interrupts of the block
 * @param registers registers and clusters, in file order
 * @param userProperties properties of the source format that have no place here, by name
 */
public record Block(String name, Optional<String> description, Optional<Dimension> dimension, long baseAddress,
        Labels labels, Optional<String> disableCondition, RegisterProperties properties,
        List<AddressBlock> addressBlocks, List<Interrupt> interrupts, List<RegisterNode> registers,
        Map<String, String> userProperties) {
    /**
     * Names that matter only for display and generated headers.
     *
     * @param version version of the description of the block
     * @param alternatePeripheral the block that describes the same addresses in another way
     * @param groupName group that the block is shown in
     * @param prependToName put in front of the names of registers when they are shown
     * @param appendToName put after the names of registers when they are shown
     * @param headerStructName name of the structure in generated headers
     */
    public record Labels(Optional<String> version, Optional<String> alternatePeripheral, Optional<String> groupName,
            Optional<String> prependToName, Optional<String> appendToName, Optional<String> headerStructName) {
        /** Nothing said. */
        public static final Labels NONE = new Labels(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());

        /** Refuses null. */
        public Labels {
            Objects.requireNonNull(version);
            Objects.requireNonNull(alternatePeripheral);
            Objects.requireNonNull(groupName);
            Objects.requireNonNull(prependToName);
            Objects.requireNonNull(appendToName);
            Objects.requireNonNull(headerStructName);
        }
    }

    /** Refuses null and copies the collections. */
    public Block {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(dimension);
        Objects.requireNonNull(labels);
        Objects.requireNonNull(disableCondition);
        Objects.requireNonNull(properties);
        addressBlocks = List.copyOf(addressBlocks);
        interrupts = List.copyOf(interrupts);
        registers = List.copyOf(registers);
        userProperties = Field.ordered(userProperties);
    }

    /** A block with nothing but a name, a base and its content. */
    public static Block of(String name, long baseAddress, List<RegisterNode> registers) {
        return new Block(name, Optional.empty(), Optional.empty(), baseAddress, Labels.NONE, Optional.empty(),
                RegisterProperties.NONE, List.of(), List.of(), registers, Map.of());
    }

    /** Number of registers in one element of this block with arrays expanded; at most {@link Integer#MAX_VALUE}. */
    public int registerCount() {
        return (int) Math.min(Integer.MAX_VALUE, count(registers));
    }

    private static long count(List<RegisterNode> nodes) {
        long sum = 0;
        for (RegisterNode node : nodes) {
            long each = node instanceof Cluster cluster ? count(cluster.registers()) : 1;
            long copies = node.dimension().map(Dimension::count).orElse(1);
            // Both factors stay below 2^32, so neither the product nor the sum overflows before it is cut.
            sum = Math.min(Integer.MAX_VALUE, sum + Math.min(Integer.MAX_VALUE, each * copies));
        }
        return sum;
    }

    /** This block with other content. */
    public Block withRegisters(List<RegisterNode> value) {
        return new Block(name, description, dimension, baseAddress, labels, disableCondition, properties,
                addressBlocks, interrupts, value, userProperties);
    }

    /** This block documented. */
    public Block described(String text) {
        return new Block(name, Optional.of(text), dimension, baseAddress, labels, disableCondition, properties,
                addressBlocks, interrupts, registers, userProperties);
    }

    /** This block repeated. */
    public Block repeated(Dimension value) {
        return new Block(name, description, Optional.of(value), baseAddress, labels, disableCondition, properties,
                addressBlocks, interrupts, registers, userProperties);
    }
}
