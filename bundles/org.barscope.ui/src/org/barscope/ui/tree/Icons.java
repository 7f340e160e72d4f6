// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.util.Optional;
import org.barscope.model.Bar;
import org.barscope.model.BarKind;
import org.barscope.model.CapabilityField;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DmabufExport;
import org.barscope.model.DmabufOwner;
import org.barscope.model.IommuGroup;
import org.barscope.model.Irq;
import org.barscope.model.Machine;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.barscope.model.RegionState;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ResourceLocator;

/** The icon of each kind of node; different in shape, not in colour alone. */
final class Icons {

    private static final String PLUGIN = "org.barscope.ui";
    private static final int BRIDGE = 0x06;

    private Icons() {
    }

    static Optional<ImageDescriptor> of(Object element) {
        return ResourceLocator.imageDescriptorFromBundle(PLUGIN, "icons/" + name(element) + ".svg");
    }

    private static String name(Object element) {
        return switch (element) {
            case Machine machine when machine.isReadOnly() -> "machine-saved";
            case Machine machine when machine.getBackend().equals("sim") -> "machine-demo";
            case Machine machine -> "machine";
            case IommuGroup group -> "group";
            case PciDevice device -> device(device);
            case ConfigSpace config -> "config";
            case Region region when region.getState() == RegionState.REVOKED -> "region-revoked";
            case Region region when region.getState() == RegionState.LOST -> "region-lost";
            case DmabufExport dmabuf -> "dmabuf";
            case Bar bar -> bar.getKind() == BarKind.IO ? "bar-io" : bar.getKind() == BarKind.ROM ? "rom" : "bar";
            case Branch branch -> switch (branch.kind()) {
                case CAPABILITIES -> "capabilities";
                case INTERRUPTS -> "interrupt";
                case DMABUFS -> "dmabuf";
            };
            case PciCapability capability -> "capability";
            case CapabilityField field -> "field";
            case Irq irq -> "interrupt";
            case DmabufOwner owner -> "process";
            default -> "field";
        };
    }

    private static String device(PciDevice device) {
        if (!device.isPresent()) {
            return "device-gone";
        }
        if (device.getClassCode() >>> 16 == BRIDGE) {
            return "bridge";
        }
        if (device.getPhysicalFunction() != null) {
            return "device-virtual";
        }
        return device.getDriver().isEmpty() ? "device" : "device-driven";
    }
}
