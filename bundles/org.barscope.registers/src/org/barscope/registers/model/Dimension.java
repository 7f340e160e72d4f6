// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Repeats a block, cluster, register or field (CMSIS-SVD {@code dimElementGroup}). The name of the repeated element
 * holds the placeholder {@code %s}.
 *
 * @param count number of elements, at least 1
 * @param increment distance from one element to the next: bytes, or bits for a field
 * @param index what replaces the placeholder, one entry an element; empty means 0, 1, 2 …
 * @param dimName name of the structure in generated headers (clusters only)
 * @param arrayIndex names for the indices
 */
public record Dimension(int count, long increment, List<String> index, Optional<String> dimName,
        Optional<ArrayIndex> arrayIndex) {
    /** The placeholder in the name of a repeated element. */
    public static final String PLACEHOLDER = "%s";

    /**
     * Names for the indices of an array (CMSIS-SVD {@code dimArrayIndexType}).
     *
     * @param headerEnumName name of the type in generated headers
     * @param values names of the indices
     */
    public record ArrayIndex(Optional<String> headerEnumName, List<EnumeratedValue> values) {
        /** Refuses null and copies the list. */
        public ArrayIndex {
            Objects.requireNonNull(headerEnumName);
            values = List.copyOf(values);
        }
    }

    /** Refuses a count below 1 and an index list of another length. */
    public Dimension {
        if (count < 1) {
            throw new IllegalArgumentException("an array needs at least one element");
        }
        index = List.copyOf(index);
        if (!index.isEmpty() && index.size() != count) {
            throw new IllegalArgumentException(index.size() + " index names for " + count + " elements");
        }
        Objects.requireNonNull(dimName);
        Objects.requireNonNull(arrayIndex);
    }

    /** A plain array: elements 0 to count - 1. */
    public static Dimension of(int count, long increment) {
        return new Dimension(count, increment, List.of(), Optional.empty(), Optional.empty());
    }

    /** The text that stands for element i. */
    public String indexText(int i) {
        return index.isEmpty() ? Integer.toString(i) : index.get(i);
    }

    /** The name of element i, from a name with the placeholder; a name without one gets the index appended. */
    public String nameOf(String template, int i) {
        int at = template.indexOf(PLACEHOLDER);
        if (at < 0) {
            return template + indexText(i);
        }
        return template.substring(0, at) + indexText(i) + template.substring(at + PLACEHOLDER.length());
    }

    /** The element whose expanded name this is; the inverse of {@link #nameOf}. */
    public OptionalInt elementNamed(String template, String name) {
        int at = template.indexOf(PLACEHOLDER);
        String head = at < 0 ? template : template.substring(0, at);
        String tail = at < 0 ? "" : template.substring(at + PLACEHOLDER.length());
        if (name.length() <= head.length() + tail.length() || !name.startsWith(head) || !name.endsWith(tail)) {
            return OptionalInt.empty();
        }
        String middle = name.substring(head.length(), name.length() - tail.length());
        if (!index.isEmpty()) {
            int found = index.indexOf(middle);
            return found < 0 ? OptionalInt.empty() : OptionalInt.of(found);
        }
        if (middle.length() > 9 || !middle.chars().allMatch(c -> c >= '0' && c <= '9')
                || middle.length() > 1 && middle.charAt(0) == '0') {
            return OptionalInt.empty();
        }
        int i = Integer.parseInt(middle);
        return i < count ? OptionalInt.of(i) : OptionalInt.empty();
    }
}
