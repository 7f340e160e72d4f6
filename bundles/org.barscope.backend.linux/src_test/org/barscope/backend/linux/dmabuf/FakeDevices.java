// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.BarKind;
import org.barscope.core.inventory.BarRecord;
import org.barscope.core.inventory.ConfigImage;
import org.barscope.core.inventory.DeviceIds;
import org.barscope.core.inventory.DeviceNames;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.Errno;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;

/** One device with a BAR of memory, one of ports and a small one, whose exports the kernel refuses. */
final class FakeDevices implements ExportingDevices {

    static final PciAddress DEVICE = PciAddress.parse("0000:00:04.0");

    final List<String> calls = new ArrayList<>();
    final List<Consumer<RegionStatus>> listeners = new ArrayList<>();
    Errno refusal = Errno.ENOTTY;
    RegionStatus status = RegionStatus.LIVE;

    @Override
    public PciDeviceRecord device(String attempt, PciAddress address) {
        return new PciDeviceRecord(address, "pci", new DeviceIds(0x1234, 0x11e8, 0, 0, 0xff0000, 0),
                DeviceNames.UNKNOWN, Optional.of("vfio-pci"), Optional.empty(), OptionalInt.of(1), OptionalInt.empty(),
                Optional.empty(), List.of(bar(0, BarKind.MEM32, 0x10000), bar(1, BarKind.IO, 256),
                        bar(2, BarKind.MEM32, 256)), Optional.empty(), Optional.empty(), List.of(), "D0", true,
                ConfigImage.EMPTY, List.of());
    }

    private static BarRecord bar(int index, BarKind kind, long size) {
        return new BarRecord(index, kind, false, 0xf000_0000L, size, RegionStatus.LIVE);
    }

    @Override
    public Lease open(String attempt, PciAddress address, boolean acceptReset) {
        calls.add("open " + address + (acceptReset ? " accepting" : ""));
        return new FakeLease();
    }

    Lease lease() {
        return new FakeLease();
    }

    private final class FakeLease implements Lease {
        @Override
        public FileDescriptor export(int bar, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
                throws ErrnoException {
            calls.add("export " + bar + " " + flags + " " + ranges);
            throw new ErrnoException("ioctl", refusal, description);
        }

        @Override
        public Mapping map(int bar, Span part, Protection protection, String description) throws ErrnoException {
            throw new ErrnoException("mmap", Errno.EINVAL, description);
        }

        @Override
        public Optional<Space> space() {
            return Optional.empty();
        }

        @Override
        public AccessMap rules(int bar) {
            return AccessMap.ask(AccessWidth.W32, "unknown");
        }

        @Override
        public List<Span> forbidden(int bar) {
            return List.of();
        }

        @Override
        public RegionStatus status(int bar) {
            return status;
        }

        @Override
        public Registration listen(Consumer<RegionStatus> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
