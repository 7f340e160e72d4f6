// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.barscope.core.backend.BackendException;

/**
 * A Unix socket on which programs hand over DMABUFs ({@code SCM_RIGHTS}). Only its user's programs can connect. One
 * thread at a time waits; {@link #close()} may come from any other and ends the wait.
 */
public interface DmabufReceiver extends AutoCloseable {

    /** The socket's file, which is there until {@link #close()}. */
    Path socket();

    /**
     * Blocks until a program has sent something. Programs that connect and send nothing are not waited for.
     *
     * @param timeout how long at most
     * @return what came; empty when nothing did in that time, or the receiver was closed
     * @throws BackendException {@code FAILED} when the socket fails; a program that misbehaves only loses its
     *         connection
     */
    Optional<Reception> next(Duration timeout) throws BackendException;

    /** Ends listening, drops connections and removes the socket's file. Idempotent. */
    @Override
    void close();
}
