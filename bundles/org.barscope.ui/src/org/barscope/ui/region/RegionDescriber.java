// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.region;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.barscope.app.DescribeRegion;
import org.barscope.app.DescribeRegion.Found;
import org.barscope.app.DescribeRegion.Wish;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.RegionSession;
import org.barscope.core.registers.RegionRegisters;
import org.barscope.core.registers.RegisterFiles;
import org.barscope.registers.read.ReadMonitor;
import org.barscope.ui.explorer.Explorer;

/** Finds out what is known of the registers of an open region. Blocks: for jobs. */
final class RegionDescriber {

    private final DescribeRegion describe;

    RegionDescriber(Explorer explorer) {
        describe = new DescribeRegion(explorer::open, RegisterFiles.ofUser());
    }

    /**
     * Reads description files, and those registers that places of others depend on: none that a description guards.
     *
     * @param device  the device of the region, if it has one
     * @param wanted  the name of the binding to use where several fit
     * @param monitor follows and stops the reading of files
     */
    RegionDescription describe(RegionSession session, Optional<PciDeviceRecord> device, Optional<String> wanted,
            ReadMonitor monitor) {
        RegionUri uri = session.info().uri();
        String attempt = "describe the registers of " + uri;
        try {
            Found found = describe.find(attempt, uri, device,
                    new Wish(List.of(), wanted, Optional.empty()), monitor);
            if (found.descriptions().isEmpty()) {
                return RegionDescription.none(found.refusal().map(BackendException::why).orElse("nothing describes it"),
                        found.refusal().map(BackendException::remedy).orElse(""), device, Optional.of(found));
            }
            RegionRegisters registers = describe.place(found, session, session.info().access());
            return registers.registers().isEmpty()
                    ? RegionDescription.none(registers.problems().stream().findFirst()
                            .orElse("the description has no registers in " + uri.region()), "", device,
                            Optional.of(found))
                    : RegionDescription.of(registers, device, found);
        } catch (BackendException faulty) {
            return RegionDescription.failed(faulty, device);
        } catch (CancellationException stopped) {
            return RegionDescription.failed(new BackendException(Reason.FAILED, attempt, "it was cancelled",
                    "reload the description to try again", stopped), device);
        }
    }
}
