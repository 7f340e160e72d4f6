// SPDX-License-Identifier: EPL-2.0
package org.barscope.mail.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Blobs through one running {@code git cat-file --batch}. Requests and answers go in the same order. */
final class GitBlobs implements Closeable {

    private final Process process;
    private final OutputStream requests;
    private final InputStream answers;

    GitBlobs(Git git) throws IOException {
        process = git.start("cat-file", "--batch");
        requests = new BufferedOutputStream(process.getOutputStream(), 1 << 13);
        answers = new BufferedInputStream(process.getInputStream(), 1 << 18);
    }

    /** Asks for a blob. Another thread must be reading, or the pipes fill up after some thousand requests. */
    void request(String id) throws IOException {
        requests.write(id.getBytes(StandardCharsets.US_ASCII));
        requests.write('\n');
    }

    /** Sends what was asked for so far. */
    void flush() throws IOException {
        requests.flush();
    }

    /** Says that nothing more will be asked for. */
    void endRequests() throws IOException {
        requests.close();
    }

    /**
     * The answer to the oldest open request; null when git has no such blob.
     *
     * @throws EOFException when git ended
     */
    byte[] answer() throws IOException {
        String head = line();
        int space = head.lastIndexOf(' ');
        if (space < 0 || head.endsWith(" missing") || head.endsWith(" ambiguous")) {
            return null;
        }
        int size = Integer.parseInt(head.substring(space + 1));
        byte[] content = answers.readNBytes(size);
        if (content.length < size || answers.read() != '\n') {
            throw new EOFException("git ended in the middle of a message");
        }
        return content;
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder(64);
        int c = answers.read();
        while (c >= 0 && c != '\n') {
            text.append((char) c);
            c = answers.read();
        }
        if (c < 0) {
            throw new EOFException("git ended before it answered; the repository may be damaged, try git fsck");
        }
        return text.toString();
    }

    @Override
    public void close() {
        process.destroy();
    }
}
