// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.IOException;

/**
 * What a walk over a source talks to. All calls come from the one thread that walks, in the order of the source, so
 * that the state given last always describes exactly the messages given before it.
 */
public interface ScanSink {

    /** What an earlier walk remembered under that key; empty when nothing. */
    String state(String key);

    /** Remembers a value, to be kept together with the messages given so far. */
    void remember(String key, String value);

    /** Whether the message at that place was taken by an earlier walk. Marks it as still there. */
    boolean known(Location location) throws IOException;

    /** Takes a message. The array is the sink's from now on. */
    void message(Location location, byte[] raw) throws IOException;

    /** Takes note of bytes that are no message, with the reason as a sentence. */
    void unreadable(Location location, String reason) throws IOException;

    /** The message at that place is no longer there. */
    void gone(Location location) throws IOException;

    /** From here on every message of that path that is there will be given or asked for. */
    void beginFull(String path) throws IOException;

    /** The full walk over the path that began last is complete: what it did not meet is gone. */
    void endFull() throws IOException;

    /** So many more messages are believed to lie ahead, for the estimate of the time left; fewer when negative. */
    void expect(long messages);

    /** Whether the user wants to stop. A walk returns soon after this becomes true. */
    boolean cancelled();
}
