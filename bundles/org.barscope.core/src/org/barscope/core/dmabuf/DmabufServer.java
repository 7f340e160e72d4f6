// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.nio.file.Path;

/**
 * Hands a DMABUF to every program that connects to a Unix socket, until it is closed: the program under development is
 * started again and again while the buffer stays.
 */
public interface DmabufServer extends AutoCloseable {

    /** The socket's file, which is there until {@link #close()}. */
    Path socket();

    /** How many programs have been given it. Does not block. */
    int served();

    /** Ends listening and removes the socket's file. Idempotent. */
    @Override
    void close();
}
