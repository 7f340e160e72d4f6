// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.Optional;
import java.util.function.Function;

/** Looks up an enumeration constant by the spelling a file format gives it. */
final class Tokens {
    private Tokens() {
    }

    static <E> Optional<E> find(E[] constants, Function<E, String> spelling, String token) {
        for (E constant : constants) {
            if (spelling.apply(constant).equals(token)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }
}
