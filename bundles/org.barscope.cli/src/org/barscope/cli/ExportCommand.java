// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.barscope.app.Dmabufs;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.memory.Span;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope export BAR}: exports parts of a BAR as a DMABUF and passes it on. */
@Command(name = "export", mixinStandardHelpOptions = true,
        description = {"Exports a BAR, or parts of it, as a DMABUF through VFIO, and hands it to the program that "
            + "needs it.", "Opening the device for this resets it. The buffer lives as long as this command: use "
            + "--hold, --send or --serve."},
        footerHeading = "%nJSON:%n",
        footer = {"  The dmabuf as 'barscope dmabufs' has it, and: pid, fd, origin, mappable,",
            "  whyNotMappable. What happens to it later goes to standard error.", "",
            "A program gets it by receiving one message with one descriptor from a Unix",
            "stream socket, or with pidfd_getfd from pid and fd. Example:",
            "  barscope export vfio:0000:00:04.0/bar0 --range 0x0+0x1000 --name regs \\",
            "    --serve /run/regs.sock"})
final class ExportCommand implements Callable<Integer> {

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "BAR", converter = Converters.Region.class,
            description = "For example vfio:0000:00:04.0/bar0, pci:0000:00:04.0/bar0 or sim:0000:01:00.0/bar0.")
    private RegionUri bar;

    @Option(names = "--range", paramLabel = "OFFSET+LENGTH", converter = RangeConverter.class,
            description = "A part of the BAR, in whole pages; repeat it for more parts, which follow each other in the "
                    + "buffer (default: the whole BAR).")
    private List<Span> ranges = List.of();

    @Option(names = "--name", paramLabel = "TEXT", defaultValue = "",
            description = "What the buffer is called, at most 31 bytes.")
    private String name;

    @Option(names = "--read-only", description = "Those who get it may only read.")
    private boolean readOnly;

    @Option(names = "--accept-reset",
            description = "Accept that opening resets the device. A BAR named vfio: says so by itself.")
    private boolean acceptReset;

    @Mixin
    private KeepOptions keep;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ExportCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        Dmabufs dmabufs = new Dmabufs(session.machines());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (StopSignal stop = StopSignal.ofProcess();
                HeldDmabuf held = dmabufs.export(bar, ranges, name, !readOnly, acceptReset
                        || bar.scheme().equals("vfio"))) {
            // Begins to follow what happens to it before it is shown, so that nothing is missed.
            try (Registration watching = session.machines().backends().stream()
                    .filter(b -> b.schemes().contains(bar.scheme())).findFirst().orElseThrow().listen(change -> { })) {
                held.refresh();
                if (json) {
                    Json.print(out, generator -> DmabufJson.write(generator, held));
                } else {
                    DmabufText.printHeld(out, held);
                }
                out.flush();
                return keep.keep(dmabufs.serving("export " + bar, bar), held, stop, err) ? ExitCode.OK
                        : ExitCode.FAILED;
            }
        }
    }
}
