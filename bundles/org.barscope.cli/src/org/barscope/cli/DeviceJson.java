// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.IrqRecord;
import org.barscope.core.inventory.LinkRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.inventory.SriovRecord;
import org.barscope.core.pci.PciAddress;

/** A device as JSON: what {@code list} and {@code show} have in common. */
final class DeviceJson {

    private DeviceJson() {
    }

    /** Writes one object. */
    static void write(JsonGenerator json, PciDeviceRecord device) throws IOException {
        json.writeStartObject();
        writeFields(json, device);
        json.writeEndObject();
    }

    /** Writes the fields into an object that is open. */
    static void writeFields(JsonGenerator json, PciDeviceRecord device) throws IOException {
        json.writeStringField("uri", device.deviceUri());
        json.writeStringField("address", device.address().toString());
        writeIdentity(json, device);
        writeNullable(json, "driver", device.driver().orElse(null));
        writeNullable(json, "driverOverride", device.driverOverride().orElse(null));
        if (device.iommuGroup().isPresent()) {
            json.writeNumberField("iommuGroup", device.iommuGroup().getAsInt());
        } else {
            json.writeNullField("iommuGroup");
        }
        if (device.numaNode().isPresent()) {
            json.writeNumberField("numaNode", device.numaNode().getAsInt());
        } else {
            json.writeNullField("numaNode");
        }
        json.writeStringField("powerState", device.powerState());
        json.writeBooleanField("enabled", device.enabled());
        if (device.link().isPresent()) {
            writeLink(json, device.link().get());
        } else {
            json.writeNullField("link");
        }
        json.writeArrayFieldStart("bars");
        for (BarRecord bar : device.bars()) {
            writeBar(json, device, bar);
        }
        json.writeEndArray();
        if (device.sriov().isPresent()) {
            writeSriov(json, device.sriov().get());
        } else {
            json.writeNullField("sriov");
        }
        writeNullable(json, "physicalFunction", device.physicalFunction().map(PciAddress::toString).orElse(null));
        json.writeArrayFieldStart("irqs");
        for (IrqRecord irq : device.irqs()) {
            writeIrq(json, irq);
        }
        json.writeEndArray();
        json.writeNumberField("configBytes", device.config().length());
        Json.strings(json, "problems", device.problems());
    }

    private static void writeIdentity(JsonGenerator json, PciDeviceRecord device) throws IOException {
        DeviceIds ids = device.ids();
        json.writeStringField("vendorId", Json.hex(ids.vendor(), 4));
        json.writeStringField("deviceId", Json.hex(ids.device(), 4));
        json.writeStringField("subsystemVendorId", Json.hex(ids.subsystemVendor(), 4));
        json.writeStringField("subsystemId", Json.hex(ids.subsystem(), 4));
        json.writeStringField("classCode", Json.hex(ids.classCode(), 6));
        json.writeNumberField("revision", ids.revision());
        json.writeStringField("vendor", device.names().vendor());
        json.writeStringField("device", device.names().device());
        json.writeStringField("subsystem", device.names().subsystem());
        json.writeStringField("class", device.names().deviceClass());
    }

    private static void writeLink(JsonGenerator json, LinkRecord link) throws IOException {
        json.writeObjectFieldStart("link");
        json.writeStringField("currentSpeed", link.currentSpeed());
        json.writeNumberField("currentWidth", link.currentWidth());
        json.writeStringField("maxSpeed", link.maxSpeed());
        json.writeNumberField("maxWidth", link.maxWidth());
        json.writeEndObject();
    }

    private static void writeBar(JsonGenerator json, PciDeviceRecord device, BarRecord bar) throws IOException {
        json.writeStartObject();
        json.writeStringField("region", device.deviceUri() + "/" + bar.regionName());
        json.writeNumberField("index", bar.index());
        json.writeStringField("kind", bar.kind().name());
        json.writeBooleanField("prefetchable", bar.prefetchable());
        json.writeStringField("busAddress", Json.hex(bar.busAddress(), 8));
        json.writeNumberField("size", bar.size());
        json.writeStringField("state", bar.status().state().name());
        json.writeStringField("stateReason", bar.status().reason());
        json.writeEndObject();
    }

    private static void writeSriov(JsonGenerator json, SriovRecord sriov) throws IOException {
        json.writeObjectFieldStart("sriov");
        json.writeNumberField("total", sriov.total());
        json.writeNumberField("enabled", sriov.enabled());
        Json.strings(json, "functions", sriov.functions().stream().map(PciAddress::toString).toList());
        json.writeEndObject();
    }

    private static void writeIrq(JsonGenerator json, IrqRecord irq) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", irq.kind().name());
        json.writeNumberField("vector", irq.vector());
        json.writeNumberField("linuxIrq", irq.linux());
        if (irq.count() >= 0) {
            json.writeNumberField("count", irq.count());
        } else {
            json.writeNullField("count");
        }
        json.writeEndObject();
    }

    private static void writeNullable(JsonGenerator json, String name, String value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, value);
        }
    }
}
