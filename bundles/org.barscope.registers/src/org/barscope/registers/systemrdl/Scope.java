// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Names that are known at one place of a file: types, enumerations, parameters and default properties. */
final class Scope {
    /** A component and where it was defined, which decides what the names in it mean. */
    record Type(Statement.Component component, Scope scope) {
    }

    private final Scope outer;
    private final Map<String, Type> types = new HashMap<>();
    private final Map<String, Statement.Enumeration> enumerations = new HashMap<>();
    private final Map<String, Object> parameters = new HashMap<>();
    private final Map<String, Object> defaults = new LinkedHashMap<>();

    Scope(Scope outer) {
        this.outer = outer;
    }

    void define(Statement.Component component) {
        component.name().ifPresent(name -> types.put(name, new Type(component, this)));
    }

    void define(Statement.Enumeration enumeration) {
        enumerations.put(enumeration.name(), enumeration);
    }

    void parameter(String name, Object value) {
        parameters.put(name, value);
    }

    void byDefault(String property, Object value) {
        defaults.put(property, value);
    }

    private <T> Optional<T> search(Function<Scope, T> look) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            T found = look.apply(scope);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    Optional<Type> type(String name) {
        return search(scope -> scope.types.get(name));
    }

    Optional<Statement.Enumeration> enumeration(String name) {
        return search(scope -> scope.enumerations.get(name));
    }

    Optional<Object> parameter(String name) {
        return search(scope -> scope.parameters.get(name));
    }

    /** Default properties, those of inner scopes first. */
    Map<String, Object> defaults() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Scope scope = this; scope != null; scope = scope.outer) {
            scope.defaults.forEach(all::putIfAbsent);
        }
        return all;
    }
}
