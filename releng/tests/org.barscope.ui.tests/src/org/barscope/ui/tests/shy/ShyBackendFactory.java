// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.shy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.ConfigImage;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;

/** A machine with one device and one BAR, of which nothing is known: nobody may read it unasked. */
public final class ShyBackendFactory implements BackendFactory {

    /** What the tree calls the machine. */
    public static final String LABEL = "Shy machine";
    /** The device's address, without the domain. */
    public static final String ADDRESS = "0a:00.0";

    private static final String ID = "shy";

    @Override
    public String id() {
        return ID;
    }

    @Override
    public int order() {
        return 1000;
    }

    @Override
    public Backend create() {
        return new Shy();
    }

    private static final class Shy implements Backend {

        @Override
        public String id() {
            return ID;
        }

        @Override
        public Set<String> schemes() {
            return Set.of(ID);
        }

        @Override
        public MachineRecord discover() {
            BarRecord bar = new BarRecord(0, BarKind.MEM32, false, 0xfe000000L, ShyRegion.SIZE, RegionStatus.LIVE);
            PciDeviceRecord device = new PciDeviceRecord(PciAddress.parse("0000:" + ADDRESS), ID,
                    new DeviceIds(0x1234, 0x0bad, 0, 0, 0xff0000, 0), DeviceNames.UNKNOWN, Optional.empty(),
                    Optional.empty(), OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), List.of(bar),
                    Optional.empty(), Optional.empty(), List.of(), "D0", true, ConfigImage.EMPTY, List.of());
            return new MachineRecord(ID, LABEL, "", "", Instant.now(), List.of(), List.of(device), List.of(),
                    List.of());
        }

        @Override
        public Registration listen(Consumer<InventoryChange> listener) {
            return () -> { };
        }

        @Override
        public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
            return new ShyRegion(uri);
        }

        @Override
        public void close() {
            // There is nothing to free.
        }
    }
}
