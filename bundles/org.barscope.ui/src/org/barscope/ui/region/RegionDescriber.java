// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.registers.DescriptionFinder;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterReader;
import org.barscope.registers.binding.Binding;
import org.barscope.registers.layout.RegisterInstance;
import org.barscope.ui.explorer.Explorer;

/** Finds out what is known of the registers of an open region. Blocks: for jobs. */
final class RegionDescriber {

    private final Explorer explorer;

    RegionDescriber(Explorer explorer) {
        this.explorer = explorer;
    }

    /**
     * Reads description files, and those registers that places of others depend on: none that a description guards.
     *
     * @param device the device of the region, if it has one
     * @param wanted the name of the binding to use where several fit
     */
    RegionDescription describe(RegionSession session, Optional<PciDeviceRecord> device, Optional<String> wanted) {
        RegionUri uri = session.info().uri();
        if (device.isEmpty()) {
            return RegionDescription.none("the region belongs to no PCI device", "");
        }
        String attempt = "describe the registers of " + uri;
        try (Siblings siblings = new Siblings(session)) {
            List<Binding> bindings = new DescriptionFinder(explorer.userBindings()).find(attempt, device.get(),
                    uri.region(), wanted);
            RegionRegisters registers = RegionRegisters.place(attempt, bindings, device.get(), session.info(),
                    session.info().access(), siblings::word);
            return registers.registers().isEmpty()
                    ? RegionDescription.none(registers.problems().stream().findFirst()
                            .orElse("the description has no registers in " + uri.region()), "")
                    : RegionDescription.of(registers);
        } catch (BackendException none) {
            return RegionDescription.none(none.why(), none.remedy());
        }
    }

    /** The regions of one device that placing its registers touches, each opened when it is first needed. */
    private final class Siblings implements AutoCloseable {

        private final RegionSession own;
        private final Map<String, RegisterReader> readers = new HashMap<>();
        private final Map<String, RegionSession> opened = new HashMap<>();

        Siblings(RegionSession own) {
            this.own = own;
            readers.put(own.info().uri().region(), new RegisterReader(own, own.info().access()));
        }

        long word(String region, RegisterInstance register) throws IOException {
            try {
                return reader(region).word(register);
            } catch (BackendException | AccessException refused) {
                throw new IOException(refused.getMessage(), refused);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IOException("it was interrupted", stopped);
            } catch (ExecutionException ended) {
                throw new IOException("the region was closed meanwhile", ended);
            }
        }

        private RegisterReader reader(String region) throws BackendException {
            RegisterReader known = readers.get(region);
            if (known == null) {
                RegionSession session = explorer.open(own.info().uri().sibling(region), own.options());
                opened.put(region, session);
                known = new RegisterReader(session, session.info().access());
                readers.put(region, known);
            }
            return known;
        }

        @Override
        public void close() {
            opened.values().forEach(RegionSession::close);
        }
    }
}
