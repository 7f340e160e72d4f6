// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.List;

/** A sequence that makes no sense, by itself or for the region it is to run on. Nothing of it was run. */
public final class SequenceException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<SequenceFault> faults;

    /**
     * @param name   the sequence's name
     * @param faults at least one, by place
     */
    public SequenceException(String name, List<SequenceFault> faults) {
        super(name + ":" + faults.getFirst() + (faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more)"),
                null, false, false);
        this.faults = List.copyOf(faults);
    }

    /** Everything that is wrong. */
    public List<SequenceFault> faults() {
        return faults;
    }
}
