// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.FindDevice;
import org.barscope.app.FoundDevice;
import org.barscope.app.MachineFiles;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.DecodedDevice;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.pci.ConfigField;
import org.barscope.core.pci.ConfigRegister;
import org.barscope.core.pci.ConfigSpace;
import org.barscope.core.pci.PciCapability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope show ADDRESS}: one device in full, as {@code lspci -vvv} words it, with every field in JSON. */
@Command(name = "show", mixinStandardHelpOptions = true,
        description = "Shows a device in full: identity, BARs, interrupts and every capability, decoded.",
        footerHeading = "%nJSON:%n",
        footer = {"  The keys of a device in 'list --json', and of its configuration space:",
            "  registers: [{name, offset, bits, value,",
            "    fields: [{name, msb, lsb, value, meaning, access}]}]",
            "  capabilities: [{id, extended, offset, version, shortName, name, truncated,",
            "    registers}]"})
final class ShowCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", description = "For example 0000:01:00.0, 01:00.0 or sim:0000:01:00.0.")
    private String address;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--machine", paramLabel = "FILE",
            description = "Look in the machine saved in this file instead.")
    private Path file;

    ShowCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        List<MachineRecord> machines = file == null ? session.machines().discover()
                : List.of(new MachineFiles().load(file));
        FoundDevice found = new FindDevice(machines).find(address);
        DecodedDevice device = DecodedDevice.of(found.device());
        if (json) {
            Json.print(spec.commandLine().getOut(), generator -> write(generator, device));
        } else {
            new DeviceReport(device).lines().forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.OK;
    }

    private static void write(JsonGenerator json, DecodedDevice device) throws IOException {
        json.writeStartObject();
        DeviceJson.writeFields(json, device.device());
        json.writeArrayFieldStart("registers");
        for (ConfigRegister register : device.config().map(ConfigSpace::registers).orElse(List.of())) {
            writeRegister(json, register);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("capabilities");
        for (PciCapability capability : device.config().map(ConfigSpace::capabilities).orElse(List.of())) {
            json.writeStartObject();
            json.writeStringField("id", Json.hex(capability.id(), capability.extended() ? 4 : 2));
            json.writeBooleanField("extended", capability.extended());
            json.writeStringField("offset", Json.hex(capability.offset(), capability.extended() ? 3 : 2));
            json.writeNumberField("version", capability.version());
            json.writeStringField("shortName", capability.shortName());
            json.writeStringField("name", capability.name());
            json.writeBooleanField("truncated", capability.truncated());
            json.writeArrayFieldStart("registers");
            for (ConfigRegister register : capability.registers()) {
                writeRegister(json, register);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeRegister(JsonGenerator json, ConfigRegister register) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", register.name());
        json.writeStringField("offset", Json.hex(register.offset(), 2));
        json.writeNumberField("bits", register.width());
        json.writeStringField("value", Json.hex(register.value(), register.width() / 4));
        json.writeArrayFieldStart("fields");
        for (ConfigField field : register.fields()) {
            json.writeStartObject();
            json.writeStringField("name", field.path());
            json.writeNumberField("msb", field.msb());
            json.writeNumberField("lsb", field.lsb());
            json.writeStringField("value", Json.hex(field.value(), 1));
            json.writeStringField("meaning", field.meaning());
            json.writeStringField("access", field.access().name());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
