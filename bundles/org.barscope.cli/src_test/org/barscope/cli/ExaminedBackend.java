// SPDX-License-Identifier: EPL-2.0
package org.barscope.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.memory.MemoryRegion;

/** A backend of which the doctor finds what a test says. */
record ExaminedBackend(Backend backend, List<Diagnosis> diagnose) implements Backend {

    @Override
    public String id() {
        return backend.id();
    }

    @Override
    public Set<String> schemes() {
        return backend.schemes();
    }

    @Override
    public MachineRecord discover() throws BackendException {
        return backend.discover();
    }

    @Override
    public Registration listen(Consumer<InventoryChange> listener) {
        return backend.listen(listener);
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        return backend.open(uri, options);
    }

    @Override
    public void close() {
        backend.close();
    }
}
