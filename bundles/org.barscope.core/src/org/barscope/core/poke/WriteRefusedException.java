// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.poke;

import java.util.List;
import java.util.stream.Collectors;
import org.barscope.registers.decode.Objection;

/**
 * A write that was not made because the description speaks against it. Those objections whose kind is acceptable may
 * be overruled by asking again with {@link RegisterWrite#accepting}.
 */
public final class WriteRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Objection> objections;

    /** @param objections at least one */
    public WriteRefusedException(String path, List<Objection> objections) {
        super("cannot write " + path + ": " + objections.stream().map(Objection::reason)
                .collect(Collectors.joining("; ")), null, false, false);
        this.objections = List.copyOf(objections);
    }

    /** Every reason against it. */
    public List<Objection> objections() {
        return objections;
    }

    /** Whether the user may overrule all of them. */
    public boolean acceptable() {
        return objections.stream().allMatch(objection -> objection.kind().acceptable());
    }
}
