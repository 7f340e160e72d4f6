// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.inventory.DmabufRecord;
import org.barscope.core.inventory.DmabufRecord.Owner;
import org.barscope.core.memory.Span;

/** DMABUFs as JSON. */
final class DmabufJson {

    /** The keys of a DMABUF, for the help of commands that print one. */
    static final String KEYS_1 = "  dmabuf: {uri, inode, size, name, exporter, device, bar,";
    static final String KEYS_2 = "    ranges: [{offset, length}], attachments,";
    static final String KEYS_3 = "    owners: [{pid, command, fd (null: it is only mapped)}],";
    static final String KEYS_4 = "    state (LIVE, REVOKED or LOST), reason}";

    private DmabufJson() {
    }

    /** One object. */
    static void write(JsonGenerator json, DmabufRecord dmabuf) throws IOException {
        json.writeStartObject();
        fields(json, dmabuf);
        json.writeEndObject();
    }

    /** One object with what only whoever holds it knows. */
    static void write(JsonGenerator json, HeldDmabuf held) throws IOException {
        json.writeStartObject();
        fields(json, held.record());
        json.writeNumberField("pid", ProcessHandle.current().pid());
        json.writeNumberField("fd", held.fd());
        json.writeStringField("origin", held.origin().name());
        json.writeBooleanField("mappable", held.unmappable().isEmpty());
        json.writeStringField("whyNotMappable", held.unmappable().orElse(null));
        json.writeEndObject();
    }

    private static void fields(JsonGenerator json, DmabufRecord dmabuf) throws IOException {
        json.writeStringField("uri", dmabuf.uri().toString());
        json.writeNumberField("inode", dmabuf.inode());
        json.writeNumberField("size", dmabuf.size());
        json.writeStringField("name", dmabuf.name());
        json.writeStringField("exporter", dmabuf.exporter());
        json.writeStringField("device", dmabuf.device().map(Object::toString).orElse(null));
        if (dmabuf.bar().isPresent()) {
            json.writeNumberField("bar", dmabuf.bar().getAsInt());
        } else {
            json.writeNullField("bar");
        }
        ranges(json, dmabuf.ranges());
        Json.strings(json, "attachments", dmabuf.attachments());
        json.writeArrayFieldStart("owners");
        for (Owner owner : dmabuf.owners()) {
            json.writeStartObject();
            json.writeNumberField("pid", owner.pid());
            json.writeStringField("command", owner.command());
            if (owner.fd() < 0) {
                json.writeNullField("fd");
            } else {
                json.writeNumberField("fd", owner.fd());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("state", dmabuf.status().state().name());
        json.writeStringField("reason", dmabuf.status().reason());
    }

    private static void ranges(JsonGenerator json, List<Span> ranges) throws IOException {
        json.writeArrayFieldStart("ranges");
        for (Span range : ranges) {
            json.writeStartObject();
            json.writeStringField("offset", Json.hex(range.offset(), 1));
            json.writeStringField("length", Json.hex(range.length(), 1));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
