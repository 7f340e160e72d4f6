// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.backend;

import java.util.Objects;

/**
 * One thing that was looked at to find out what works on this computer and what does not.
 *
 * @param subject what was looked at, a few words: "configuration space"
 * @param level   how it is
 * @param finding what was found, one clause
 * @param remedy  what to do about it, or what it would take; empty when nothing needs doing
 * @param how     how it was found out, a few words: "tried", "configuration /proc/config.gz"; empty where that is plain
 */
public record Diagnosis(String subject, Level level, String finding, String remedy, String how) {

    /** How something is. */
    public enum Level {
        /** It works. */
        OK,
        /** It is missing, and only some uses need it. */
        NOTE,
        /** It does not work and should. */
        PROBLEM
    }

    public Diagnosis {
        Objects.requireNonNull(subject);
        Objects.requireNonNull(level);
        Objects.requireNonNull(finding);
        Objects.requireNonNull(remedy);
        Objects.requireNonNull(how);
    }

    /** Of something where it is plain how it was found out. */
    public Diagnosis(String subject, Level level, String finding, String remedy) {
        this(subject, level, finding, remedy, "");
    }
}
