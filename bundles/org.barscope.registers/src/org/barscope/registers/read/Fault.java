// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One fault in a description, with the place a user finds it at.
 *
 * @param severity whether the file can be used all the same
 * @param file name of the file as the user gave it
 * @param line line, from 1; 0 when the format has none
 * @param column column, from 1; 0 when the format has none
 * @param element the element or construct, such as {@code register CTRL}
 * @param message what is wrong and what was expected, one sentence
 */
public record Fault(Severity severity, String file, int line, int column, String element, String message) {
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");

    /** Whether a faulty file can be used. */
    public enum Severity {
        /** It cannot: the description would say something the file does not. */
        ERROR,
        /** It can: the file breaks a rule of its format, but its meaning is clear. */
        WARNING
    }

    /**
     * Refuses null. What the element and the message quote of the file stays on one line and leaves a terminal alone:
     * control characters and line separators are shown by their number, as Java escapes them.
     */
    public Fault {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(file);
        element = visible(element);
        message = visible(message);
    }

    private static String visible(String text) {
        return HIDDEN.matcher(text).replaceAll(found ->
                Matcher.quoteReplacement(String.format("\\u%04x", (int) found.group().charAt(0))));
    }

    /** The form compilers use: {@code file:line:column: element: message}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return element.isEmpty() ? place + ": " + message : place + ": " + element + ": " + message;
    }
}
