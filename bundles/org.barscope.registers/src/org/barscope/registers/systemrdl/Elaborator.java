// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.barscope.registers.model.BitPattern;
import org.barscope.registers.model.EnumUsage;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.EnumeratedValues;
import org.barscope.registers.read.FaultLog;
import org.barscope.registers.read.ReadMonitor;

/** Turns statements into a tree of instances: resolves types, parameters, defaults and dynamic assignments. */
final class Elaborator {
    static final int MAX_INSTANCES = 200_000;
    static final int MAX_ELEMENTS = 1 << 20;

    private static final int MAX_DEPTH = 32;

    private final FaultLog faults;
    private final ReadMonitor monitor;
    private int instances;

    Elaborator(FaultLog faults, ReadMonitor monitor) {
        this.faults = faults;
        this.monitor = monitor;
    }

    /** The top of the description: the last addrmap that is defined at the root and used by nobody else. */
    Optional<Node> top(List<Statement> file) throws RdlError {
        Scope root = new Scope(null);
        Set<String> used = new HashSet<>();
        file.forEach(statement -> collectUses(statement, used));
        Statement.Component top = null;
        for (Statement statement : file) {
            define(statement, root);
            if (statement instanceof Statement.Component component && component.kind().equals("addrmap")
                    && (top == null || !used.contains(component.name().orElseThrow()))) {
                top = component;
            }
        }
        if (top == null) {
            return Optional.empty();
        }
        Node node = new Node(top.at(), "addrmap", top.name().orElseThrow());
        fill(node, new Scope.Type(top, root), Map.of(), 0);
        return Optional.of(node);
    }

    private static void collectUses(Statement statement, Set<String> used) {
        if (statement instanceof Statement.Component component) {
            component.body().forEach(inner -> collectUses(inner, used));
        } else if (statement instanceof Statement.Instances created) {
            created.type().ifPresent(used::add);
            created.inPlace().ifPresent(component -> collectUses(component, used));
        }
    }

    private void define(Statement statement, Scope scope) throws RdlError {
        switch (statement) {
            case Statement.Component component -> scope.define(component);
            case Statement.Enumeration enumeration -> scope.define(enumeration);
            case Statement.Assign assign when assign.isDefault() ->
                scope.byDefault(assign.property(), value(assign.property(), assign.value(), scope));
            default -> {
                // Instances and properties mean nothing at the root.
            }
        }
    }

    private void fill(Node node, Scope.Type type, Map<String, Object> arguments, int depth) throws RdlError {
        if (depth > MAX_DEPTH) {
            throw new RdlError(node.at, "instances are nested more than " + MAX_DEPTH + " deep");
        }
        if (++instances > MAX_INSTANCES) {
            throw new RdlError(node.at, "more than " + MAX_INSTANCES + " instances; expected fewer");
        }
        if (instances % 256 == 0 && monitor.cancelled()) {
            throw new CancellationException("reading " + faults.file() + " was cancelled");
        }
        Scope scope = new Scope(type.scope());
        for (Statement.Parameter parameter : type.component().parameters()) {
            Object value = arguments.get(parameter.name());
            if (value == null && parameter.value().isEmpty()) {
                throw new RdlError(node.at, node.name + " gives no value for the parameter " + parameter.name());
            }
            scope.parameter(parameter.name(), value != null ? value
                    : Evaluator.evaluate(parameter.value().get(), scope));
        }
        Map<String, Node> byName = new HashMap<>();
        for (Statement statement : type.component().body()) {
            try {
                define(statement, scope);
                statement(node, statement, scope, byName, depth);
            } catch (RdlError e) {
                if (depth > MAX_DEPTH || instances > MAX_INSTANCES) {
                    throw e;
                }
                faults.error(e.at().file(), e.at().line(), e.at().column(), node.name, e.getMessage());
            }
        }
        node.defaults = scope.defaults();
    }

    private void statement(Node node, Statement statement, Scope scope, Map<String, Node> byName, int depth)
            throws RdlError {
        switch (statement) {
            case Statement.Assign assign when !assign.isDefault() ->
                node.properties.put(assign.property(), value(assign.property(), assign.value(), scope));
            case Statement.Instances created -> instantiate(node, created, scope, byName, depth);
            case Statement.Dynamic dynamic -> dynamic(node, dynamic, scope, byName);
            default -> {
                // Definitions were taken up before.
            }
        }
    }

    private Object value(String property, Optional<Expr> value, Scope scope) throws RdlError {
        if (value.isEmpty()) {
            return true;
        }
        if (property.equals("encode") && value.get() instanceof Expr.Name name) {
            return enumeratedValues(name.at(), scope);
        }
        return Evaluator.evaluate(value.get(), scope);
    }

    private EnumeratedValues enumeratedValues(Token name, Scope scope) throws RdlError {
        Statement.Enumeration enumeration = scope.enumeration(name.text())
                .orElseThrow(() -> new RdlError(name, "no enum is named " + name.text()));
        List<Long> numbers = Evaluator.values(enumeration, scope);
        List<EnumeratedValue> values = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            Statement.Enumeration.Entry entry = enumeration.entries().get(i);
            values.add(new EnumeratedValue(entry.at().text(), entry.description().or(entry::name)
                    .filter(text -> !text.isBlank()).map(text -> text.strip().replaceAll("\\s+", " ")),
                    Optional.of(BitPattern.exactly(numbers.get(i)))));
        }
        return new EnumeratedValues(Optional.of(name.text()), Optional.empty(), EnumUsage.READ_WRITE, values);
    }

    private void instantiate(Node parent, Statement.Instances created, Scope scope, Map<String, Node> byName,
            int depth) throws RdlError {
        Scope.Type type = created.inPlace().map(component -> new Scope.Type(component, scope))
                .or(() -> created.type().flatMap(scope::type))
                .orElseThrow(() -> new RdlError(created.at(), "no component is named " + created.type().orElse("?")));
        Map<String, Object> arguments = new HashMap<>();
        for (Statement.Parameter argument : created.arguments()) {
            if (type.component().parameters().stream().noneMatch(p -> p.name().equals(argument.name()))) {
                throw new RdlError(argument.at(), type.component().name().orElse("the component")
                        + " has no parameter " + argument.name());
            }
            arguments.put(argument.name(), Evaluator.evaluate(argument.value().orElseThrow(), scope));
        }
        for (Statement.Item item : created.items()) {
            Node node = new Node(item.at(), type.component().kind(), item.at().text());
            place(node, item, scope);
            node.aliasOf = created.aliasOf();
            fill(node, type, arguments, depth + 1);
            if (item.reset().isPresent()) {
                node.properties.put("reset", Evaluator.evaluate(item.reset().get(), scope));
            }
            if (byName.put(node.name, node) != null) {
                throw new RdlError(item.at(), "the name " + node.name + " is used before; expected a name of its own");
            }
            parent.children.add(node);
        }
    }

    private static void place(Node node, Statement.Item item, Scope scope) throws RdlError {
        boolean field = node.kind.equals("field") || node.kind.equals("signal");
        long elements = 1;
        for (Expr dimension : item.dimensions()) {
            int count = Evaluator.number(dimension, scope, 1, field ? 64 : MAX_ELEMENTS);
            elements *= count;
            if (elements > MAX_ELEMENTS) {
                throw new RdlError(item.at(), node.name + " has more than " + MAX_ELEMENTS + " elements");
            }
            node.dimensions.add(count);
        }
        if (item.msb().isPresent()) {
            if (!field) {
                throw new RdlError(item.at(), "bits are for fields; expected a number of elements");
            }
            node.msb = Optional.of(Evaluator.number(item.msb().get(), scope, 0, 63));
            node.lsb = Optional.of(Evaluator.number(item.lsb().orElseThrow(), scope, 0, 63));
        }
        if (item.address().isPresent()) {
            node.address = Optional.of(Evaluator.number(item.address().get(), scope));
        }
        if (item.stride().isPresent()) {
            node.stride = Optional.of(Evaluator.number(item.stride().get(), scope));
        }
        if (item.align().isPresent()) {
            node.align = Optional.of((long) Evaluator.number(item.align().get(), scope, 1, 1 << 30));
        }
    }

    private void dynamic(Node node, Statement.Dynamic dynamic, Scope scope, Map<String, Node> byName)
            throws RdlError {
        Node target = byName.get(dynamic.path().getFirst());
        for (int i = 1; i < dynamic.path().size() && target != null; i++) {
            String wanted = dynamic.path().get(i);
            target = target.children.stream().filter(child -> child.name.equals(wanted)).findFirst().orElse(null);
        }
        if (target == null) {
            throw new RdlError(dynamic.at(), node.name + " has no instance " + String.join(".", dynamic.path()));
        }
        if (dynamic.indexed()) {
            throw new RdlError(dynamic.at(), "a property of one element of an array is not supported; expected "
                    + String.join(".", dynamic.path()) + " without an index");
        }
        target.properties.put(dynamic.property(), value(dynamic.property(), dynamic.value(), scope));
    }
}
