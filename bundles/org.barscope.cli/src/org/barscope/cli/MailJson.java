// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barscope.mail.parse.Address;
import org.barscope.mail.parse.Trailer;
import org.barscope.mail.source.Location;
import org.barscope.mail.thread.MessageSummary;

/** What the JSON of several mail commands has in common. */
final class MailJson {

    private MailJson() {
    }

    /** Writes the fields of a message into an object that is open. */
    static void writeFields(JsonGenerator json, MessageSummary message) throws IOException {
        json.writeStringField("id", message.messageId());
        json.writeStringField("subject", message.subject());
        address(json, "from", message.from());
        time(json, "date", message.date());
        Json.strings(json, "parents", message.parents());
        Json.strings(json, "lists", message.lists());
        Json.strings(json, "kinds", message.orderedKinds().stream().map(k -> k.name().toLowerCase(Locale.ROOT))
                .toList());
        json.writeNumberField("size", message.size());
        Json.strings(json, "places", message.locations().stream().map(Location::toString).toList());
    }

    static void write(JsonGenerator json, MessageSummary message) throws IOException {
        json.writeStartObject();
        writeFields(json, message);
        json.writeEndObject();
    }

    static void address(JsonGenerator json, String name, Address address) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("name", address.name());
        json.writeStringField("email", address.email());
        json.writeEndObject();
    }

    static void addresses(JsonGenerator json, String name, List<Address> addresses) throws IOException {
        json.writeArrayFieldStart(name);
        for (Address address : addresses) {
            json.writeStartObject();
            json.writeStringField("name", address.name());
            json.writeStringField("email", address.email());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    static void trailers(JsonGenerator json, String name, List<Trailer> trailers) throws IOException {
        Json.strings(json, name, trailers.stream().map(t -> t.token() + ": " + t.value()).toList());
    }

    static void time(JsonGenerator json, String name, Optional<Instant> time) throws IOException {
        if (time.isPresent()) {
            json.writeStringField(name, time.get().toString());
        } else {
            json.writeNullField(name);
        }
    }
}
