// SPDX-License-Identifier: EPL-2.0
package org.barscope.app.console;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Standard output while consoles live: what a snippet prints there appears in its console, everything else goes where
 * it went before.
 */
final class ConsoleOutput extends OutputStream {

    private static int users;
    private static PrintStream before;
    private static PrintStream installed;

    private ConsoleOutput() {
    }

    static synchronized void install() {
        if (users++ == 0) {
            before = System.out;
            // Each print is written at once: it is not known who prints next.
            installed = new PrintStream(new ConsoleOutput(), true, before.charset());
            System.setOut(installed);
        }
    }

    static synchronized void uninstall() {
        // Somebody else may have put his own in its place meanwhile.
        if (--users == 0 && System.out == installed) {
            System.setOut(before);
        }
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
        Console console = SnippetExecution.consoleOfThread();
        if (console == null) {
            before.write(bytes, from, length);
        } else {
            console.host().print(new String(bytes, from, length, before.charset()));
        }
    }

    @Override
    public void flush() {
        before.flush();
    }
}
