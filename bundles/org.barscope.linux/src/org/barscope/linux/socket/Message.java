// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.socket;

import java.util.List;

import org.barscope.linux.libc.FileDescriptor;

/**
 * Data received over a Unix socket, and the descriptors that came with it. Whoever receives the message owns them:
 * closing the message closes them all; to keep one, duplicate it or do not close the message.
 *
 * @param data the bytes
 * @param descriptors the descriptors in the order in which they were sent
 */
public record Message(byte[] data, List<FileDescriptor> descriptors) implements AutoCloseable {
    /** Copies the list. */
    public Message {
        descriptors = List.copyOf(descriptors);
    }

    @Override
    public void close() {
        descriptors.forEach(FileDescriptor::close);
    }
}
