// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.barscope.core.memory.RegionState;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Bar;
import org.barscope.model.DmabufExport;
import org.barscope.model.Irq;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;

/**
 * The way back: a machine of the model, as it was loaded from a file, as records. Called in the thread that owns the
 * model.
 */
public final class ModelReader {

    private static final LinkRecord NO_LINK = new LinkRecord("", 0, "", 0);

    /**
     * Costs about as much as copying the model.
     *
     * @throws IllegalArgumentException when the model holds something that no backend can have seen (an address that is
     *         none, a device that is there twice, a BAR without a size); the message says what and where
     */
    public MachineRecord read(Machine machine) {
        List<IommuGroupRecord> groups = machine.getIommuGroups().stream().map(g -> new IommuGroupRecord(g.getId(),
                g.getType(), g.getDevices().stream().map(d -> PciAddress.parse(d.getAddress())).toList())).toList();
        List<PciDeviceRecord> devices = machine.allDevices().stream().map(ModelReader::device)
                .sorted(Comparator.comparing(PciDeviceRecord::address)).toList();
        Set<PciAddress> known = new HashSet<>();
        for (PciDeviceRecord device : devices) {
            if (!known.add(device.address())) {
                throw new IllegalArgumentException("the device " + device.address() + " is there twice");
            }
        }
        Instant captured = machine.getCapturedAt() == null ? Instant.EPOCH : machine.getCapturedAt();
        return new MachineRecord(machine.getBackend(), machine.getHostname(), machine.getKernelRelease(),
                machine.getArchitecture(), captured, groups, devices,
                machine.getDmabufs().stream().map(ModelReader::dmabuf).toList(), machine.getProblems());
    }

    /**
     * One device.
     *
     * @throws IllegalArgumentException as {@link #read}
     */
    public static PciDeviceRecord device(PciDevice device) {
        try {
            return record(device);
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException("device '" + device.getAddress() + "': " + impossible.getMessage(),
                    impossible);
        }
    }

    private static PciDeviceRecord record(PciDevice device) {
        int colon = device.getUri().indexOf(':');
        String scheme = colon > 0 ? device.getUri().substring(0, colon) : "pci";
        Optional<SriovRecord> sriov = device.getSriovTotalVfs() == 0 ? Optional.empty()
                : Optional.of(new SriovRecord(device.getSriovTotalVfs(), device.getSriovNumVfs(),
                        device.getVirtualFunctions().stream().map(f -> PciAddress.parse(f.getAddress())).sorted()
                                .toList()));
        byte[] config = device.getConfigSpace() == null ? null : device.getConfigSpace().getContents();
        return new PciDeviceRecord(PciAddress.parse(device.getAddress()), scheme,
                new DeviceIds(device.getVendorId(), device.getDeviceId(), device.getSubsystemVendorId(),
                        device.getSubsystemId(), device.getClassCode(), device.getRevision()),
                new DeviceNames(device.getVendorName(), device.getDeviceName(), device.getSubsystemName(),
                        device.getClassName()),
                text(device.getDriver()), text(device.getDriverOverride()),
                device.getGroup() == null ? OptionalInt.empty() : OptionalInt.of(device.getGroup().getId()),
                device.getNumaNode() < 0 ? OptionalInt.empty() : OptionalInt.of(device.getNumaNode()),
                link(device), bars(device), sriov,
                Optional.ofNullable(device.getPhysicalFunction()).map(f -> PciAddress.parse(f.getAddress())),
                device.getIrqs().stream().flatMap(irq -> irq(irq).stream()).toList(), device.getPowerState(),
                device.isEnabled(), config == null ? ConfigImage.EMPTY : ConfigImage.of(config), device.getProblems());
    }

    private static Optional<LinkRecord> link(PciDevice device) {
        LinkRecord link = new LinkRecord(device.getLinkSpeed(), device.getLinkWidth(), device.getMaxLinkSpeed(),
                device.getMaxLinkWidth());
        return link.equals(NO_LINK) ? Optional.empty() : Optional.of(link);
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static List<BarRecord> bars(PciDevice device) {
        List<BarRecord> bars = new ArrayList<>();
        for (Bar bar : device.getBars()) {
            Optional<BarKind> kind = switch (bar.getKind()) {
                case MEM32 -> Optional.of(BarKind.MEM32);
                case MEM64 -> Optional.of(BarKind.MEM64);
                case IO -> Optional.of(BarKind.IO);
                case ROM -> Optional.of(BarKind.ROM);
                // Written by a newer version that knows more kinds: nothing here can show it.
                case UNKNOWN -> Optional.empty();
            };
            kind.ifPresent(known -> bars.add(new BarRecord(bar.getIndex(), known, bar.isPrefetchable(),
                    bar.getBusAddress(), bar.getSize(), status(bar))));
        }
        return bars;
    }

    private static RegionStatus status(Region region) {
        return switch (region.getState()) {
            case LIVE -> RegionStatus.LIVE;
            case REVOKED -> new RegionStatus(RegionState.REVOKED, region.getStateReason());
            case LOST -> new RegionStatus(RegionState.LOST, region.getStateReason());
            case CLOSED, UNKNOWN -> new RegionStatus(RegionState.CLOSED, region.getStateReason());
        };
    }

    private static Optional<IrqRecord> irq(Irq irq) {
        Optional<IrqRecord.Kind> known = switch (irq.getKind()) {
            case INTX -> Optional.of(IrqRecord.Kind.INTX);
            case MSI -> Optional.of(IrqRecord.Kind.MSI);
            case MSIX -> Optional.of(IrqRecord.Kind.MSIX);
            // VFIO has some of its own while a device is open; a newer version may know more kinds.
            case ERR, REQ, UNKNOWN -> Optional.empty();
        };
        return known.map(kind -> new IrqRecord(kind, irq.getVector(), irq.getNumber(), irq.getCount()));
    }

    private static DmabufRecord dmabuf(DmabufExport dmabuf) {
        String uri = dmabuf.getUri();
        // A file may hold anything; a name that cannot be one becomes the usual one.
        String scheme = uri.matches("[a-z][a-z0-9]*:.+") ? uri.substring(0, uri.indexOf(':')) : DmabufRecord.SCHEME;
        return new DmabufRecord(scheme, dmabuf.getInode(), dmabuf.getSize(), dmabuf.getName(), dmabuf.getExporter(),
                Optional.ofNullable(dmabuf.getDevice()).map(d -> PciAddress.parse(d.getAddress())),
                dmabuf.getBar() == null ? OptionalInt.empty() : OptionalInt.of(dmabuf.getBar().getIndex()),
                dmabuf.getRanges().stream().filter(r -> r.getOffset() >= 0 && r.getLength() >= 0
                        && r.getOffset() <= Long.MAX_VALUE - r.getLength())
                        .map(r -> new Span(r.getOffset(), r.getLength())).toList(),
                dmabuf.getAttachments(), dmabuf.getOwners().stream()
                        .map(o -> new DmabufRecord.Owner(o.getPid(), o.getCommand(), o.getFd())).toList(),
                status(dmabuf));
    }
}
