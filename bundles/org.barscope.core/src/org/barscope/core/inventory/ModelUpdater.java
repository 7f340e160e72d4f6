// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barscope.core.pci.PciAddress;
import org.barscope.model.Bar;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.BarscopePackage;
import org.barscope.model.DmabufExport;
import org.barscope.model.IommuGroup;
import org.barscope.model.Machine;
import org.barscope.model.PciDevice;
import org.barscope.model.RegionState;
import org.eclipse.emf.common.util.EList;

/**
 * Brings one machine of the model up to date with what its backend saw, and keeps the identity of every object that
 * stays, so that selection, expansion and open editors survive.
 *
 * <p>Every method is called in the thread that owns the model (in the workbench, the UI thread), takes well under a
 * millisecond for a device, and sets only what has changed: who observes the model hears of nothing else.
 */
public final class ModelUpdater {

    private static final BarscopePackage MODEL = BarscopePackage.eINSTANCE;

    private final Machine machine;
    /** A device that comes back knows the number of its group, not the type. */
    private final Map<Integer, String> groupTypes = new HashMap<>();

    /** @param machine the machine to keep up to date */
    public ModelUpdater(Machine machine) {
        this.machine = machine;
    }

    /** The machine that is kept up to date. */
    public Machine machine() {
        return machine;
    }

    /** Applies everything that was seen; what was not seen is removed. */
    public void apply(DecodedMachine seen) {
        MachineRecord record = seen.machine();
        Features.set(machine, MODEL.getMachine_SourceUri(), record.id() + ":");
        Features.set(machine, MODEL.getMachine_Backend(), record.id());
        Features.set(machine, MODEL.getMachine_Hostname(), record.label());
        Features.set(machine, MODEL.getMachine_KernelRelease(), record.kernel());
        Features.set(machine, MODEL.getMachine_Architecture(), record.architecture());
        Features.set(machine, MODEL.getMachine_CapturedAt(), record.capturedAt());
        Features.setAll(machine.getProblems(), record.problems());
        record.groups().forEach(this::group);
        Set<String> present = new HashSet<>();
        for (DecodedDevice device : seen.devices()) {
            present.add(device.device().address().toString());
            apply(device);
        }
        for (PciDevice gone : machine.allDevices().stream().filter(d -> !present.contains(d.getAddress())).toList()) {
            remove(gone);
        }
        seen.devices().forEach(this::relate);
        connect();
        dropEmptyGroups(record.groups());
        Features.sort(machine.getIommuGroups(), IommuGroup::getId);
        apply(record.dmabufs());
    }

    /** Applies one change. A machine-wide one must come decoded: {@link #apply(DecodedMachine)}. */
    public void apply(InventoryChange change, Optional<DecodedDevice> decoded) {
        switch (change) {
            case InventoryChange.DeviceChanged changed -> {
                DecodedDevice device = decoded.orElseGet(() -> DecodedDevice.of(changed.device()));
                apply(device);
                relate(device);
                connect();
                dropEmptyGroups(List.of());
            }
            case InventoryChange.DeviceGone gone -> {
                PciDevice device = machine.findDevice(gone.address().toString());
                if (device != null) {
                    remove(device);
                    connect();
                    dropEmptyGroups(List.of());
                }
            }
            case InventoryChange.BarStatusChanged changed -> {
                PciDevice device = machine.findDevice(changed.address().toString());
                Bar bar = device == null ? null : device.findBar(changed.bar());
                if (bar != null) {
                    DeviceFeatures.status(bar, changed.status());
                }
            }
            case InventoryChange.DmabufsChanged changed -> apply(changed.dmabufs());
            case InventoryChange.MachineChanged changed -> apply(DecodedMachine.of(changed.record()));
        }
    }

    private void apply(DecodedDevice seen) {
        PciDeviceRecord record = seen.device();
        String address = record.address().toString();
        PciDevice device = machine.findDevice(address);
        boolean added = device == null;
        if (added) {
            device = BarscopeFactory.eINSTANCE.createPciDevice();
            device.setAddress(address);
        }
        DeviceFeatures.apply(device, seen);
        EList<PciDevice> home = record.iommuGroup().isPresent()
                ? group(new IommuGroupRecord(record.iommuGroup().getAsInt(), "", List.of())).getDevices()
                : machine.getUngroupedDevices();
        if (added || device.eContainer() != containerOf(record)) {
            home.add(device);
            Features.sort(home, d -> PciAddress.parse(d.getAddress()));
        }
    }

    private Object containerOf(PciDeviceRecord record) {
        return record.iommuGroup().isPresent() ? machine.findGroup(record.iommuGroup().getAsInt()) : machine;
    }

    /** The group of that number, made if it is not there; with an empty type it has the one it had when last seen. */
    private IommuGroup group(IommuGroupRecord record) {
        if (!record.type().isEmpty()) {
            groupTypes.put(record.id(), record.type());
        }
        IommuGroup group = machine.findGroup(record.id());
        if (group == null) {
            group = BarscopeFactory.eINSTANCE.createIommuGroup();
            group.setId(record.id());
            group.setType(groupTypes.getOrDefault(record.id(), ""));
            machine.getIommuGroups().add(group);
            Features.sort(machine.getIommuGroups(), IommuGroup::getId);
        } else if (!record.type().isEmpty()) {
            Features.set(group, MODEL.getIommuGroup_Type(), record.type());
        }
        return group;
    }

    /** Links every device to the bridge above it. */
    private void connect() {
        List<PciDevice> devices = machine.allDevices();
        BusTopology buses = new BusTopology(devices);
        for (PciDevice device : devices) {
            Features.set(device, MODEL.getPciDevice_Upstream(),
                    buses.above(PciAddress.parse(device.getAddress())).orElse(null));
        }
    }

    /** Links virtual functions to their physical one. */
    private void relate(DecodedDevice seen) {
        PciDevice device = machine.findDevice(seen.device().address().toString());
        PciDevice physical = seen.device().physicalFunction().map(a -> machine.findDevice(a.toString())).orElse(null);
        Features.set(device, MODEL.getPciDevice_PhysicalFunction(), physical);
        seen.device().sriov().ifPresent(sriov -> sriov.functions().forEach(address -> {
            PciDevice function = machine.findDevice(address.toString());
            if (function != null) {
                Features.set(function, MODEL.getPciDevice_PhysicalFunction(), device);
            }
        }));
    }

    private void remove(PciDevice device) {
        device.setPhysicalFunction(null);
        device.getVirtualFunctions().clear();
        device.setUpstream(null);
        device.getDownstream().clear();
        for (DmabufExport dmabuf : List.copyOf(device.getDmabufs())) {
            dmabuf.setBar(null);
            dmabuf.setDevice(null);
        }
        device.getBars().forEach(bar -> {
            bar.setState(RegionState.LOST);
            bar.setStateReason("the device is gone");
        });
        device.setPresent(false);
        if (device.getGroup() != null) {
            device.getGroup().getDevices().remove(device);
        } else {
            machine.getUngroupedDevices().remove(device);
        }
    }

    private void dropEmptyGroups(List<IommuGroupRecord> known) {
        Set<Integer> keep = new HashSet<>();
        known.forEach(group -> keep.add(group.id()));
        machine.getIommuGroups().removeIf(g -> g.getDevices().isEmpty() && !keep.contains(g.getId()));
    }

    private void apply(List<DmabufRecord> seen) {
        Set<Long> present = new HashSet<>();
        seen.forEach(record -> present.add(record.inode()));
        for (DmabufExport dmabuf : machine.getDmabufs()) {
            if (!present.contains(dmabuf.getInode())) {
                dmabuf.setDevice(null);
                dmabuf.setBar(null);
            }
        }
        Features.merge(machine.getDmabufs(), seen, DmabufExport::getInode, DmabufRecord::inode,
                BarscopeFactory.eINSTANCE::createDmabufExport, (dmabuf, record) -> DeviceFeatures.apply(dmabuf, record,
                        record.device().map(a -> machine.findDevice(a.toString())).orElse(null)));
    }
}
