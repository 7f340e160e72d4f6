// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.systemrdl;

/**
 * A word of a SystemRDL file.
 *
 * @param kind what it is
 * @param text its text; of a string without quotes, with escapes resolved
 * @param file file it stands in
 * @param line line, from 1
 * @param column column, from 1
 */
record Token(Kind kind, String text, String file, int line, int column) {
    enum Kind {
        NAME, NUMBER, STRING, SYMBOL, END
    }

    boolean is(String symbolOrWord) {
        return kind != Kind.STRING && text.equals(symbolOrWord);
    }

    /** How the token is called in faults. */
    String shown() {
        return kind == Kind.END ? "the end of the file" : kind == Kind.STRING ? "a string" : "'" + text + "'";
    }
}
