// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.registers.RegionRegisters;

/**
 * Where a console has its regions from. Called on the threads of snippets, which may block and are interrupted when
 * the user stops them.
 */
public interface ConsoleHost {

    /**
     * An open region.
     *
     * @param session   to read it by; stays open for as long as the host says that the region is open
     * @param registers where a description fits
     * @param rules     to read it by
     */
    record Opened(RegionSession session, Optional<RegionRegisters> registers, AccessMap rules) {

        /** Its name. */
        public RegionUri uri() {
            return session.info().uri();
        }
    }

    /** The regions that are open, the one in front or named first at the beginning. */
    List<Opened> regions();

    /**
     * Opens a region to read it, for as long as the console lives.
     *
     * @throws BackendException when it cannot be opened
     */
    Opened open(RegionUri uri) throws BackendException;

    /** What an armed region is written through; empty while it is not armed. */
    Optional<RegionSession> writable(RegionUri uri);

    /**
     * Arms a region, after the user has been asked outside of the console: what a snippet says is no consent.
     *
     * @throws BackendException {@code REFUSED} when the user does not agree or cannot be asked
     */
    void arm(Opened region) throws BackendException;

    /** Text of the running snippet, with its line ends. */
    void print(String text);
}
