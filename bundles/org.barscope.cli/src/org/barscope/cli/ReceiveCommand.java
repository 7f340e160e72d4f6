// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.barscope.app.Dmabufs;
import org.barscope.app.DumpRegion;
import org.barscope.app.HexListing;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.dmabuf.DmabufReceiver;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.dmabuf.Reception;
import org.barscope.core.memory.AccessWidth;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code barscope receive SOCKET}: waits for programs that hand over DMABUFs. */
@Command(name = "receive", mixinStandardHelpOptions = true,
        description = "Makes a Unix socket, and prints the DMABUFs that programs send to it (SCM_RIGHTS), until "
            + "Ctrl-C. They are held as long as this runs.",
        footerHeading = "%nJSON:%n",
        footer = {"  One document for each message: pid, command, text, dmabufs, refusals.",
            "  Each dmabuf as 'barscope dmabufs' has it, and: pid, fd, origin, mappable,",
            "  whyNotMappable.", "",
            "The socket is a stream socket, for its user only. A program connects and sends",
            "one message with descriptors; its bytes are shown as text."})
final class ReceiveCommand implements Callable<Integer> {

    private static final Duration EVER = Duration.ofDays(365);

    private final Session session;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SOCKET", description = "The socket to make; nothing may be there.")
    private Path socket;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0",
            description = "End after so many messages (default: only at Ctrl-C).")
    private int count;

    @Option(names = "--dump", paramLabel = "N", converter = Converters.Number.class,
            description = "Print the first bytes of each buffer of plain memory, so many at most.")
    private Long dump;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    ReceiveCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() throws BackendException {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (StopSignal stop = StopSignal.ofProcess();
                DmabufReceiver receiver = new Dmabufs(session.machines()).first("receive on " + socket)
                        .receive(socket)) {
            stop.whenStopped(receiver::close);
            err.println("barscope: waiting for programs on " + receiver.socket());
            err.flush();
            for (int got = 0; !stop.stopped() && (count == 0 || got < count); got++) {
                Optional<Reception> message = receiver.next(EVER);
                if (message.isPresent()) {
                    show(out, err, message.get());
                }
            }
        }
        return ExitCode.OK;
    }

    private void show(PrintWriter out, PrintWriter err, Reception message) {
        message.refusals().forEach(line -> err.println("barscope: " + Terminal.plain(line)));
        if (json) {
            Json.print(out, generator -> write(generator, message));
        } else {
            out.println("from process " + message.pid() + (message.command().isEmpty() ? ""
                    : " (" + Terminal.plain(message.command()) + ")")
                    + (message.text().isEmpty() ? "" : ": " + Terminal.plain(message.text())));
            for (HeldDmabuf dmabuf : message.dmabufs()) {
                DmabufText.printHeld(out, dmabuf);
            }
        }
        for (HeldDmabuf dmabuf : message.dmabufs()) {
            if (dump != null && !json) {
                dump(out, err, dmabuf);
            }
        }
        out.flush();
        err.flush();
    }

    private void dump(PrintWriter out, PrintWriter err, HeldDmabuf dmabuf) {
        try {
            DumpRegion.Result result = new DumpRegion(session.machines()).run(new DumpRegion.Request(dmabuf.uri(), 0,
                    Optional.of(Math.min(dump, dmabuf.record().size())), Optional.empty(), false,
                    OpenOptions.readOnly()));
            new HexListing(AccessWidth.W8, ByteOrder.LITTLE_ENDIAN, result.info().size())
                    .lines(result.snapshot(), result.span()).forEach(out::println);
        } catch (BackendException refused) {
            // The next message is still worth waiting for.
            err.println("barscope: " + refused.getMessage());
        }
    }

    private static void write(JsonGenerator json, Reception message) throws IOException {
        json.writeStartObject();
        json.writeNumberField("pid", message.pid());
        json.writeStringField("command", message.command());
        json.writeStringField("text", message.text());
        json.writeArrayFieldStart("dmabufs");
        for (HeldDmabuf dmabuf : message.dmabufs()) {
            DmabufJson.write(json, dmabuf);
        }
        json.writeEndArray();
        Json.strings(json, "refusals", message.refusals());
        json.writeEndObject();
    }
}
