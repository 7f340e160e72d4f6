// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** Copies plain memory, past what cannot be read. Valid within the {@link BlockTask} it was given to. */
public interface BlockReader {

    /** Receives what came of a read, by ascending index and without gaps, but for what was not tried any more. */
    @FunctionalInterface
    interface Outcome {

        /**
         * @param at     index in the array of the first byte
         * @param length how many bytes, at least 1
         * @param state  {@code VALUE}: they were read; {@code FAULTED}: they could not be
         */
        void is(int at, int length, UnitState state);
    }

    /**
     * Reads a range, each byte at most once.
     *
     * @param offset  in the region, and all of the range within it
     * @param target  receives the bytes; those without a value are left alone or garbage
     * @param from    index of the first
     * @param length  how many
     * @param outcome told before this returns
     * @return false when the region is gone, and what the outcome was not told was not tried
     */
    boolean read(long offset, byte[] target, int from, int length, Outcome outcome);
}
