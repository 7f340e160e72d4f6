// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.barscope.app.Dmabufs;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.AddressSpaces;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.IommuMapping;
import org.barscope.core.pci.PciAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope iommu map DEVICE BUFFER}: maps a buffer for a device until Ctrl-C. */
@Command(name = "map", mixinStandardHelpOptions = true,
        description = "Maps a DMABUF for a device and prints the address at which the device sees it. It stays mapped "
            + "until Ctrl-C. Opening the device resets it; so does opening the one whose BAR is named.",
        footerHeading = "%nJSON:%n",
        footer = {"  target, dmabuf, pid, addressSpace, iova, offset, length, writable.", "",
            "A reset of the exporting device, its sleep and memory decoding switched off cut the",
            "mapping off for good. This is said on standard error, and --again maps it anew at",
            "the same address when the buffer is back. What another program does is looked for",
            "once a second: a revocation that is over sooner may go unnoticed.", "", "Examples:",
            "  barscope iommu map 0000:00:05.0 vfio:0000:00:04.0/bar0 --iova 0x100000",
            "  barscope iommu map 0000:00:05.0 dmabuf:1234/7 --again"})
final class IommuMapCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device that is to reach it: 0000:00:05.0.")
    private String device;

    @Parameters(index = "1", paramLabel = "BUFFER", converter = Converters.Region.class,
            description = "A DMABUF (dmabuf:INODE), or a BAR, which is exported for this: vfio:0000:00:04.0/bar0.")
    private RegionUri buffer;

    @Option(names = "--iova", paramLabel = "ADDRESS", converter = Converters.Number.class,
            description = "Where the device is to see it (default: the kernel chooses).")
    private Long iova;

    @Option(names = "--offset", paramLabel = "N", defaultValue = "0", converter = Converters.Number.class,
            description = "The first byte of the buffer, at a page (default: 0).")
    private Long offset;

    @Option(names = "--length", paramLabel = "N", converter = Converters.Number.class,
            description = "How many bytes, in pages (default: all the rest).")
    private Long length;

    @Option(names = "--read-only", description = "The device may only read.")
    private boolean readOnly;

    @Option(names = "--again", description = "Map it again when it was cut off.")
    private boolean again;

    @Option(names = "--accept-reset",
            description = "Accept that opening resets the devices. A BAR named vfio: says so by itself.")
    private boolean acceptReset;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    IommuMapCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        String attempt = "map " + buffer + " for " + device;
        Dmabufs dmabufs = new Dmabufs(session.machines());
        PciAddress target = Dmabufs.address(attempt, device);
        boolean accepted = acceptReset || buffer.scheme().equals("vfio");
        AddressSpaces spaces = dmabufs.addressSpaces(attempt, buffer);
        PrintWriter out = spec.commandLine().getOut();
        try (StopSignal stop = StopSignal.ofProcess(); HeldDmabuf held = dmabufs.hold(buffer, accepted)) {
            BlockingQueue<List<IommuMapping>> news = new LinkedBlockingQueue<>();
            stop.whenStopped(() -> news.add(List.of()));
            try (Registration listening = spaces.listen(news::add)) {
                IommuMapping mapping = spaces.map(new IommuMapping.Wish(target, held.uri(), offset,
                        length == null ? OptionalLong.empty() : OptionalLong.of(length),
                        iova == null ? OptionalLong.empty() : OptionalLong.of(iova), !readOnly), accepted);
                if (json) {
                    Json.print(out, generator -> write(generator, mapping));
                } else {
                    print(out, mapping);
                }
                out.flush();
                follow(spaces, mapping, news, stop);
                spaces.unmap(mapping);
            }
        }
        return ExitCode.OK;
    }

    private static void print(PrintWriter out, IommuMapping mapping) {
        out.println(mapping.wish().dmabuf() + " is at " + Json.hex(mapping.iova(), 1) + " for "
                + mapping.wish().target() + ", " + Json.hex(mapping.length(), 1) + " bytes from "
                + Json.hex(mapping.wish().offset(), 1) + (mapping.wish().writable() ? "" : ", for reading"));
        out.println("  pid " + ProcessHandle.current().pid() + ", address space " + mapping.addressSpace());
    }

    /** Says what happens to the mapping until it is time to stop or it is gone. */
    private void follow(AddressSpaces spaces, IommuMapping mapping, BlockingQueue<List<IommuMapping>> news,
            StopSignal stop) {
        PrintWriter err = spec.commandLine().getErr();
        boolean valid = true;
        while (!stop.stopped()) {
            // What is cut off is tried again now and then: the device may take a while to come back.
            List<IommuMapping> told = next(news, again && !valid);
            Optional<IommuMapping> now = (told == null ? spaces.mappings() : told).stream()
                    .filter(m -> m.id() == mapping.id()).findFirst();
            if (now.isEmpty()) {
                if (!stop.stopped()) {
                    err.println("barscope: the mapping is gone: the device was taken away, or it was unmapped");
                    err.flush();
                }
                return;
            }
            if (valid && !now.get().valid()) {
                err.println("barscope: " + now.get().reason() + (again ? "" : " (--again)"));
            }
            valid = now.get().valid() || again && mapAgain(spaces, now.get(), err);
            err.flush();
        }
    }

    private static List<IommuMapping> next(BlockingQueue<List<IommuMapping>> news, boolean notForEver) {
        try {
            return notForEver ? news.poll(1, TimeUnit.SECONDS) : news.take();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static boolean mapAgain(AddressSpaces spaces, IommuMapping mapping, PrintWriter err) {
        try {
            long iova = spaces.mapAgain(mapping).iova();
            err.println("barscope: mapped again at " + Json.hex(iova, 1));
            return true;
        } catch (BackendException refused) {
            // Said once already that it is cut off; it is tried again.
            return false;
        }
    }

    private static void write(JsonGenerator json, IommuMapping mapping) throws IOException {
        json.writeStartObject();
        json.writeStringField("target", mapping.wish().target().toString());
        json.writeStringField("dmabuf", mapping.wish().dmabuf().toString());
        json.writeNumberField("pid", ProcessHandle.current().pid());
        json.writeNumberField("addressSpace", mapping.addressSpace());
        json.writeStringField("iova", Json.hex(mapping.iova(), 1));
        json.writeStringField("offset", Json.hex(mapping.wish().offset(), 1));
        json.writeStringField("length", Json.hex(mapping.length(), 1));
        json.writeBooleanField("writable", mapping.wish().writable());
        json.writeEndObject();
    }
}
