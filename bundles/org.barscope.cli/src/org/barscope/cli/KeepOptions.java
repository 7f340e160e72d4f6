// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;
import org.barscope.core.dmabuf.DmabufServer;
import org.barscope.core.dmabuf.DmabufService;
import org.barscope.core.dmabuf.HeldDmabuf;
import org.barscope.core.memory.RegionState;
import picocli.CommandLine.Option;

/** What becomes of a DMABUF that a command has made, since it dies with the command: kept, sent, handed out. */
final class KeepOptions {

    @Option(names = "--hold", description = "Keep it until Ctrl-C, and print what happens to it meanwhile.")
    private boolean hold;

    @Option(names = "--send", paramLabel = "SOCKET",
            description = "Send it to the program that listens on this Unix socket (SCM_RIGHTS), then keep it: a BAR's "
                    + "is dead when its device closes.")
    private Path send;

    @Option(names = "--serve", paramLabel = "SOCKET",
            description = "Make this Unix socket, and give it to every program that connects, until Ctrl-C.")
    private Path serve;

    /** True when the command goes on after it has printed the buffer. */
    boolean keeps() {
        return hold || send != null || serve != null;
    }

    /**
     * Does what was asked for; returns when it is time to stop, or when the buffer is dead.
     *
     * @return false when it is dead
     */
    boolean keep(DmabufService service, HeldDmabuf dmabuf, StopSignal stop, PrintWriter err) throws BackendException {
        if (!keeps()) {
            err.println("barscope: note: the buffer ends with this command; --hold keeps it, --send SOCKET or --serve "
                    + "SOCKET hands it to a program");
            return true;
        }
        List<String> printed = new ArrayList<>(dmabuf.history());
        try (Registration news = dmabuf.listen(record -> follow(dmabuf, printed, stop, err))) {
            if (send != null) {
                dmabuf.send(send);
            }
            print(dmabuf, printed, err);
            if (serve == null) {
                stop.await();
            } else {
                serve(service, dmabuf, stop, err);
            }
        }
        print(dmabuf, printed, err);
        return dmabuf.record().status().state() != RegionState.LOST;
    }

    private static void follow(HeldDmabuf dmabuf, List<String> printed, StopSignal stop, PrintWriter err) {
        print(dmabuf, printed, err);
        if (dmabuf.record().status().state() == RegionState.LOST) {
            stop.stop();
        }
    }

    private void serve(DmabufService service, HeldDmabuf dmabuf, StopSignal stop, PrintWriter err)
            throws BackendException {
        try (DmabufServer server = service.serve(dmabuf, serve)) {
            err.println("barscope: handing it out on " + server.socket());
            err.flush();
            stop.await();
            err.println("barscope: handed out " + server.served() + (server.served() == 1 ? " time" : " times"));
        }
    }

    /** Prints what is new in its history. */
    private static void print(HeldDmabuf dmabuf, List<String> printed, PrintWriter err) {
        synchronized (printed) {
            List<String> all = dmabuf.history();
            for (String line : all.subList(Math.min(printed.size(), all.size()), all.size())) {
                err.println("barscope: " + line);
                printed.add(line);
            }
            err.flush();
        }
    }
}
