// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.json;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import org.barscope.registers.read.FaultLog;

/** Takes the members of an object one by one and logs what is missing, of the wrong kind, or left over. */
final class JsonObject {
    private final FaultLog faults;
    private final JsonParser.Node node;
    private final Map<?, ?> members;
    private final String label;
    private final Set<String> taken = new HashSet<>();

    JsonObject(JsonParser.Node node, String kind, FaultLog faults) {
        this.faults = faults;
        this.node = node;
        this.members = node.value() instanceof Map<?, ?> map ? map : Map.of();
        Object name = members.get("name") instanceof JsonParser.Node n ? n.value() : null;
        this.label = name instanceof String text && text.length() <= 60 ? kind + " " + text : kind;
        if (!(node.value() instanceof Map)) {
            error(node, "expected an object");
        }
    }

    private void error(JsonParser.Node at, String message) {
        faults.error(at.line(), at.column(), label, message);
    }

    /** Logs an error about the object as a whole. */
    void error(String message) {
        error(node, message);
    }

    private JsonParser.Node take(String name) {
        taken.add(name);
        return members.get(name) instanceof JsonParser.Node member ? member : null;
    }

    private <T> Optional<T> take(String name, Class<T> type, String expected) {
        JsonParser.Node member = take(name);
        if (member == null) {
            return Optional.empty();
        }
        if (!type.isInstance(member.value())) {
            error(member, name + ": expected " + expected);
            return Optional.empty();
        }
        return Optional.of(type.cast(member.value()));
    }

    Optional<String> text(String name) {
        return take(name, String.class, "a string");
    }

    String required(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty() && !members.containsKey(name)) {
            error("no " + name + "; expected a string");
        }
        return text.orElse("?");
    }

    Optional<Boolean> bool(String name) {
        return take(name, Boolean.class, "true or false");
    }

    OptionalInt integer(String name, int minimum, int maximum) {
        Optional<JsonParser.Number> number = take(name, JsonParser.Number.class, "a number");
        if (number.isEmpty()) {
            return OptionalInt.empty();
        }
        return integer((JsonParser.Node) members.get(name), name, minimum, maximum);
    }

    private OptionalInt integer(JsonParser.Node at, String name, int minimum, int maximum) {
        if (at.value() instanceof JsonParser.Number number && number.digits().matches("-?[0-9]{1,10}")) {
            long value = Long.parseLong(number.digits());
            if (value >= minimum && value <= maximum) {
                return OptionalInt.of((int) value);
            }
        }
        error(at, name + ": expected a whole number from " + minimum + " to " + maximum);
        return OptionalInt.empty();
    }

    OptionalLong hex(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!text.get().matches("0x[0-9a-fA-F]{1,16}")) {
            error((JsonParser.Node) members.get(name), name + ": expected a string such as \"0x1f\", at most 64 bits");
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseUnsignedLong(text.get().substring(2), 16));
    }

    long requiredHex(String name) {
        if (!members.containsKey(name)) {
            error("no " + name + "; expected a string such as \"0x1f\"");
        }
        return hex(name).orElse(0);
    }

    <E> Optional<E> token(String name, Function<String, Optional<E>> parse) {
        Optional<String> text = text(name);
        Optional<E> value = text.flatMap(parse);
        if (text.isPresent() && value.isEmpty()) {
            error((JsonParser.Node) members.get(name), name + ": '" + text.get() + "' is unknown");
        }
        return value;
    }

    List<JsonParser.Node> list(String name) {
        Optional<List<JsonParser.Node>> nodes = take(name, List.class, "an array").map(JsonObject::nodes);
        return nodes.orElse(List.of());
    }

    private static List<JsonParser.Node> nodes(List<?> list) {
        return list.stream().map(JsonParser.Node.class::cast).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(item -> {
            if (!(item.value() instanceof String)) {
                error(item, name + ": expected strings");
            }
            return String.valueOf(item.value());
        }).toList();
    }

    List<OptionalInt> integers(String name, int minimum, int maximum) {
        return list(name).stream().map(item -> integer(item, name, minimum, maximum)).toList();
    }

    Optional<JsonObject> object(String name, String kind) {
        JsonParser.Node member = take(name);
        return member == null ? Optional.empty() : Optional.of(new JsonObject(member, kind, faults));
    }

    List<JsonObject> objects(String name, String kind) {
        return list(name).stream().map(item -> new JsonObject(item, kind, faults)).toList();
    }

    /** All members as text, for objects with free names. */
    Map<String, String> free() {
        Map<String, String> result = new LinkedHashMap<>();
        members.forEach((name, member) -> {
            JsonParser.Node value = (JsonParser.Node) member;
            if (value.value() instanceof String text) {
                result.put((String) name, text);
            } else {
                error(value, name + ": expected a string");
            }
            taken.add((String) name);
        });
        return result;
    }

    Map<String, String> free(String name) {
        return object(name, name).map(JsonObject::free).orElse(Map.of());
    }

    /** Logs members that nobody took. */
    void finish() {
        members.forEach((name, member) -> {
            if (!taken.contains(name)) {
                error((JsonParser.Node) member, "unexpected member " + name);
            }
        });
    }
}
