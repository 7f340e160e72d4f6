// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.Arrays;
import java.util.List;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.ConfigField;
import org.barscope.model.Bar;
import org.barscope.model.BarscopeFactory;
import org.barscope.model.BarscopePackage;
import org.barscope.model.CapabilityField;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DeviceState;
import org.barscope.model.DmabufExport;
import org.barscope.model.DmabufOwner;
import org.barscope.model.DmabufRange;
import org.barscope.model.Irq;
import org.barscope.model.IrqKind;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;
import org.barscope.model.Region;
import org.barscope.model.RegionState;
import org.eclipse.emf.common.util.EList;
import org.eclipse.emf.ecore.EObject;
import org.eclipse.emf.ecore.EStructuralFeature;

/** What of a record goes into which feature of a model object. */
final class DeviceFeatures {

    private static final BarscopePackage MODEL = BarscopePackage.eINSTANCE;
    private static final BarscopeFactory MAKE = BarscopeFactory.eINSTANCE;

    private DeviceFeatures() {
    }

    static void apply(PciDevice device, DecodedDevice seen) {
        PciDeviceRecord record = seen.device();
        set(device, MODEL.getAddressable_Uri(), record.deviceUri());
        identity(device, record);
        set(device, MODEL.getPciDevice_Driver(), record.driver().orElse(""));
        set(device, MODEL.getPciDevice_DriverOverride(), record.driverOverride().orElse(""));
        set(device, MODEL.getPciDevice_State(), state(record));
        set(device, MODEL.getPciDevice_Present(), true);
        set(device, MODEL.getPciDevice_NumaNode(), record.numaNode().orElse(-1));
        LinkRecord link = record.link().orElse(new LinkRecord("", 0, "", 0));
        set(device, MODEL.getPciDevice_LinkSpeed(), link.currentSpeed());
        set(device, MODEL.getPciDevice_LinkWidth(), link.currentWidth());
        set(device, MODEL.getPciDevice_MaxLinkSpeed(), link.maxSpeed());
        set(device, MODEL.getPciDevice_MaxLinkWidth(), link.maxWidth());
        set(device, MODEL.getPciDevice_PowerState(), record.powerState());
        set(device, MODEL.getPciDevice_Enabled(), record.enabled());
        set(device, MODEL.getPciDevice_SriovTotalVfs(), record.sriov().map(SriovRecord::total).orElse(0));
        set(device, MODEL.getPciDevice_SriovNumVfs(), record.sriov().map(SriovRecord::enabled).orElse(0));
        Features.setAll(device.getProblems(), record.problems());
        Features.merge(device.getBars(), record.bars(), Bar::getIndex, BarRecord::index, MAKE::createBar,
                (bar, seenBar) -> apply(bar, record, seenBar));
        Features.merge(device.getIrqs(), record.irqs(), irq -> List.of(irq.getKind(), irq.getVector()),
                irq -> List.of(kind(irq), irq.vector()), MAKE::createIrq, DeviceFeatures::apply);
        config(device, seen);
    }

    private static void identity(PciDevice device, PciDeviceRecord record) {
        DeviceIds ids = record.ids();
        set(device, MODEL.getPciDevice_VendorId(), ids.vendor());
        set(device, MODEL.getPciDevice_DeviceId(), ids.device());
        set(device, MODEL.getPciDevice_SubsystemVendorId(), ids.subsystemVendor());
        set(device, MODEL.getPciDevice_SubsystemId(), ids.subsystem());
        set(device, MODEL.getPciDevice_Revision(), ids.revision());
        set(device, MODEL.getPciDevice_ClassCode(), ids.classCode());
        set(device, MODEL.getPciDevice_VendorName(), record.names().vendor());
        set(device, MODEL.getPciDevice_DeviceName(), record.names().device());
        set(device, MODEL.getPciDevice_SubsystemName(), record.names().subsystem());
        set(device, MODEL.getPciDevice_ClassName(), record.names().deviceClass());
    }

    private static DeviceState state(PciDeviceRecord record) {
        if (record.driver().isEmpty()) {
            return DeviceState.UNBOUND;
        }
        return record.driver().get().startsWith("vfio-") ? DeviceState.AVAILABLE : DeviceState.HOST_DRIVER;
    }

    private static void apply(Bar bar, PciDeviceRecord device, BarRecord record) {
        set(bar, MODEL.getBar_Index(), record.index());
        set(bar, MODEL.getAddressable_Uri(), device.deviceUri() + "/" + record.regionName());
        set(bar, MODEL.getRegion_Name(), record.regionName());
        set(bar, MODEL.getRegion_Size(), record.size());
        set(bar, MODEL.getBar_Kind(), switch (record.kind()) {
            case MEM32 -> org.barscope.model.BarKind.MEM32;
            case MEM64 -> org.barscope.model.BarKind.MEM64;
            case IO -> org.barscope.model.BarKind.IO;
            case ROM -> org.barscope.model.BarKind.ROM;
        });
        set(bar, MODEL.getBar_Prefetchable(), record.prefetchable());
        set(bar, MODEL.getBar_BusAddress(), record.busAddress());
        status(bar, record.status());
    }

    static void status(Region region, RegionStatus status) {
        set(region, MODEL.getRegion_State(), switch (status.state()) {
            case LIVE -> RegionState.LIVE;
            case REVOKED -> RegionState.REVOKED;
            case LOST -> RegionState.LOST;
            case CLOSED -> RegionState.CLOSED;
        });
        set(region, MODEL.getRegion_StateReason(), status.reason());
    }

    private static IrqKind kind(IrqRecord record) {
        return switch (record.kind()) {
            case INTX -> IrqKind.INTX;
            case MSI -> IrqKind.MSI;
            case MSIX -> IrqKind.MSIX;
        };
    }

    private static void apply(Irq irq, IrqRecord record) {
        set(irq, MODEL.getIrq_Kind(), kind(record));
        set(irq, MODEL.getIrq_Vector(), record.vector());
        set(irq, MODEL.getIrq_Number(), record.linux());
        set(irq, MODEL.getIrq_Count(), record.count());
    }

    private static void config(PciDevice device, DecodedDevice seen) {
        ConfigImage image = seen.device().config();
        if (image.length() == 0) {
            set(device, MODEL.getPciDevice_ConfigSpace(), null);
            Features.setAll(device.getCapabilities(), List.of());
            return;
        }
        ConfigSpace space = device.getConfigSpace();
        boolean added = space == null;
        if (added) {
            space = MAKE.createConfigSpace();
            space.setName("config");
        }
        set(space, MODEL.getAddressable_Uri(), seen.device().deviceUri() + "/config");
        set(space, MODEL.getRegion_Size(), (long) image.length());
        set(space, MODEL.getRegion_State(), RegionState.LIVE);
        byte[] bytes = image.bytes();
        if (!Arrays.equals(bytes, space.getContents())) {
            space.setContents(bytes);
            fields(space.getHeaderFields(), seen.config().stream().flatMap(c -> c.registers().stream())
                    .flatMap(r -> r.fields().stream()).toList());
            Features.merge(device.getCapabilities(), seen.config().stream().flatMap(c -> c.capabilities().stream())
                    .toList(), PciCapability::getOffset, org.barscope.core.pci.PciCapability::offset,
                    MAKE::createPciCapability, DeviceFeatures::apply);
        }
        if (added) {
            device.setConfigSpace(space);
        }
    }

    private static void apply(PciCapability capability, org.barscope.core.pci.PciCapability decoded) {
        set(capability, MODEL.getPciCapability_Id(), decoded.id());
        set(capability, MODEL.getPciCapability_Extended(), decoded.extended());
        set(capability, MODEL.getPciCapability_Offset(), decoded.offset());
        set(capability, MODEL.getPciCapability_Version(), decoded.version());
        set(capability, MODEL.getPciCapability_Name(), decoded.name());
        fields(capability.getFields(), decoded.fields());
    }

    private static void fields(EList<CapabilityField> list, List<ConfigField> decoded) {
        Features.merge(list, decoded, f -> List.of(f.getOffset(), f.getLsb(), f.getName()),
                f -> List.of(f.offset(), f.lsb(), f.path()), MAKE::createCapabilityField, (field, seen) -> {
                    set(field, MODEL.getCapabilityField_Name(), seen.path());
                    set(field, MODEL.getCapabilityField_Offset(), seen.offset());
                    set(field, MODEL.getCapabilityField_Lsb(), seen.lsb());
                    set(field, MODEL.getCapabilityField_Width(), seen.msb() - seen.lsb() + 1);
                    set(field, MODEL.getCapabilityField_Value(), seen.value());
                    set(field, MODEL.getCapabilityField_Meaning(), seen.meaning());
                });
    }

    static void apply(DmabufExport dmabuf, DmabufRecord record, PciDevice device) {
        set(dmabuf, MODEL.getDmabufExport_Inode(), record.inode());
        set(dmabuf, MODEL.getAddressable_Uri(), record.uri().toString());
        set(dmabuf, MODEL.getRegion_Name(), record.name());
        set(dmabuf, MODEL.getRegion_Size(), record.size());
        set(dmabuf, MODEL.getDmabufExport_Exporter(), record.exporter());
        set(dmabuf, MODEL.getDmabufExport_Device(), device);
        set(dmabuf, MODEL.getDmabufExport_Bar(), device == null || record.bar().isEmpty() ? null
                : device.findBar(record.bar().getAsInt()));
        Features.setAll(dmabuf.getAttachments(), record.attachments());
        ranges(dmabuf.getRanges(), record.ranges());
        status(dmabuf, record.status());
        Features.merge(dmabuf.getOwners(), record.owners(), o -> List.of(o.getPid(), o.getFd()),
                o -> List.of(o.pid(), o.fd()), MAKE::createDmabufOwner, DeviceFeatures::apply);
    }

    /** Ranges have no identity: the list is made anew when one differs. */
    private static void ranges(EList<DmabufRange> list, List<Span> seen) {
        if (!list.stream().map(r -> new Span(r.getOffset(), r.getLength())).toList().equals(seen)) {
            list.clear();
            seen.forEach(span -> {
                DmabufRange range = MAKE.createDmabufRange();
                range.setOffset(span.offset());
                range.setLength(span.length());
                list.add(range);
            });
        }
    }

    private static void apply(DmabufOwner owner, DmabufRecord.Owner record) {
        set(owner, MODEL.getDmabufOwner_Pid(), record.pid());
        set(owner, MODEL.getDmabufOwner_Command(), record.command());
        set(owner, MODEL.getDmabufOwner_Fd(), record.fd());
    }

    private static void set(EObject object, EStructuralFeature feature, Object value) {
        Features.set(object, feature, value);
    }
}
