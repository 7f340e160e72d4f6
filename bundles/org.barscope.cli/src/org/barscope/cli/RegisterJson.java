// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.barscope.app.ReadRegisters;
import org.barscope.app.ReadRegisters.Shown;
import org.barscope.core.registers.RegisterReading;
import org.barscope.registers.decode.DecodedField;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.registers.model.EnumeratedValue;
import org.barscope.registers.model.Field;
import org.barscope.registers.model.Register;
import org.barscope.registers.model.Reset;
import org.barscope.registers.naming.ValueText;

/** Registers as JSON. */
final class RegisterJson {

    private RegisterJson() {
    }

    static void write(JsonGenerator json, ReadRegisters.Result result) throws IOException {
        json.writeStartObject();
        json.writeStringField("region", result.info().uri().toString());
        Json.strings(json, "descriptions", result.descriptions());
        Json.strings(json, "problems", result.problems());
        json.writeArrayFieldStart("registers");
        for (Shown shown : result.registers()) {
            register(json, shown);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void register(JsonGenerator json, Shown shown) throws IOException {
        RegisterInstance instance = shown.reading().register();
        Register register = instance.register();
        json.writeStartObject();
        json.writeStringField("path", instance.path());
        json.writeStringField("name", instance.displayName());
        text(json, "description", register.description());
        json.writeStringField("address", Json.hex(instance.address(), 1));
        json.writeNumberField("bits", register.size());
        json.writeNumberField("accessBits", 8 * register.accessBytes());
        json.writeStringField("access", register.access().label());
        reading(json, shown.reading(), register.size());
        if (register.reset().isPresent()) {
            Reset reset = register.reset().get();
            json.writeObjectFieldStart("reset");
            json.writeStringField("value", ValueText.hex(reset.value(), register.size()));
            json.writeStringField("mask", ValueText.hex(reset.mask(), register.size()));
            json.writeEndObject();
        } else {
            json.writeNullField("reset");
        }
        if (shown.reading() instanceof RegisterReading.Value value && register.reset().isPresent()) {
            json.writeBooleanField("differsFromReset", value.decoded().differsFromReset());
        } else {
            json.writeNullField("differsFromReset");
        }
        json.writeArrayFieldStart("fields");
        for (Field field : shown.fields()) {
            field(json, shown.reading(), field);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void reading(JsonGenerator json, RegisterReading reading, int bits) throws IOException {
        Optional<String> value = Optional.empty();
        Optional<String> reason = Optional.empty();
        switch (reading) {
            case RegisterReading.Value read -> {
                json.writeStringField("state", "VALUE");
                value = Optional.of(ValueText.hex(read.decoded().word(), bits));
            }
            case RegisterReading.Guarded guarded -> {
                json.writeStringField("state", "GUARDED");
                reason = Optional.of(guarded.reason());
            }
            case RegisterReading.Failed failed -> {
                json.writeStringField("state", "FAILED");
                reason = Optional.of(failed.reason());
            }
        }
        text(json, "value", value);
        text(json, "reason", reason);
    }

    private static void field(JsonGenerator json, RegisterReading reading, Field field) throws IOException {
        Optional<DecodedField> decoded = reading instanceof RegisterReading.Value read
                ? Optional.of(DecodedField.of(field, read.decoded().word())).filter(DecodedField::readable)
                : Optional.empty();
        Optional<EnumeratedValue> meaning = decoded.flatMap(DecodedField::meaning);
        json.writeStartObject();
        json.writeStringField("name", field.name());
        json.writeNumberField("msb", field.bits().msb());
        json.writeNumberField("lsb", field.bits().lsb());
        json.writeStringField("access", field.access().label());
        text(json, "value", decoded.map(d -> ValueText.hex(d.value(), field.bits().width())));
        text(json, "meaning", meaning.map(EnumeratedValue::name));
        text(json, "meaningText", meaning.flatMap(EnumeratedValue::description));
        text(json, "description", field.description());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            json.writeStringField(name, text.get());
        } else {
            json.writeNullField(name);
        }
    }
}
