// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.registers.RegisterReader;
import org.barscope.registers.layout.RegisterInstance;

/** The regions of a device that one pass over its registers touches, each opened when it is first needed. */
final class RegionReaders implements AutoCloseable {

    /** A region with the rules it is read by. */
    record Opened(RegionSession session, AccessMap rules, RegisterReader reader) {
    }

    private final RegionOpener opener;
    private final OpenOptions options;
    private final boolean agreed;
    private final Map<RegionUri, Opened> open = new HashMap<>();

    RegionReaders(RegionOpener opener, OpenOptions options, boolean agreed) {
        this.opener = opener;
        this.options = options;
        this.agreed = agreed;
    }

    Opened open(RegionUri uri) throws BackendException {
        Opened known = open.get(uri);
        if (known == null) {
            RegionSession session = opener.open(uri, options);
            AccessMap rules = agreed ? session.info().access().agreed() : session.info().access();
            known = new Opened(session, rules, new RegisterReader(session, rules));
            open.put(uri, known);
        }
        return known;
    }

    /** Reads a register that the place of others depends on; the message of a failure is for the user. */
    long word(RegionUri uri, RegisterInstance register) throws IOException {
        try {
            return open(uri).reader().word(register);
        } catch (BackendException | AccessException refused) {
            throw new IOException(refused.getMessage(), refused);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("it was interrupted", stopped);
        } catch (ExecutionException ended) {
            throw new IllegalStateException("reading " + uri + " ended unexpectedly", ended);
        }
    }

    @Override
    public void close() {
        open.values().forEach(opened -> opened.session().close());
    }
}
