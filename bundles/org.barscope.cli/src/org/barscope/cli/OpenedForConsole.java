// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.app.console.ConsoleHost;
import org.barscope.app.poke.OpenedRegion;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionSession;

/** The regions of a console at a terminal: opened read-only, and once more to be written when they are armed. */
final class OpenedForConsole implements ConsoleHost, AutoCloseable {

    private final Session session;
    private final Wish wish;
    private final WriteConsent consent;
    private final Function<RegionUri, OpenOptions> options;
    private final PrintWriter out;
    private final Map<RegionUri, OpenedRegion> read = new LinkedHashMap<>();
    private final Map<RegionUri, OpenedRegion> written = new LinkedHashMap<>();

    OpenedForConsole(Session session, Wish wish, WriteConsent consent, Function<RegionUri, OpenOptions> options,
            PrintWriter out) {
        this.session = session;
        this.wish = wish;
        this.consent = consent;
        this.options = options;
        this.out = out;
    }

    /** Opens a region; returns what is not as it should be about its descriptions. */
    List<String> named(RegionUri uri) throws BackendException {
        open(uri);
        synchronized (this) {
            return read.get(uri).problems();
        }
    }

    private static Opened opened(OpenedRegion region) {
        return new Opened(region.session(), region.registers(), region.rules());
    }

    @Override
    public synchronized List<Opened> regions() {
        return read.values().stream().map(OpenedForConsole::opened).toList();
    }

    @Override
    public synchronized Opened open(RegionUri uri) throws BackendException {
        OpenedRegion known = read.get(uri);
        if (known == null) {
            known = OpenedRegion.open(session.poking(), session.registerFiles(), uri, options.apply(uri), wish);
            read.put(uri, known);
        }
        return opened(known);
    }

    @Override
    public synchronized Optional<RegionSession> writable(RegionUri uri) {
        return Optional.ofNullable(written.get(uri)).map(OpenedRegion::session);
    }

    @Override
    public synchronized void arm(Opened region) throws BackendException {
        RegionUri uri = region.uri();
        OpenedRegion before = written.remove(uri);
        if (before != null) {
            before.close();
        }
        OpenOptions asked = options.apply(uri);
        OpenedRegion writable = OpenedRegion.open(session.poking(), session.registerFiles(), uri,
                new OpenOptions(true, asked.besideDriver(), asked.acceptReset(), asked.route()), wish);
        try {
            print("");
            consent.arm(writable, session, "Let the console write to " + uri);
            written.put(uri, writable);
            writable = null;
        } finally {
            if (writable != null) {
                writable.close();
            }
        }
    }

    @Override
    public void print(String text) {
        synchronized (out) {
            out.print(text);
            out.flush();
        }
    }

    @Override
    public synchronized void close() {
        List<OpenedRegion> all = new ArrayList<>(written.values());
        all.addAll(read.values());
        all.forEach(OpenedRegion::close);
        written.clear();
        read.clear();
    }
}
