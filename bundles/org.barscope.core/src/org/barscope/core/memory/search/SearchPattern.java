// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

/** What is looked for. Patterns are immutable and may be used by several threads. */
public sealed interface SearchPattern permits BytePattern, ValuePattern, RegexPattern, ChangePattern {

    /** Receives what a pattern finds. */
    @FunctionalInterface
    interface Sink {

        /**
         * @param at     index of the first byte
         * @param length in bytes, at least 1
         * @return whether to go on
         */
        boolean found(int at, int length);
    }

    /** The longest match in bytes: what must be kept of one block to find a match that ends in the next. */
    int longest();

    /**
     * Finds all matches that begin and end within a block, by ascending index.
     *
     * @param data   the block
     * @param from   first index to look at
     * @param to     index after the last
     * @param offset in the region of the byte at index 0
     * @return false when the sink wanted no more
     */
    boolean scan(byte[] data, int from, int to, long offset, Sink sink);
}
