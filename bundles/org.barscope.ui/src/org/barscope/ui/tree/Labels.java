// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tree;

import java.time.Instant;
import java.util.Locale;
import org.barscope.model.Bar;
import org.barscope.model.BarKind;
import org.barscope.model.CapabilityField;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DmabufExport;
import org.barscope.model.DmabufOwner;
import org.barscope.model.IommuGroup;
import org.barscope.model.Irq;
import org.barscope.model.IrqKind;
import org.barscope.model.Machine;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.barscope.model.RegionState;

/** What each node of the tree is called: a name, and a detail that is shown more quietly. */
final class Labels {

    private Labels() {
    }

    static String name(Object element) {
        return switch (element) {
            case Machine machine -> machine.getHostname();
            case IommuGroup group -> "IOMMU group " + group.getId();
            case PciDevice device -> device.getAddress() + "  " + deviceName(device);
            case ConfigSpace config -> "Configuration space";
            case Bar bar -> bar.getKind() == BarKind.ROM ? "ROM" : "BAR" + bar.getIndex();
            case Branch branch -> branch.kind().label();
            case PciCapability capability -> capability.getName();
            case CapabilityField field -> field.getName();
            case Irq irq -> irq.getKind() == IrqKind.INTX ? "INTx"
                    : (irq.getKind() == IrqKind.MSIX ? "MSI-X" : irq.getKind().getName()) + " " + irq.getVector();
            case DmabufExport dmabuf -> "DMABUF " + (dmabuf.getName().isEmpty() ? dmabuf.getInode() : dmabuf.getName());
            case DmabufOwner owner -> owner.getCommand().isEmpty() ? "process" : owner.getCommand();
            default -> String.valueOf(element);
        };
    }

    static String detail(Object element) {
        return switch (element) {
            case Machine machine -> machineDetail(machine);
            case IommuGroup group -> group.getType();
            case PciDevice device -> deviceDetail(device);
            case ConfigSpace config -> size(config.getSize());
            case Bar bar -> state(bar) + barDetail(bar);
            case Branch branch -> Integer.toString(branch.parts().size());
            case PciCapability capability -> "at 0x" + Integer.toHexString(capability.getOffset())
                    + (capability.isExtended() ? ", version " + capability.getVersion() : "");
            case CapabilityField field -> "= 0x" + Long.toHexString(field.getValue())
                    + (field.getMeaning().isEmpty() ? "" : "  " + field.getMeaning());
            case Irq irq -> (irq.getNumber() > 0 ? "IRQ " + irq.getNumber() : "")
                    + (irq.getCount() >= 0 ? ", fired " + irq.getCount() : "");
            case DmabufExport dmabuf -> state(dmabuf) + size(dmabuf.getSize()) + " " + dmabuf.getExporter();
            case DmabufOwner owner -> "pid " + owner.getPid() + (owner.getFd() >= 0 ? ", fd " + owner.getFd() : "");
            default -> "";
        };
    }

    private static String machineDetail(Machine machine) {
        if (machine.isReadOnly()) {
            Instant captured = machine.getCapturedAt();
            String when = captured == null ? "" : " " + captured.toString().substring(0, 16).replace('T', ' ') + " UTC";
            return "saved" + when;
        }
        return machine.getKernelRelease();
    }

    private static String deviceName(PciDevice device) {
        String kind = device.getClassName();
        String name = device.getDeviceName();
        if (name.isEmpty()) {
            name = String.format(Locale.ROOT, "[%04x:%04x]", device.getVendorId(), device.getDeviceId());
        }
        return kind.isEmpty() ? name : kind + ": " + name;
    }

    private static String deviceDetail(PciDevice device) {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%04x:%04x", device.getVendorId(), device.getDeviceId()));
        if (!device.getDriver().isEmpty()) {
            text.append("  driver ").append(device.getDriver());
        }
        if (device.getPhysicalFunction() != null) {
            text.append("  VF of ").append(device.getPhysicalFunction().getAddress());
        } else if (device.getSriovNumVfs() > 0) {
            text.append("  ").append(device.getSriovNumVfs()).append(" VFs");
        }
        return text.toString();
    }

    private static String barDetail(Bar bar) {
        String kind = switch (bar.getKind()) {
            case IO -> " I/O";
            case MEM64 -> " 64-bit";
            case MEM32 -> " 32-bit";
            case ROM, UNKNOWN -> "";
        };
        return size(bar.getSize()) + kind + (bar.isPrefetchable() ? " prefetchable" : "")
                + (bar.getBusAddress() == 0 ? "" : " at 0x" + Long.toHexString(bar.getBusAddress()));
    }

    /** What keeps a region from being read comes first, where a narrow tree still shows it. */
    private static String state(Region region) {
        if (region.getState() == RegionState.LIVE || region.getState() == RegionState.UNKNOWN) {
            return "";
        }
        return region.getState().getName().toLowerCase(Locale.ROOT)
                + (region.getStateReason().isEmpty() ? "" : " (" + region.getStateReason() + ")") + ", ";
    }

    /** A size with a binary unit where it is a whole multiple: "4 KiB", "16 GiB", "200 bytes". */
    static String size(long bytes) {
        String[] units = {" bytes", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"};
        int unit = 0;
        long value = bytes;
        while (unit < units.length - 1 && Long.compareUnsigned(value, 1024) >= 0 && (value & 1023) == 0) {
            value >>>= 10;
            unit++;
        }
        return Long.toUnsignedString(value) + units[unit];
    }
}
