// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionInfo;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.binding.Placement;
import org.barscope.registers.binding.RegisterSource;
import org.barscope.registers.formats.DescriptionLoader;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.DeviceDescription;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.RegisterIndex;
import org.barscope.registers.naming.RegisterPattern;
import org.barscope.registers.read.DescriptionException;
import org.barscope.registers.read.ReadMonitor;

/**
 * The registers of one region of one device, of all descriptions that fit it. Immutable.
 *
 * <p>The guards of its registers are complete: what a description says, what the region's own rules say, and whatever
 * an access would cover of a guarded neighbour, be it of another description.
 */
public final class RegionRegisters {

    private final AccessMap rules;
    private final long size;
    private final List<RegisterInstance> registers;
    private final Map<RegisterInstance, RegisterInstance> guarded = new IdentityHashMap<>();
    private final List<RegisterIndex> indexes;
    private final List<String> descriptions;
    private final List<String> problems;

    /**
     * A register that a pattern found.
     *
     * @param register the register
     * @param fields   those of its fields that the pattern means, in the order of the description
     */
    public record Match(RegisterInstance register, List<Field> fields) {

        public Match {
            fields = List.copyOf(fields);
        }
    }

    RegionRegisters(RegionInfo info, AccessMap rules, List<RegisterLayout> layouts, List<String> descriptions,
            List<String> problems) {
        this.rules = rules;
        this.size = info.size();
        this.descriptions = List.copyOf(descriptions);
        this.problems = List.copyOf(problems);
        List<RegisterInstance> all = new ArrayList<>();
        layouts.forEach(layout -> all.addAll(layout.registers()));
        List<RegisterInstance> complete = new Guards(rules).complete(all);
        for (int i = 0; i < complete.size(); i++) {
            guarded.put(all.get(i), complete.get(i));
        }
        registers = complete.stream().sorted(Comparator.comparing(RegisterInstance::address, Long::compareUnsigned))
                .toList();
        indexes = layouts.stream().map(RegisterIndex::new).toList();
    }

    /**
     * Loads the descriptions and places their registers. Blocks: for reading files, and for the registers that places
     * depend on.
     *
     * @param attempt  what the user wants, for the message of a failure
     * @param bindings those that {@link DescriptionFinder#find} found for the region
     * @param info     the open region
     * @param rules    the region's own rules, usually {@code info.access()}, or those after the user has agreed to read
     * @param source   reads registers that places depend on, none of which is guarded by its description
     * @throws BackendException when a description cannot be loaded
     */
    public static RegionRegisters place(String attempt, List<Binding> bindings, PciDeviceRecord device,
            RegionInfo info, AccessMap rules, RegisterSource source) throws BackendException {
        ConfigSpace config = new ConfigSpace(device.config().bytes());
        List<RegisterLayout> layouts = new ArrayList<>();
        List<String> descriptions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Binding binding : bindings) {
            Placement placement = Placement.of(binding, load(attempt, binding), config, source);
            problems.addAll(placement.problems());
            RegisterLayout layout = placement.layouts().get(info.uri().region());
            if (layout != null) {
                layouts.add(layout);
                descriptions.add(binding.name());
            }
        }
        return new RegionRegisters(info, rules, layouts, descriptions, problems);
    }

    private static DeviceDescription load(String attempt, Binding binding) throws BackendException {
        try {
            return DescriptionLoader.load(binding, ReadMonitor.NONE).description();
        } catch (IOException unreadable) {
            throw new BackendException(Reason.NOT_FOUND, attempt, "the description of '" + binding.name()
                    + "' cannot be read: " + unreadable.getMessage(), "", unreadable);
        } catch (DescriptionException faulty) {
            throw new BackendException(Reason.FAILED, attempt, "the description of '" + binding.name()
                    + "' has errors: " + faulty.getMessage(), "correct the file", faulty);
        }
    }

    /** All registers by address, those at one address in the order of the descriptions. */
    public List<RegisterInstance> registers() {
        return registers;
    }

    /** The names of the bindings that placed registers here. */
    public List<String> descriptions() {
        return descriptions;
    }

    /** One line for each block that could not be placed, saying why. */
    public List<String> problems() {
        return problems;
    }

    /** What a pattern means, by address. Cost: one pass over the names. */
    public List<Match> match(RegisterPattern pattern) {
        Map<RegisterInstance, List<Field>> found = new IdentityHashMap<>();
        List<RegisterInstance> order = new ArrayList<>();
        for (RegisterIndex index : indexes) {
            for (RegisterIndex.Match match : index.match(pattern)) {
                RegisterInstance register = guarded.get(match.register());
                List<Field> fields = found.computeIfAbsent(register, first -> {
                    order.add(first);
                    return new ArrayList<>();
                });
                Optional<Field> field = match.field();
                field.ifPresentOrElse(fields::add, () -> fields.addAll(register.register().flatFields()));
            }
        }
        return order.stream().map(register -> new Match(register, found.get(register)))
                .sorted(Comparator.comparing(match -> match.register().address(), Long::compareUnsigned)).toList();
    }

    /**
     * The rules for accessing the whole region: each register with its declared width and freely, guarded ones never,
     * what no description mentions as the region's own rules say.
     */
    public AccessMap access() {
        return new RegisterRules(registers, size, rules).map();
    }
}
