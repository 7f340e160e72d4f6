// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which description fits a device, and where its blocks lie.
 *
 * @param name what to call it in a choice
 * @param description file name of the description: relative to {@code folder}, or of a built-in one
 * @param folder folder of the file the binding comes from; empty for a built-in one
 * @param matches conditions, one of which must hold
 * @param region where blocks lie that say nothing else
 * @param overlay whether it adds to whatever else fits
 * @param blocks places of blocks
 */
public record Binding(String name, String description, Optional<Path> folder, List<DeviceMatch> matches,
        Optional<Region> region, boolean overlay, List<BlockPlace> blocks) {
    /** Refuses null and copies the lists. */
    public Binding {
        Objects.requireNonNull(name);
        Objects.requireNonNull(description);
        Objects.requireNonNull(folder);
        matches = List.copyOf(matches);
        Objects.requireNonNull(region);
        blocks = List.copyOf(blocks);
    }

    /** A region of a device: a fixed one by name, or the BAR whose number an expression gives. */
    public sealed interface Region {
        /**
         * A region by name.
         *
         * @param name bar0 to bar5, rom or config
         */
        record Named(String name) implements Region {
        }

        /**
         * A BAR by number.
         *
         * @param bar expression for the number, 0 to 5
         */
        record Computed(Expression bar) implements Region {
        }
    }

    /**
     * Where a block lies.
     *
     * @param block name of the block, as in the description
     * @param region region, when it is not the one of the binding
     * @param base address of the first byte, when it is not the one of the description
     * @param stride distance between elements, when it is not the one of the description
     * @param count number of elements, when it is not the one of the description
     * @param when 0 leaves an element out
     */
    public record BlockPlace(String block, Optional<Region> region, Optional<Expression> base,
            Optional<Expression> stride, Optional<Expression> count, Optional<Expression> when) {
        /** Refuses null. */
        public BlockPlace {
            Objects.requireNonNull(block);
            Objects.requireNonNull(region);
            Objects.requireNonNull(base);
            Objects.requireNonNull(stride);
            Objects.requireNonNull(count);
            Objects.requireNonNull(when);
        }

        /** A block that lies where its description and its binding say. */
        static BlockPlace plain(String block) {
            return new BlockPlace(block, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty());
        }
    }

    /** Whether the user made it, rather than Barscope. */
    public boolean isUsers() {
        return folder.isPresent();
    }

    /** The weight of the best condition that holds for a device; -1 when none does. */
    int weight(PciIdentity device, ConfigSpace config) {
        return matches.stream().filter(match -> match.matches(device, config)).mapToInt(DeviceMatch::weight).max()
                .orElse(-1);
    }
}
