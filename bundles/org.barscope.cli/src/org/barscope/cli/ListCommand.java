// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.MachineFiles;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code barscope list}: every device of every machine, one a line, as {@code lspci -Dnn} words it. */
@Command(name = "list", mixinStandardHelpOptions = true,
        description = "Lists the PCI devices of this computer and of the demo machine.",
        footerHeading = "%nJSON:%n",
        footer = {"  machines: [{id, label, kernel, architecture, capturedAt (ISO 8601, UTC),",
            "    devices, problems}]",
            "  devices: [{uri, address, vendorId, deviceId, subsystemVendorId,",
            "    subsystemId, classCode, revision, vendor, device, subsystem, class,",
            "    driver, driverOverride, iommuGroup, numaNode, powerState, enabled, link,",
            "    bars, sriov, physicalFunction, irqs, configBytes, problems}]",
            "  Ids and bus addresses are text (\"0x8086\"), sizes and counts are numbers.",
            "  Every key is always there; what a device has not is null or empty."})
final class ListCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--machine", paramLabel = "FILE",
            description = "List the machine saved in this file instead.")
    private Path file;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        List<MachineRecord> machines = file == null ? session.machines().discover()
                : List.of(new MachineFiles().load(file));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, generator -> write(generator, machines));
        } else {
            machines.forEach(machine -> print(out, machine));
        }
        for (MachineRecord machine : machines) {
            machine.problems().forEach(p -> spec.commandLine().getErr().println("barscope: " + p));
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, MachineRecord machine) {
        for (PciDeviceRecord device : machine.devices()) {
            out.print(device.deviceUri() + " " + DeviceText.headline(device));
            device.driver().ifPresent(driver -> out.print(" driver " + driver));
            if (device.iommuGroup().isPresent()) {
                out.print(" group " + device.iommuGroup().getAsInt());
            }
            out.println();
        }
    }

    private static void write(JsonGenerator json, List<MachineRecord> machines) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("machines");
        for (MachineRecord machine : machines) {
            json.writeStartObject();
            json.writeStringField("id", machine.id());
            json.writeStringField("label", machine.label());
            json.writeStringField("kernel", machine.kernel());
            json.writeStringField("architecture", machine.architecture());
            json.writeStringField("capturedAt", machine.capturedAt().toString());
            json.writeArrayFieldStart("devices");
            for (PciDeviceRecord device : machine.devices()) {
                DeviceJson.write(json, device);
            }
            json.writeEndArray();
            Json.strings(json, "problems", machine.problems());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
