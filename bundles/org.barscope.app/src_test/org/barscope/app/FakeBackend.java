// SPDX-License-Identifier: EPL-2.0
package org.barscope.app;

import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.barscope.core.backend.Backend;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.backend.BackendFactory;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.ConfigImage;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.InventoryChange;
import org.barscope.core.inventory.MachineRecord;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.StatusCell;
import org.barscope.core.pci.PciAddress;

/** A backend whose regions count up from their first byte, and that notes what is done to it. */
final class FakeBackend implements Backend {

    final String id;
    final String scheme;
    final List<PciDeviceRecord> devices = new ArrayList<>();
    final TreeMap<String, FakeRegion> regions = new TreeMap<>();
    final List<Diagnosis> findings = new ArrayList<>();
    final List<OpenOptions> opened = new ArrayList<>();
    BackendException broken;
    int closed;

    FakeBackend(String id, String scheme, String... addresses) {
        this.id = id;
        this.scheme = scheme;
        for (String address : addresses) {
            devices.add(new PciDeviceRecord(PciAddress.parse(address), scheme, new DeviceIds(1, 2, 0, 0, 0, 0),
                    DeviceNames.UNKNOWN, Optional.empty(), Optional.empty(), OptionalInt.empty(), OptionalInt.empty(),
                    Optional.empty(), List.of(), Optional.empty(), Optional.empty(), List.of(), "", true,
                    ConfigImage.EMPTY, List.of()));
        }
    }

    FakeRegion region(String uri, long size, AccessMap access) {
        FakeRegion region = new FakeRegion(RegionUri.parse(uri), size, access);
        regions.put(uri, region);
        return region;
    }

    BackendFactory factory(int order) {
        return new BackendFactory() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public int order() {
                return order;
            }

            @Override
            public Backend create() throws BackendException {
                if (broken != null) {
                    throw broken;
                }
                return FakeBackend.this;
            }
        };
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Set<String> schemes() {
        return Set.of(scheme);
    }

    @Override
    public MachineRecord discover() {
        return new MachineRecord(id, "the " + id, "", "", Instant.EPOCH, List.of(), devices, List.of(), List.of());
    }

    @Override
    public Registration listen(Consumer<InventoryChange> listener) {
        return () -> { };
    }

    @Override
    public List<Diagnosis> diagnose() {
        return findings;
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) throws BackendException {
        opened.add(options);
        FakeRegion region = regions.get(uri.toString());
        if (region == null) {
            throw new BackendException(Reason.NOT_FOUND, "open " + uri, "it is not there", "");
        }
        region.open++;
        return region;
    }

    @Override
    public void close() {
        closed++;
    }

    /** Byte n of it is n; a byte of {@link #bad} cannot be read. */
    static final class FakeRegion implements MemoryRegion {

        final StatusCell status = new StatusCell();
        final List<String> accesses = new ArrayList<>();
        long bad = Long.MAX_VALUE;
        Kind kind = Kind.IO;
        boolean revoke;
        boolean ones;
        int open;
        private final RegionInfo info;

        FakeRegion(RegionUri uri, long size, AccessMap access) {
            info = new RegionInfo(uri, RegionKind.MMIO, size, ByteOrder.LITTLE_ENDIAN, false, OptionalLong.empty(),
                    access,
                    new Route("fake", "made up", List.of()));
        }

        @Override
        public RegionInfo info() {
            return info;
        }

        @Override
        public RegionStatus status() {
            return status.get();
        }

        @Override
        public long read(long offset, AccessWidth width) throws AccessException {
            accesses.add(width.bits() + "@" + offset);
            if (revoke) {
                status.revoked("the device is asleep");
                throw new AccessException(Kind.FAULTED, offset, "a fault");
            }
            if (offset + width.bytes() > bad) {
                throw new AccessException(kind, offset, "it hurts at " + offset);
            }
            if (ones) {
                return width.allOnes();
            }
            long value = 0;
            for (int i = width.bytes() - 1; i >= 0; i--) {
                value = value << 8 | offset + i & 0xff;
            }
            return value;
        }

        @Override
        public void write(long offset, AccessWidth width, long value) throws AccessException {
            throw new AccessException(Kind.NOT_WRITABLE, offset, "not writable");
        }

        @Override
        public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
            throw new AccessException(Kind.WIDTH, offset, "no blocks");
        }

        @Override
        public RegionStatus checkPresence() {
            if (ones) {
                status.lost("the device no longer answers");
            }
            return status.get();
        }

        @Override
        public Registration listen(Consumer<RegionStatus> listener) {
            return status.listen(listener);
        }

        @Override
        public void close() {
            open--;
        }
    }
}
