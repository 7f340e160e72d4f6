// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What is at the other end of the outputs.
 *
 * @param colours  whether standard output is a terminal that may be given colours
 * @param progress whether standard error is a terminal, where a line may be written over
 * @param columns  the width of the terminal; {@link #ENDLESS} where nothing is to be cut
 */
record Terminal(boolean colours, boolean progress, int columns) {

    /** The width of what is no terminal. */
    static final int ENDLESS = Integer.MAX_VALUE;
    /** A file or a pipe. */
    static final Terminal NONE = new Terminal(false, false, ENDLESS);

    private static final int USUAL = 80;

    /** How a stretch of text looks; see ECMA-48, section 8.3.117. */
    enum Style {
        BOLD("1"), DIM("2"), RED("31"), GREEN("32"), YELLOW("33"), BLUE("34"), MAGENTA("35"), CYAN("36"),
        MARK("1;31");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** What this process was started with. {@code NO_COLOR} in the environment is obeyed. */
    static Terminal ofThisProcess() {
        boolean out = isTerminal(1);
        String none = System.getenv("NO_COLOR");
        boolean colours = out && (none == null || none.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(colours, isTerminal(2), out ? width() : ENDLESS);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks stty, because Java cannot: some milliseconds, and only where somebody looks. */
    private static int width() {
        try {
            Process stty = new ProcessBuilder("stty", "size").redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String[] size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip()
                    .split(" ");
            boolean ended = stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0;
            return ended && size.length == 2 && size[1].matches("[1-9]\\d{0,4}") ? Integer.parseInt(size[1]) : USUAL;
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** The text in a style, where there are any. */
    String style(String text, Style style) {
        return colours && !text.isEmpty() ? "\033[" + style.code + "m" + text + "\033[0m" : text;
    }

    /** The text cut to so many columns, with an ellipsis where something is missing. */
    static String cut(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 1)) + "…";
    }

    /** Takes out what a terminal would obey: mail comes from strangers. */
    static String plain(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && c != '\n' && (c < 0x20 || c >= 0x7f && c < 0xa0 || c >= 0x202a && c <= 0x202e
                    || c >= 0x2066 && c <= 0x2069)) {
                clean = clean == null ? new StringBuilder(text) : clean;
                clean.setCharAt(i, '\ufffd');
            }
        }
        return clean == null ? text : clean.toString();
    }
}
