// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.Closeable;
import java.io.IOException;

/** One mailbox inside a source: a file, a folder or a repository. Not thread-safe, except {@link #read}. */
public sealed interface MailFolder extends Closeable permits MboxFile, MaildirFolder, MessageFiles, GitInbox {

    /** What kind of storage this is, in one word for the user. */
    String kind();

    /** Where it is in the source; empty for the source itself. */
    String path();

    /**
     * Gives everything that is new since the state the sink remembers, and says what is gone. Blocks for as long as it
     * takes to read it; ends early when the sink is cancelled.
     *
     * @throws IOException when the storage as a whole cannot be read; single messages never cause it
     */
    void scan(ScanSink sink) throws IOException;

    /**
     * Reads a message again. Blocks for one disk access, or for decompressing up to it.
     *
     * @throws IOException when it is not there any more
     */
    byte[] read(Location location) throws IOException;

    @Override
    default void close() {
        // Most kinds hold nothing open.
    }
}
