// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import java.util.List;

/**
 * A description could not be read. The message is one line: the first fault and how many follow.
 */
public final class DescriptionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final boolean truncated;

    /**
     * Creates the exception.
     *
     * @param faults the faults found, at least one of them an error
     * @param truncated whether reading stopped because there were too many
     */
    public DescriptionException(List<Fault> faults, boolean truncated) {
        super(summary(faults, truncated));
        this.faults = List.copyOf(faults);
        this.truncated = truncated;
    }

    private static String summary(List<Fault> faults, boolean truncated) {
        List<Fault> errors = faults.stream().filter(fault -> fault.severity() == Fault.Severity.ERROR).toList();
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("no error among the faults");
        }
        int more = errors.size() - 1;
        String rest = more == 0 ? "" : " (and " + (truncated ? "at least " : "") + more + " more)";
        return errors.getFirst() + rest;
    }

    /** The faults, errors and warnings, in file order; at most {@link FaultLog#LIMIT}. */
    public List<Fault> faults() {
        return faults;
    }

    /** Whether reading stopped because there were too many faults. */
    public boolean truncated() {
        return truncated;
    }
}
