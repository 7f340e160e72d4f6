// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.binding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Block;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Dimension;
import org.barscope.registers.model.Field;
import org.barscope.registers.read.DescriptionReader;

/**
 * A description laid out in the regions of one device.
 *
 * @param layouts the layout of each region that holds a block: bar0 to bar5, rom or config
 * @param problems one line for each block that could not be placed, saying why
 */
public record Placement(Map<String, RegisterLayout> layouts, List<String> problems) {
    /** Most elements of a block that a count may ask for. */
    public static final int MAX_COUNT = 65536;

    /** Copies the collections. */
    public Placement {
        layouts = Map.copyOf(layouts);
        problems = List.copyOf(problems);
    }

    /**
     * Places the blocks of a description. Reads the registers that expressions refer to, each at most once.
     *
     * @param binding the binding that fits the device
     * @param description the description it names
     * @param config configuration space of the device
     * @param source reads registers; may block
     */
    public static Placement of(Binding binding, DeviceDescription description, ConfigSpace config,
            RegisterSource source) {
        return new Placer(binding, description, config, source).run();
    }

    /** Places blocks in the order in which they need one another. */
    private static final class Placer {
        private record Element(String name, String region, long base) {
        }

        private final Binding binding;
        private final Map<String, Block> blocks = new LinkedHashMap<>();
        private final ConfigSpace config;
        private final RegisterSource source;
        private final Map<String, List<Element>> placed = new HashMap<>();
        private final Map<String, RegisterLayout> single = new HashMap<>();
        private final Map<RegisterInstance, Long> known = new HashMap<>();
        private final Set<String> running = new LinkedHashSet<>();

        Placer(Binding binding, DeviceDescription description, ConfigSpace config, RegisterSource source) {
            this.binding = binding;
            this.config = config;
            this.source = source;
            description.blocks().forEach(block -> blocks.put(block.name(), block));
        }

        Placement run() {
            List<String> problems = new ArrayList<>();
            binding.blocks().stream().map(Binding.BlockPlace::block).filter(name -> !blocks.containsKey(name))
                    .forEach(name -> problems.add(name + ": the description has no such block"));
            Map<String, RegisterLayout.Builder> builders = new LinkedHashMap<>();
            for (Block block : blocks.values()) {
                try {
                    for (Element element : place(block)) {
                        builders.computeIfAbsent(element.region, region -> new RegisterLayout.Builder())
                                .add(block, element.name, element.base);
                    }
                } catch (ExpressionException e) {
                    problems.add(block.name() + ": " + e.getMessage());
                }
            }
            Map<String, RegisterLayout> layouts = new LinkedHashMap<>();
            builders.forEach((region, builder) -> layouts.put(region, builder.build()));
            return new Placement(layouts, problems);
        }

        private List<Element> place(Block block) throws ExpressionException {
            List<Element> known = placed.get(block.name());
            if (known != null) {
                return known;
            }
            if (!running.add(block.name())) {
                throw new ExpressionException("its place depends on itself, through "
                        + String.join(", ", running));
            }
            try {
                List<Element> elements = elements(block);
                placed.put(block.name(), elements);
                return elements;
            } finally {
                running.remove(block.name());
            }
        }

        private List<Element> elements(Block block) throws ExpressionException {
            Optional<Binding.BlockPlace> given = binding.blocks().stream()
                    .filter(place -> place.block().equals(block.name())).findFirst();
            if (given.isEmpty() && binding.region().isEmpty()) {
                return List.of();
            }
            Binding.BlockPlace place = given.orElseGet(() -> Binding.BlockPlace.plain(block.name()));
            if (block.dimension().isEmpty()) {
                // Presence first: the base of a part that is not there need not have a value.
                return value(place.when(), 1, 0) == 0 ? List.of() : List.of(new Element(block.name(),
                        region(place), value(place.base(), block.baseAddress(), 0)));
            }
            Dimension dimension = block.dimension().get();
            long count = value(place.count(), dimension.count(), 0);
            if (Long.compareUnsigned(count, MAX_COUNT) > 0) {
                throw new ExpressionException("a count of " + Long.toUnsignedString(count) + "; expected at most "
                        + MAX_COUNT);
            }
            if (count * block.registerCount() > DescriptionReader.MAX_REGISTERS) {
                throw new ExpressionException("a count of " + count + " makes more than "
                        + DescriptionReader.MAX_REGISTERS + " registers");
            }
            List<Integer> present = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                if (value(place.when(), 1, i) != 0) {
                    present.add(i);
                }
            }
            if (present.isEmpty()) {
                return List.of();
            }
            String region = region(place);
            long base = value(place.base(), block.baseAddress(), 0);
            long stride = value(place.stride(), dimension.increment(), 0);
            return present.stream().map(i -> new Element(i < dimension.count() ? dimension.nameOf(block.name(), i)
                    : block.name().replace(Dimension.PLACEHOLDER, Integer.toString(i)), region, base + i * stride))
                    .toList();
        }

        private String region(Binding.BlockPlace place) throws ExpressionException {
            Binding.Region region = place.region().or(binding::region)
                    .orElseThrow(() -> new ExpressionException("neither the block nor the binding says a region"));
            return switch (region) {
                case Binding.Region.Named named -> named.name();
                case Binding.Region.Computed computed -> {
                    long bar = value(Optional.of(computed.bar()), 0, 0);
                    if (Long.compareUnsigned(bar, 5) > 0) {
                        throw new ExpressionException("there is no BAR " + Long.toUnsignedString(bar)
                                + "; expected 0 to 5");
                    }
                    yield "bar" + bar;
                }
            };
        }

        private long value(Optional<Expression> expression, long otherwise, long index) throws ExpressionException {
            return expression.isEmpty() ? otherwise : expression.get().evaluate(new Expression.Values() {
                @Override
                public long register(String path) throws ExpressionException {
                    return read(path);
                }

                @Override
                public ConfigSpace config() {
                    return config;
                }

                @Override
                public long index() {
                    return index;
                }
            });
        }

        private long read(String path) throws ExpressionException {
            String blockName = path.substring(0, path.indexOf('.'));
            Block block = blocks.get(blockName);
            if (block == null) {
                for (Block candidate : blocks.values()) {
                    if (candidate.dimension().isPresent() && candidate.dimension().get()
                            .elementNamed(candidate.name(), blockName).isPresent()) {
                        block = candidate;
                    }
                }
            }
            if (block == null) {
                throw new ExpressionException("no block is named " + blockName);
            }
            for (Element element : place(block)) {
                if (element.name.equals(blockName)) {
                    return read(path, element, block);
                }
            }
            throw new ExpressionException("the device has no block " + blockName);
        }

        private long read(String path, Element element, Block block) throws ExpressionException {
            RegisterLayout layout = single.computeIfAbsent(element.name,
                    name -> new RegisterLayout.Builder().add(block, name, element.base).build());
            Optional<RegisterInstance> whole = layout.find(path);
            if (whole.isPresent()) {
                return read(whole.get(), element.region);
            }
            int dot = path.lastIndexOf('.');
            Optional<RegisterInstance> register = layout.find(path.substring(0, dot));
            Optional<Field> field = register.flatMap(r -> r.register().field(path.substring(dot + 1)));
            if (field.isEmpty()) {
                throw new ExpressionException("no register or field is named " + path);
            }
            return field.get().bits().extract(read(register.get(), element.region));
        }

        private long read(RegisterInstance register, String region) throws ExpressionException {
            if (register.guard().isPresent()) {
                throw new ExpressionException(register.path() + " is needed for a place but is not read: "
                        + register.guard().get().reason());
            }
            Long value = known.get(register);
            if (value == null) {
                try {
                    value = source.read(region, register) & register.register().mask();
                } catch (IOException e) {
                    throw new ExpressionException("cannot read " + register.path() + ": " + e.getMessage());
                }
                known.put(register, value);
            }
            return value;
        }
    }
}
