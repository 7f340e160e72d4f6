// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import java.util.Objects;

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
    /** Whether a faulty file can be used. */
    public enum Severity {
        /** It cannot: the description would say something the file does not. */
        ERROR,
        /** It can: the file breaks a rule of its format, but its meaning is clear. */
        WARNING
    }

    /** Refuses null. */
    public Fault {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(file);
        Objects.requireNonNull(element);
        Objects.requireNonNull(message);
    }

    /** The form compilers use: {@code file:line:column: element: message}. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line + ":" + column : file;
        return element.isEmpty() ? place + ": " + message : place + ": " + element + ": " + message;
    }
}
