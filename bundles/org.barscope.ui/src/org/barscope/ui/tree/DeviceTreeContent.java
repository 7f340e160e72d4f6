// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.ArrayList;
import java.util.List;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DmabufExport;
import org.barscope.model.IommuGroup;
import org.barscope.model.Irq;
import org.barscope.model.Machine;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;

import org.barscope.model.Session;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.jface.viewers.ITreeContentProvider;

/** Machine → IOMMU groups → devices → configuration space, BARs, capabilities, interrupts, DMABUFs. */
final class DeviceTreeContent implements ITreeContentProvider {

    @Override
    public Object[] getElements(Object input) {
        return getChildren(input);
    }

    @Override
    public Object[] getChildren(Object parent) {
        return children(parent).toArray();
    }

    private static List<?> children(Object parent) {
        return switch (parent) {
            case Session session -> session.getMachines();
            case Machine machine -> {
                List<Object> children = new ArrayList<>(machine.getIommuGroups());
                children.addAll(machine.getUngroupedDevices());
                machine.getDmabufs().stream().filter(d -> d.getDevice() == null).forEach(children::add);
                yield children;
            }
            case IommuGroup group -> group.getDevices();
            case PciDevice device -> ofDevice(device);
            case Branch branch -> branch.parts();
            case ConfigSpace config -> config.getHeaderFields();
            case PciCapability capability -> capability.getFields();
            case DmabufExport dmabuf -> dmabuf.getOwners();
            default -> List.of();
        };
    }

    private static List<Object> ofDevice(PciDevice device) {
        List<Object> children = new ArrayList<>();
        if (device.getConfigSpace() != null) {
            children.add(device.getConfigSpace());
        }
        children.addAll(device.getBars());
        for (Branch.Kind kind : Branch.Kind.values()) {
            Branch branch = new Branch(device, kind);
            if (!branch.parts().isEmpty()) {
                children.add(branch);
            }
        }
        return children;
    }

    @Override
    public Object getParent(Object element) {
        return switch (element) {
            case Branch branch -> branch.device();
            case PciCapability capability -> new Branch((PciDevice) capability.eContainer(), Branch.Kind.CAPABILITIES);
            case Irq irq -> new Branch((PciDevice) irq.eContainer(), Branch.Kind.INTERRUPTS);
            case DmabufExport dmabuf when dmabuf.getDevice() != null ->
                new Branch(dmabuf.getDevice(), Branch.Kind.DMABUFS);
            case EObject object -> object.eContainer();
            default -> null;
        };
    }

    @Override
    public boolean hasChildren(Object element) {
        return !children(element).isEmpty();
    }
}
