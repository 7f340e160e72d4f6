// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.util.Objects;
import org.barscope.core.memory.RegionSnapshot;

/**
 * Bytes that are others than they were. Neighbours that have changed are one match.
 *
 * @param before what they were; what it has no value for does not count as changed
 */
public record ChangePattern(RegionSnapshot before) implements SearchPattern {

    public ChangePattern {
        Objects.requireNonNull(before);
    }

    @Override
    public int longest() {
        return 1;
    }

    @Override
    public boolean scan(byte[] data, int from, int to, long offset, Sink sink) {
        int start = -1;
        for (int at = from; at <= to; at++) {
            boolean changed = at < to && before.stateAt(offset + at).hasValue()
                    && (byte) before.byteAt(offset + at) != data[at];
            if (changed && start < 0) {
                start = at;
            } else if (!changed && start >= 0) {
                if (!sink.found(start, at - start)) {
                    return false;
                }
                start = -1;
            }
        }
        return true;
    }
}
