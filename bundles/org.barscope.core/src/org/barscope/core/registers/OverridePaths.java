// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.Cluster;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.RegisterNode;

/** Says how a file of overrides names a register: by its description, in which an array is one thing. */
public final class OverridePaths {

    private OverridePaths() {
    }

    /**
     * The path of the description of a register, a {@code *} in place of each index.
     *
     * @param description the one that the register was placed from, with or without overrides applied
     * @return empty when it is not from there
     */
    public static Optional<String> of(DeviceDescription description, RegisterInstance register) {
        for (Block block : description.blocks()) {
            if (isElement(block.name(), block.dimension(), register.block())) {
                List<String> path = new ArrayList<>(List.of(block.name()));
                if (find(block.registers(), register, 1, path)) {
                    return Optional.of(String.join(".", path).replace(Dimension.PLACEHOLDER, "*"));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean find(List<RegisterNode> nodes, RegisterInstance register, int depth, List<String> path) {
        boolean inner = depth < register.groups().size();
        for (RegisterNode node : nodes) {
            String wanted = inner ? register.groups().get(depth) : register.register().name();
            if (!isElement(node.name(), node.dimension(), wanted)) {
                continue;
            }
            path.add(node.name());
            if (node instanceof Cluster cluster && inner && find(cluster.registers(), register, depth + 1, path)
                    || node instanceof Register && !inner) {
                return true;
            }
            path.removeLast();
        }
        return false;
    }

    private static boolean isElement(String name, Optional<Dimension> dimension, String wanted) {
        // A binding may ask for more elements than the description has.
        return dimension.isEmpty() ? name.equals(wanted)
                : dimension.get().elementNamed(name, wanted).isPresent() || looksLike(name, wanted);
    }

    private static boolean looksLike(String name, String wanted) {
        int at = name.indexOf(Dimension.PLACEHOLDER);
        if (at < 0) {
            return false;
        }
        String tail = name.substring(at + Dimension.PLACEHOLDER.length());
        return wanted.length() > name.length() - Dimension.PLACEHOLDER.length()
                && wanted.startsWith(name.substring(0, at)) && wanted.endsWith(tail)
                && wanted.substring(at, wanted.length() - tail.length()).chars().allMatch(Character::isDigit);
    }
}
