// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.util.ArrayList;
import java.util.List;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;

/** Looks at what works on this computer, and says what to do about the rest. */
public final class Doctor {

    private final Machines machines;

    public Doctor(Machines machines) {
        this.machines = machines;
    }

    /** Blocks briefly; changes nothing. */
    public List<Diagnosis> examine() {
        List<Diagnosis> findings = new ArrayList<>();
        findings.add(java());
        for (BackendException missing : machines.unavailable()) {
            findings.add(new Diagnosis(missing.attempt(), Level.PROBLEM, missing.why(), missing.remedy()));
        }
        for (Backend backend : machines.backends()) {
            findings.addAll(backend.diagnose());
        }
        return List.copyOf(findings);
    }

    private static Diagnosis java() {
        Runtime.Version version = Runtime.version();
        String found = "Java " + version + " (" + System.getProperty("java.vm.name") + ")";
        return version.feature() >= 25 ? new Diagnosis("Java", Level.OK, found, "")
                : new Diagnosis("Java", Level.PROBLEM, found, "install a JDK 25 or newer");
    }
}
