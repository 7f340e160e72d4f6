// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.barscope.app.ControlDevices;
import org.barscope.app.ControlDevices.Target;
import org.barscope.core.backend.BackendException;
import org.barscope.core.control.DeviceRegion;
import org.barscope.core.control.DeviceRegion.Type;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.Span;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope regions ADDRESS}: what VFIO shows of a device, by the names that dump and regs take. */
@Command(name = "regions", mixinStandardHelpOptions = true,
        description = "Lists the regions that VFIO shows of a device: BARs, ROM, configuration space, VGA and those "
                + "that only one kind of device has, with what the kernel lets one do to them.",
        footerHeading = "%nJSON:%n",
        footer = {"  device, regions: [{index, name, size, readable, writable,",
            "    mappable: [{offset, length}], msixMappable,",
            "    type, subtype, meaning}]", "", "Example:",
            "  barscope regions vfio:0000:00:02.0", "  barscope dump vfio:0000:00:02.0/region9"})
final class RegionsCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "ADDRESS", description = "For example 0000:01:00.0; vfio:ADDRESS accepts the reset.")
    private String address;

    @Option(names = "--accept-reset", description = "Accept that opening the device through VFIO resets it.")
    private boolean acceptReset;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    RegionsCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        boolean named = address.startsWith("vfio:");
        if (named) {
            spec.commandLine().getErr().println("barscope: note: " + address + " is opened through VFIO, which resets "
                    + "the device and resets it again when it is closed");
        }
        Target target = new ControlDevices(session.machines(), session.poking().journal(),
                Origin.commandLine("regions")).find(address);
        List<DeviceRegion> regions = target.control().regions(target.device().address(), acceptReset || named);
        if (json) {
            Json.print(spec.commandLine().getOut(), generator -> write(generator, target, regions));
        } else {
            regions.forEach(region -> spec.commandLine().getOut().println(line(region)));
        }
        return ExitCode.OK;
    }

    private static String line(DeviceRegion region) {
        String access = (region.readable() ? "r" : "-") + (region.writable() ? "w" : "-");
        String mapped = region.mappable().isEmpty() ? "no mmap"
                : region.mappable().equals(List.of(new Span(0, region.size()))) ? "mmap"
                : "mmap of " + region.mappable().stream().map(span -> Json.hex(span.offset(), 1) + "+"
                        + Json.hex(span.length(), 1)).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "%-8s %5s  %s  %s%s%s", region.name(), DeviceText.size(region.size()),
                access, mapped, region.msixMappable() ? ", with the MSI-X table" : "",
                region.type().map(type -> "; " + words(type)).orElse(""));
    }

    private static String number(int unsigned, int digits) {
        return Json.hex(Integer.toUnsignedLong(unsigned), digits);
    }

    private static String words(Type type) {
        return "type " + number(type.type(), 8) + ", subtype " + number(type.subtype(), 1)
                + type.meaning().map(meaning -> ": " + meaning).orElse("");
    }

    private static void write(JsonGenerator json, Target target, List<DeviceRegion> regions) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", target.device().address().toString());
        json.writeArrayFieldStart("regions");
        for (DeviceRegion region : regions) {
            json.writeStartObject();
            json.writeNumberField("index", region.index());
            json.writeStringField("name", region.name());
            json.writeStringField("size", Json.hex(region.size(), 1));
            json.writeBooleanField("readable", region.readable());
            json.writeBooleanField("writable", region.writable());
            json.writeArrayFieldStart("mappable");
            for (Span span : region.mappable()) {
                json.writeStartObject();
                json.writeStringField("offset", Json.hex(span.offset(), 1));
                json.writeStringField("length", Json.hex(span.length(), 1));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("msixMappable", region.msixMappable());
            if (region.type().isPresent()) {
                Type type = region.type().get();
                json.writeStringField("type", number(type.type(), 8));
                json.writeStringField("subtype", number(type.subtype(), 1));
                json.writeStringField("meaning", type.meaning().orElse(""));
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
