// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;

/** Asks whoever sits at the terminal. */
@FunctionalInterface
interface Question {

    /**
     * Asks. Blocks until there is an answer.
     *
     * @return whether it was yes; empty when there is nobody to ask
     */
    Optional<Boolean> ask(String question);

    /** The terminal of this process; only one that is both read from and written to counts. */
    static Question ofTerminal() {
        return question -> {
            Console console = System.console();
            if (console == null || !console.isTerminal()) {
                return Optional.empty();
            }
            String answer = console.readLine("%s [y/N] ", question);
            return Optional.of(answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes"));
        };
    }
}
