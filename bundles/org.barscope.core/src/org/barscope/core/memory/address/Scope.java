// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.address;

import java.util.OptionalLong;

/** What the words of an {@link OffsetExpression} stand for. */
public interface Scope {

    /** Where the cursor is. */
    long here();

    /** The offset after the last byte. */
    long end();

    /** Where the region starts on the bus; empty when it has no bus address. */
    OptionalLong bus();

    /** The offset that a name stands for: a register, a bookmark. Names keep their case. */
    OptionalLong named(String name);
}
