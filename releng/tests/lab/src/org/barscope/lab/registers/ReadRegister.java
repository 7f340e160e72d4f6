// SPDX-License-Identifier: EPL-2.0
package org.barscope.lab.registers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.barscope.cli.LabCommand;

/**
 * A register as the command line's JSON has it.
 *
 * @param state VALUE, GUARDED or FAILED
 * @param address within the region
 * @param bits its size
 * @param value 0 if the state is not VALUE
 * @param reason why there is no value; empty if there is one
 * @param fields by name; empty if there is no value
 */
record ReadRegister(String state, long address, int bits, long value, String reason, Map<String, ReadField> fields) {

    /**
     * A field of a register.
     *
     * @param meaning the name of the enumerated value, empty if there is none
     */
    record ReadField(long value, String meaning) {
    }

    /** Reads registers of a device that a driver may own or that is reset by it; by path, ordered by address. */
    static Map<String, ReadRegister> of(String region, String pattern) {
        LabCommand command = LabCommand.run("regs", region, pattern, "--beside-driver", "--accept-reset", "--json");
        if (!command.err().isEmpty()) {
            throw new AssertionError(command.err());
        }
        try (JsonParser json = new JsonFactory().createParser(command.ok())) {
            Map<String, ReadRegister> found = new LinkedHashMap<>();
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.START_ARRAY && "registers".equals(json.currentName())) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        register(json, found);
                    }
                }
            }
            if (found.isEmpty()) {
                throw new AssertionError("no registers of " + region + " " + pattern + " in " + command.out());
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void register(JsonParser json, Map<String, ReadRegister> found) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, ReadField> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("fields") && value == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    field(json, fields);
                }
            } else if (value.isStructStart()) {
                json.skipChildren();
            } else {
                texts.put(name, json.getValueAsString(""));
            }
        }
        found.put(texts.get("path"), new ReadRegister(texts.get("state"), number(texts.get("address")),
                (int) number(texts.get("bits")), number(texts.get("value")), texts.get("reason"), fields));
    }

    private static void field(JsonParser json, Map<String, ReadField> fields) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken().isStructStart()) {
                json.skipChildren();
            } else {
                texts.put(name, json.getValueAsString(""));
            }
        }
        fields.put(texts.get("name"), new ReadField(number(texts.get("value")), texts.get("meaning")));
    }

    private static long number(String text) {
        return text == null || text.isEmpty() ? 0 : text.startsWith("0x")
                ? Long.parseUnsignedLong(text.substring(2), 16) : Long.parseUnsignedLong(text);
    }

    /** The value of a field that must be there. */
    long field(String name) {
        return entry(name).value();
    }

    /** The enumerated value's name of a field that must be there. */
    String meaning(String name) {
        return entry(name).meaning();
    }

    private ReadField entry(String name) {
        ReadField field = fields.get(name);
        if (field == null) {
            throw new AssertionError("no field " + name + " among " + fields.keySet() + ": " + state + " " + reason);
        }
        return field;
    }

    /** The value of a register that must have been read. */
    static long valueOf(Map<String, ReadRegister> registers, String path) {
        ReadRegister register = registers.get(path);
        if (register == null || !register.state().equals("VALUE")) {
            throw new AssertionError(path + " has no value: " + register);
        }
        return register.value();
    }
}
