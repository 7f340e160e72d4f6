// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.decode;

import java.util.List;

/** The answer to a request to write some fields of a register: a word, or the reasons against it. */
public sealed interface Composition {
    /**
     * The write can be done.
     *
     * @param keep bits to take over from the present value
     * @param set bits to write as 1
     * @param needsCurrent whether the present value must be read first; when false, 0 may stand for it
     * @param accepted objections that the caller accepted and that come true with this write
     */
    record Ready(long keep, long set, boolean needsCurrent, List<Objection> accepted) implements Composition {
        /** Refuses a bit that is both kept and set; copies the list. */
        public Ready {
            if ((keep & set) != 0) {
                throw new IllegalArgumentException("a bit is both kept and set");
            }
            accepted = List.copyOf(accepted);
        }

        /** The word to write, given the present value of the register, freshly read. */
        public long word(long current) {
            return current & keep | set;
        }
    }

    /**
     * The write is refused.
     *
     * @param objections every reason against it, at least one
     */
    record Refused(List<Objection> objections) implements Composition {
        /** Refuses an empty list and copies it. */
        public Refused {
            objections = List.copyOf(objections);
            if (objections.isEmpty()) {
                throw new IllegalArgumentException("refused for no reason");
            }
        }
    }
}
