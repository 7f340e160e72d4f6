// SPDX-License-Identifier: EPL-2.0
package org.barscope.registers.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects the faults of one file while it is read. Not safe for use by several threads.
 */
public final class FaultLog {
    /** Most faults kept for one file; reading stops at this many. */
    public static final int LIMIT = 1000;

    private final String file;
    // A fault in content that other elements inherit is met once for each of them, and told once.
    private final Set<Fault> faults = new LinkedHashSet<>();
    private boolean errors;

    /** Thrown through a reader to end reading when there are too many faults; never leaves this bundle's readers. */
    public static final class TooManyFaults extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyFaults() {
            super("more than " + LIMIT + " faults", null, false, false);
        }
    }

    /** Starts an empty log for a file of this name. */
    public FaultLog(String file) {
        this.file = file;
    }

    /** Name of the file as the user gave it. */
    public String file() {
        return file;
    }

    /** Adds an error. */
    public void error(int line, int column, String element, String message) {
        errors = true;
        add(new Fault(Fault.Severity.ERROR, file, line, column, element, message));
    }

    /** Adds an error in another file, one that this file includes. */
    public void error(String otherFile, int line, int column, String element, String message) {
        errors = true;
        add(new Fault(Fault.Severity.ERROR, otherFile, line, column, element, message));
    }

    /** Adds a warning; warnings past the limit are dropped, because they alone do not spoil a file. */
    public void warning(int line, int column, String element, String message) {
        if (faults.size() < LIMIT - 1) {
            add(new Fault(Fault.Severity.WARNING, file, line, column, element, message));
        }
    }

    private void add(Fault fault) {
        faults.add(fault);
        if (faults.size() >= LIMIT) {
            throw new TooManyFaults();
        }
    }

    /** Whether an error was added. */
    public boolean hasErrors() {
        return errors;
    }

    /** The faults so far. */
    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    /** The exception for the faults so far. */
    public DescriptionException exception() {
        return new DescriptionException(faults(), faults.size() >= LIMIT);
    }
}
