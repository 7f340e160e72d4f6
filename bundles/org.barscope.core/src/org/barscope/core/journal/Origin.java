// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.Objects;

/**
 * Who caused a change.
 *
 * @param kind   through what
 * @param detail more about it: a view's name, a command, a sequence's file and line; may be empty
 */
public record Origin(Kind kind, String detail) {

    /** Through what a change was asked for. */
    public enum Kind {
        /** A view or editor of the workbench. */
        UI,
        /** A command of the command line. */
        COMMAND_LINE,
        /** A sequence, or a console. */
        SCRIPT
    }

    public Origin {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(detail);
    }

    /** A part of the workbench, for example "register page". */
    public static Origin ui(String part) {
        return new Origin(Kind.UI, part);
    }

    /** A command, for example "poke". */
    public static Origin commandLine(String command) {
        return new Origin(Kind.COMMAND_LINE, command);
    }

    /** A script, for example "factorial.seq:4". */
    public static Origin script(String place) {
        return new Origin(Kind.SCRIPT, place);
    }

    /** For people: "command line, poke". */
    public String label() {
        String name = switch (kind) {
            case UI -> "window";
            case COMMAND_LINE -> "command line";
            case SCRIPT -> "script";
        };
        return detail.isEmpty() ? name : name + ", " + detail;
    }
}
