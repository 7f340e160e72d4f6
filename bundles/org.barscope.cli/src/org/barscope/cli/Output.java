// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Standard output or standard error as text that remembers why it could not be written, which a {@link PrintWriter}
 * keeps to itself. The text is UTF-8 whatever the locale of this process says: names and signs are not ASCII.
 */
final class Output {

    private final Remembering stream;
    private final PrintWriter writer;

    Output(FileDescriptor descriptor) {
        this(new FileOutputStream(descriptor));
    }

    Output(OutputStream target) {
        stream = new Remembering(target);
        writer = new PrintWriter(new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), 1 << 16));
    }

    PrintWriter writer() {
        return writer;
    }

    /** Writes bytes as they are, after the text so far; a failure is remembered. */
    void bytes(byte[] bytes) {
        writer.flush();
        try {
            stream.write(bytes, 0, bytes.length);
        } catch (IOException remembered) {
            // The stream keeps it for finish().
            return;
        }
    }

    /**
     * Writes what is held back.
     *
     * @return why not everything could be written; empty when it was, and when the reader has left on purpose, as
     *         {@code head} does
     */
    Optional<String> finish() {
        writer.flush();
        return Optional.ofNullable(stream.problem).map(IOException::getMessage)
                .filter(why -> !why.equals("Broken pipe"));
    }

    /** After the first failure nothing more is tried. */
    private static final class Remembering extends OutputStream {
        private final OutputStream target;
        private IOException problem;

        Remembering(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (problem != null) {
                throw problem;
            }
            try {
                target.write(bytes, from, length);
            } catch (IOException failed) {
                problem = failed;
                throw failed;
            }
        }

        @Override
        public void flush() throws IOException {
            if (problem == null) {
                target.flush();
            }
        }
    }
}
