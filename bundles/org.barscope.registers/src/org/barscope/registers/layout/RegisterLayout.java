// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.layout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Guard;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;

/**
 * The registers of one region, arrays expanded, in order of address. Immutable; safe for use by several threads.
 * Addresses are compared as unsigned.
 */
public final class RegisterLayout {
    private static final Comparator<RegisterInstance> BY_ADDRESS =
            (a, b) -> Long.compareUnsigned(a.address(), b.address());

    private final List<RegisterInstance> registers;
    private final Map<String, RegisterInstance> byPath;

    private RegisterLayout(List<RegisterInstance> found) {
        List<RegisterInstance> sorted = new ArrayList<>(found);
        sorted.sort(BY_ADDRESS);
        guardOverlaps(sorted);
        registers = List.copyOf(sorted);
        byPath = HashMap.newHashMap(registers.size());
        registers.forEach(register -> byPath.putIfAbsent(register.path(), register));
    }

    /** Lays out a description with every block at its base address. Cost: proportional to the expanded registers. */
    public static RegisterLayout of(DeviceDescription description) {
        Builder builder = new Builder();
        for (Block block : description.blocks()) {
            int count = block.dimension().map(Dimension::count).orElse(1);
            for (int i = 0; i < count; i++) {
                int element = i;
                builder.add(block, block.dimension().map(d -> d.nameOf(block.name(), element)).orElse(block.name()),
                        block.baseAddress() + i * block.dimension().map(Dimension::increment).orElse(0L));
            }
        }
        return builder.build();
    }

    /** Collects blocks at addresses of the caller's choice. Not safe for use by several threads. */
    public static final class Builder {
        private final List<RegisterInstance> found = new ArrayList<>();

        /** Starts with no register. */
        public Builder() {
            // Nothing to set up.
        }

        /**
         * Adds one element of a block.
         *
         * @param block the block
         * @param name its name, expanded
         * @param base address of its first byte
         */
        public Builder add(Block block, String name, long base) {
            nodes(block, List.of(name), base, block.registers());
            return this;
        }

        private void nodes(Block block, List<String> groups, long base, List<RegisterNode> nodes) {
            for (RegisterNode node : nodes) {
                int count = node.dimension().map(Dimension::count).orElse(1);
                long increment = node.dimension().map(Dimension::increment).orElse(0L);
                for (int i = 0; i < count; i++) {
                    int element = i;
                    String name = node.dimension().map(d -> d.nameOf(node.name(), element)).orElse(node.name());
                    long address = base + node.offset() + i * increment;
                    switch (node) {
                        case Register register -> found.add(instance(block, groups, name, address, register, i));
                        case Cluster cluster -> {
                            List<String> inner = new ArrayList<>(groups);
                            inner.add(name);
                            nodes(block, List.copyOf(inner), address, cluster.registers());
                        }
                    }
                }
            }
        }

        private static RegisterInstance instance(Block block, List<String> groups, String name, long address,
                Register register, int i) {
            Register element = register.dimension().isEmpty() ? register
                    : register.toBuilder().name(name).dimension(null)
                            .displayName(register.displayName()
                                    .map(shown -> register.dimension().get().nameOf(shown, i)).orElse(null))
                            .build();
            String shown = block.labels().prependToName().orElse("") + element.displayName().orElse(name)
                    + block.labels().appendToName().orElse("");
            String last = register.alternateGroup().map(group -> name + "_" + group).orElse(name);
            return new RegisterInstance(groups, last, shown, address, element, element.guard());
        }

        /** The layout. */
        public RegisterLayout build() {
            return new RegisterLayout(found);
        }
    }

    /**
     * Reading a register also reads every byte that its access covers. One that covers a guarded register is guarded
     * too; only a write-only register at the very same bytes does not count, because the readable description says
     * what a read does there.
     */
    private static void guardOverlaps(List<RegisterInstance> sorted) {
        List<RegisterInstance> dangers = sorted.stream().filter(register -> register.guard().isPresent()).toList();
        if (dangers.isEmpty()) {
            return;
        }
        for (int i = 0; i < sorted.size(); i++) {
            RegisterInstance register = sorted.get(i);
            if (register.guard().isPresent()) {
                continue;
            }
            for (int j = firstReaching(dangers, register.accessAddress()); j < dangers.size(); j++) {
                RegisterInstance danger = dangers.get(j);
                if (Long.compareUnsigned(danger.address(), register.accessEnd()) >= 0) {
                    break;
                }
                boolean otherView = danger.guard().get().kind() == Guard.Kind.WRITE_ONLY
                        && Long.compareUnsigned(danger.address(), register.address()) >= 0
                        && Long.compareUnsigned(danger.address() + danger.register().bytes(),
                                register.address() + register.register().bytes()) <= 0;
                boolean touches = Long.compareUnsigned(danger.address() + danger.register().bytes(),
                        register.accessAddress()) > 0;
                if (touches && !otherView) {
                    sorted.set(i, register.guarded(new Guard(Guard.Kind.OVERLAP, "an access to " + register.path()
                            + " covers " + danger.path() + ": " + danger.guard().get().reason())));
                    break;
                }
            }
        }
    }

    /** Index of the first register that may reach an address: none is longer than 8 bytes. */
    private static int firstReaching(List<RegisterInstance> sorted, long address) {
        return lowerBound(sorted, Long.compareUnsigned(address, 8) < 0 ? 0 : address - 7);
    }

    private static int lowerBound(List<RegisterInstance> sorted, long address) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(sorted.get(middle).address(), address) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All registers in order of address; those at one address in order of the description. */
    public List<RegisterInstance> registers() {
        return registers;
    }

    /** The register of this path, spelled exactly. */
    public Optional<RegisterInstance> find(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The registers that cover an address, several when descriptions overlap. */
    public List<RegisterInstance> at(long address) {
        return between(address, address + 1);
    }

    /** The registers with a byte from {@code from} to before {@code to}. */
    public List<RegisterInstance> between(long from, long to) {
        List<RegisterInstance> result = new ArrayList<>();
        for (int i = firstReaching(registers, from); i < registers.size(); i++) {
            RegisterInstance register = registers.get(i);
            if (Long.compareUnsigned(register.address(), to) >= 0) {
                break;
            }
            if (Long.compareUnsigned(register.address() + register.register().bytes(), from) > 0) {
                result.add(register);
            }
        }
        return result;
    }
}
