// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.http;

import java.net.ProxySelector;
import java.time.Duration;
import java.util.Optional;

/**
 * How to talk to a server.
 *
 * @param proxy   which proxy to use for which address; empty for what the Java runtime is set to
 * @param timeout how long to wait for an answer to begin, and for each piece of it
 * @param retries how often to try again when a connection breaks or the server is busy
 * @param pause   the least time between two requests; archives are run by volunteers
 */
public record LoreOptions(Optional<ProxySelector> proxy, Duration timeout, int retries, Duration pause) {

    /** No own proxy, 30 seconds, four retries, one request in half a second. */
    public static final LoreOptions DEFAULT = new LoreOptions(Optional.empty(), Duration.ofSeconds(30), 4,
            Duration.ofMillis(500));
}
