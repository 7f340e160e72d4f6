// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An instance of a component with its properties, before addresses are allocated. */
final class Node {
    final Token at;
    final String kind;
    final String name;
    final Map<String, Object> properties = new LinkedHashMap<>();
    final List<Node> children = new ArrayList<>();
    final List<Integer> dimensions = new ArrayList<>();
    Map<String, Object> defaults = Map.of();
    Optional<Long> address = Optional.empty();
    Optional<Long> stride = Optional.empty();
    Optional<Long> align = Optional.empty();
    Optional<Integer> msb = Optional.empty();
    Optional<Integer> lsb = Optional.empty();
    Optional<String> aliasOf = Optional.empty();

    Node(Token at, String kind, String name) {
        this.at = at;
        this.kind = kind;
        this.name = name;
    }

    /** The value of a property, set here or by default. */
    Optional<Object> get(String property) {
        return Optional.ofNullable(properties.getOrDefault(property, defaults.get(property)));
    }

    boolean isTrue(String property) {
        return get(property).filter(Boolean.TRUE::equals).isPresent();
    }

    Optional<String> text(String property) {
        return get(property).map(Object::toString).filter(text -> !text.isBlank())
                .map(text -> text.strip().replaceAll("\\s+", " "));
    }

    int number(String property, int otherwise, Set<Integer> allowed) throws RdlError {
        Object value = get(property).orElse((long) otherwise);
        if (value instanceof Long number && allowed.contains(Math.clamp(number, 0, 1 << 20))) {
            return (int) (long) number;
        }
        throw new RdlError(at, name + ": " + property + " = " + value + "; expected one of "
                + allowed.stream().sorted().toList());
    }

    int elements() {
        return dimensions.stream().reduce(1, (a, b) -> a * b);
    }

    /** Properties that the model has no place for, as text. */
    Map<String, String> others(Set<String> used) {
        Map<String, String> others = new LinkedHashMap<>();
        properties.forEach((property, value) -> {
            if (!used.contains(property)) {
                others.put(property, value.toString());
            }
        });
        return others;
    }
}
