// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.registers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.Span;
import org.barscope.registers.binding.ConfigSpace;
import org.barscope.registers.binding.Placement;
import org.barscope.registers.binding.RegisterSource;
import org.barscope.registers.layout.ReadPlan;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.layout.RegisterLayout;
import org.barscope.registers.model.Field;
import org.barscope.registers.naming.RegisterIndex;
import org.barscope.registers.naming.RegisterPattern;

/**
 * The registers of one region of one device, of all descriptions that fit it. Immutable.
 *
 * <p>The guards of its registers are complete: what a description says, what the region's own rules say, and whatever
 * an access would cover of a guarded neighbour, be it of another description.
 */
public final class RegionRegisters {

    /** What stands for the name of the region where a URI has none. */
    public static final String MEMORY = "memory";

    private final AccessMap rules;
    private final long size;
    private final List<RegisterInstance> registers;
    private final Map<RegisterInstance, RegisterInstance> guarded = new IdentityHashMap<>();
    private final List<RegisterIndex> indexes;
    private final List<Part> parts;
    private final List<String> problems;
    private volatile AccessMap access;

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

    /**
     * What one description says of the region.
     *
     * @param source    the description
     * @param registers its registers here by address, with their guards complete
     */
    public record Part(LoadedDescription source, List<RegisterInstance> registers) {

        public Part {
            registers = List.copyOf(registers);
        }
    }

    RegionRegisters(RegionInfo info, AccessMap rules, List<LoadedDescription> sources, List<RegisterLayout> layouts,
            List<String> problems) {
        this.rules = rules;
        this.size = info.size();
        this.problems = List.copyOf(problems);
        List<RegisterInstance> all = new ArrayList<>();
        layouts.forEach(layout -> all.addAll(layout.registers()));
        List<RegisterInstance> complete = new Guards(rules).complete(all);
        for (int i = 0; i < complete.size(); i++) {
            guarded.put(all.get(i), complete.get(i));
        }
        List<Part> described = new ArrayList<>();
        int first = 0;
        for (int i = 0; i < sources.size(); i++) {
            int end = first + layouts.get(i).registers().size();
            described.add(new Part(sources.get(i), complete.subList(first, end)));
            first = end;
        }
        parts = List.copyOf(described);
        registers = complete.stream().sorted(Comparator.comparing(RegisterInstance::address, Long::compareUnsigned))
                .toList();
        indexes = layouts.stream().map(RegisterIndex::new).toList();
    }

    /**
     * Places the registers of descriptions. Blocks for the registers that places depend on.
     *
     * @param sources of the bindings that {@link DescriptionFinder#find} found for the region, or the user named
     * @param config  the device's configuration space; empty for memory that belongs to no device
     * @param info    the open region
     * @param rules   the region's own rules, usually {@code info.access()}, or those after the user has agreed to read
     * @param source  reads registers that places depend on, none of which is guarded by its description
     */
    public static RegionRegisters place(List<LoadedDescription> sources, ConfigSpace config, RegionInfo info,
            AccessMap rules, RegisterSource source) {
        List<RegisterLayout> layouts = new ArrayList<>();
        List<LoadedDescription> used = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String region = info.uri().region().isEmpty() ? MEMORY : info.uri().region();
        for (LoadedDescription loaded : sources) {
            Placement placement = Placement.of(loaded.binding(), loaded.description(), config, source);
            problems.addAll(placement.problems());
            RegisterLayout layout = placement.layouts().get(region);
            if (layout != null) {
                layouts.add(layout);
                used.add(loaded);
            }
        }
        return new RegionRegisters(info, rules, used, layouts, problems);
    }

    /** All registers by address, those at one address in the order of the descriptions. */
    public List<RegisterInstance> registers() {
        return registers;
    }

    /** The names of the bindings that placed registers here. */
    public List<String> descriptions() {
        return parts.stream().map(part -> part.source().binding().name()).toList();
    }

    /** What each description places here, in the order of the descriptions. */
    public List<Part> parts() {
        return parts;
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
     * The registers for the text in a filter field, as {@link RegisterIndex#filter} has it, in no particular order.
     * Cost: one pass over the names.
     */
    public Set<RegisterInstance> filter(String text) {
        Set<RegisterInstance> found = Collections.newSetFromMap(new IdentityHashMap<>());
        for (RegisterIndex index : indexes) {
            index.filter(text).forEach(register -> found.add(guarded.get(register)));
        }
        return found;
    }

    /**
     * The ranges that reading some registers touches: each access of a plan, none for what is guarded or out of reach.
     */
    public List<Span> spans(Collection<RegisterInstance> wanted) {
        return ReadPlan.of(wanted.stream().filter(r -> RegisterReader.unreachable(r, size).isEmpty()).toList())
                .accesses().stream().map(access -> new Span(access.address(), access.bytes())).toList();
    }

    /** Why no access can reach a register, whatever its description says; empty when one can. */
    public Optional<String> unreachable(RegisterInstance register) {
        return RegisterReader.unreachable(register, size);
    }

    /**
     * The rules for accessing the whole region: each register with its declared width and freely, guarded ones never,
     * what no description mentions as the region's own rules say. The first call costs a pass over the registers.
     */
    public AccessMap access() {
        AccessMap known = access;
        if (known == null) {
            // Two threads may both make it: it is the same.
            known = new RegisterRules(registers, size, rules).map();
            access = known;
        }
        return known;
    }
}
