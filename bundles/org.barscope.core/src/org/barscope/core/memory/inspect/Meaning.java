// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.inspect;

import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One way to understand the bytes at a place.
 *
 * @param name   what it is taken for
 * @param bytes  how many bytes it needs
 * @param little its text when the first byte is the lowest; the only text when the order makes no difference
 * @param big    its text when the first byte is the highest; empty when the order makes no difference
 */
public record Meaning(String name, int bytes, String little, Optional<String> big) {

    /** The text in a byte order. */
    public String in(ByteOrder order) {
        return order == ByteOrder.BIG_ENDIAN ? big.orElse(little) : little;
    }
}
