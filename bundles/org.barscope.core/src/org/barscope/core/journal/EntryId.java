// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.journal;

import java.util.Objects;

/**
 * The name of an entry of the journal, the same for ever.
 *
 * @param file   the name of the file that holds it, without its suffix
 * @param number its number in the file, from 1
 */
public record EntryId(String file, long number) {

    public EntryId {
        Objects.requireNonNull(file);
    }

    /**
     * Reads an id as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static EntryId parse(String text) {
        int hash = text.lastIndexOf('#');
        try {
            if (hash > 0) {
                return new EntryId(text.substring(0, hash), Long.parseLong(text.substring(hash + 1)));
            }
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("'" + text + "' is not an entry of the journal", noNumber);
        }
        throw new IllegalArgumentException("'" + text + "' is not an entry of the journal");
    }

    @Override
    public String toString() {
        return file + "#" + number;
    }
}
