// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.barscope.app.mail.MailLibrary;
import org.barscope.app.mail.MailPlaces;
import org.barscope.mail.index.MailException;

/** What the mail commands of one run share: the library, opened when first needed, and what the outputs are. */
final class MailDesk implements AutoCloseable {

    private Terminal terminal = Terminal.NONE;
    private Optional<Output> output = Optional.empty();
    private MailLibrary library;

    /** Says what the outputs really are; until then they are taken for files. */
    void connect(Terminal outputs, Output standard) {
        terminal = outputs;
        output = Optional.of(standard);
    }

    /** Says what the outputs are. */
    void connect(Terminal outputs) {
        terminal = outputs;
    }

    Terminal terminal() {
        return terminal;
    }

    /** The mail kept in those places, the same for every call. */
    MailLibrary library(MailPlaces places) throws MailException {
        if (library == null) {
            library = MailLibrary.open(places);
        }
        return library;
    }

    /** Prints bytes unchanged: what is to be given to other programs must not pass through a decoder. */
    void bytes(PrintWriter text, byte[] bytes) {
        if (output.isPresent()) {
            output.get().bytes(bytes);
        } else {
            text.print(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        if (library != null) {
            library.close();
        }
    }
}
