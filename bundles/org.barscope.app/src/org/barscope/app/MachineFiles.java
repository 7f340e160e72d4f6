// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.nio.file.Path;
import org.barscope.core.backend.BackendException;
import org.barscope.core.inventory.DecodedMachine;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.MachineStore;
import org.barscope.core.inventory.ModelReader;
import org.barscope.core.inventory.ModelUpdater;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.Machine;

/** Saving what a backend saw to a file, and reading it back, for whoever works with records. Blocks. */
public final class MachineFiles {

    private final MachineStore store = new MachineStore();

    /**
     * Saves a machine.
     *
     * @param replace whether a file that is there may be replaced
     * @throws BackendException when the file cannot be written
     */
    public void save(MachineRecord seen, Path file, boolean replace) throws BackendException {
        Machine machine = BarscopeFactory.eINSTANCE.createMachine();
        new ModelUpdater(machine).apply(DecodedMachine.of(seen));
        store.save(machine, file, replace);
    }

    /**
     * Reads a machine.
     *
     * @throws BackendException when there is no such file or it holds no machine that can be
     */
    public MachineRecord load(Path file) throws BackendException {
        return new ModelReader().read(store.load(file));
    }
}
