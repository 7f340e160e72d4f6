// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object that was read: its members by name. What is asked for and has another type, or is missing where it must
 * be there, is an {@link IOException} that names it. Immutable in use.
 */
public final class JsonTree {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int DEEPEST = 32;

    private final Map<String, Object> members;

    private JsonTree(Map<String, Object> members) {
        this.members = members;
    }

    /** The factory that reads and writes; making one is expensive. */
    public static JsonFactory factory() {
        return FACTORY;
    }

    /**
     * Reads one object and nothing after it.
     *
     * @throws IOException with one line when it is not JSON
     */
    public static JsonTree parse(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a JSON object");
            }
            JsonTree tree = object(parser, 0);
            if (parser.nextToken() != null) {
                throw new IOException("there is more after the JSON object");
            }
            return tree;
        } catch (JsonParseException broken) {
            throw new IOException("line " + broken.getLocation().getLineNr() + ", column "
                    + broken.getLocation().getColumnNr() + ": " + broken.getOriginalMessage(), broken);
        }
    }

    private static JsonTree object(JsonParser parser, int depth) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser, depth + 1));
        }
        return new JsonTree(members);
    }

    private static Object value(JsonParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("it is nested too deeply");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser, depth + 1));
                }
                yield items;
            }
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> Optional.empty();
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }

    private <T> Optional<T> member(String name, Class<T> type) throws IOException {
        Object value = members.get(name);
        if (value == null || value instanceof Optional<?>) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw new IOException("'" + name + "' is not what it should be");
        }
        return Optional.of(type.cast(value));
    }

    private static IOException missing(String name) {
        return new IOException("'" + name + "' is missing");
    }

    /** A member that may be missing or null. */
    public Optional<String> text(String name) throws IOException {
        return member(name, String.class);
    }

    /** A member that must be there. */
    public String string(String name) throws IOException {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** A whole number that must be there. */
    public long number(String name) throws IOException {
        return member(name, Long.class).orElseThrow(() -> missing(name));
    }

    /** A whole number from 0 to 2^31-1 that must be there. */
    public int count(String name) throws IOException {
        long value = number(name);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IOException("'" + name + "' is out of range");
        }
        return (int) value;
    }

    /** True or false; false when it is missing. */
    public boolean flag(String name) throws IOException {
        return member(name, Boolean.class).orElse(false);
    }

    /** A number written as a string of hexadecimal digits with 0x in front; may be missing. */
    public OptionalLong hex(String name) throws IOException {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            if (text.get().startsWith("0x")) {
                return OptionalLong.of(Long.parseUnsignedLong(text.get().substring(2), 16));
            }
        } catch (NumberFormatException noNumber) {
            throw new IOException("'" + name + "' is not a hexadecimal number", noNumber);
        }
        throw new IOException("'" + name + "' is not a hexadecimal number");
    }

    /** As {@link #hex}; must be there. */
    public long address(String name) throws IOException {
        return hex(name).orElseThrow(() -> missing(name));
    }

    /** An array of objects; empty when it is missing. */
    public List<JsonTree> objects(String name) throws IOException {
        List<JsonTree> objects = new ArrayList<>();
        for (Object item : member(name, List.class).orElse(List.of())) {
            if (!(item instanceof JsonTree object)) {
                throw new IOException("'" + name + "' is not an array of objects");
            }
            objects.add(object);
        }
        return objects;
    }

    /** An array of strings; empty when it is missing. */
    public List<String> strings(String name) throws IOException {
        List<String> strings = new ArrayList<>();
        for (Object item : member(name, List.class).orElse(List.of())) {
            if (!(item instanceof String text)) {
                throw new IOException("'" + name + "' is not an array of strings");
            }
            strings.add(text);
        }
        return strings;
    }

    /** An object that may be missing. */
    public Optional<JsonTree> child(String name) throws IOException {
        return member(name, JsonTree.class);
    }
}
