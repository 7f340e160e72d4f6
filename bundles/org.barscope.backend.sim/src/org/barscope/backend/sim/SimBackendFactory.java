// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendFactory;

/**
 * Makes demo machines in real time, each its own.
 *
 * <p>When the environment variable {@value #CONTROL_VARIABLE}, or the system property {@value #CONTROL_PROPERTY}, names
 * a path, the machine also listens there for commands that break and mend it: see {@link SimControl}. Only one process
 * at a time can use a path.
 */
public final class SimBackendFactory implements BackendFactory {

    /** The environment variable that names the control socket. */
    public static final String CONTROL_VARIABLE = "BARSCOPE_SIM_CONTROL";
    /** The system property that does the same, and wins. */
    public static final String CONTROL_PROPERTY = "barscope.sim.control";

    /** For the service loader and for declarative services; does nothing. */
    public SimBackendFactory() {
        super();
    }

    @Override
    public String id() {
        return SimBackend.ID;
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public Backend create() throws BackendException {
        SimMachine machine = SimMachine.demo();
        Optional<String> control = Optional.ofNullable(System.getProperty(CONTROL_PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv(CONTROL_VARIABLE))).filter(path -> !path.isBlank());
        if (control.isEmpty()) {
            return new SimBackend(machine);
        }
        try {
            return new SimBackend(machine, List.of(SimControl.listen(Path.of(control.get()), machine)));
        } catch (BackendException refused) {
            machine.close();
            throw refused;
        }
    }
}
