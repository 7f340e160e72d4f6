// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.discussion.follow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.barscope.model.Bar;
import org.barscope.model.BarKind;
import org.barscope.model.CapabilityField;
import org.barscope.model.ConfigSpace;
import org.barscope.model.DmabufExport;
import org.barscope.model.DmabufOwner;
import org.barscope.model.IommuGroup;
import org.barscope.model.Irq;
import org.barscope.model.IrqKind;
import org.barscope.model.PciCapability;
import org.barscope.model.PciDevice;

/**
 * The mail to look for when something is selected, as a query a user can read and change.
 *
 * <p>Names alone are poor questions: what driver developers write about is the driver, its files, and the kernel
 * interfaces that the selected thing is reached through. Those are asked for, as alternatives; the archive's ranking
 * puts first what most of them are in.
 *
 * @param query in the query language of the archive
 * @param about what it is about, for the user
 */
public record SelectionQuery(String query, String about) {

    private static final String MMAP = "vfio_pci_core_mmap OR vfio_pci_mmap_fault OR vfio_pci_mmap_huge_fault "
            + "OR vfio_pci_zap_bars OR VFIO_DEVICE_GET_REGION_INFO";
    private static final String EXPORT = "dfn:vfio_pci_dmabuf.c OR vfio_pci_dma_buf OR VFIO_DEVICE_FEATURE_DMA_BUF";

    /** Drivers that hand a device on instead of driving it. */
    private static final Set<String> PASSING = Set.of("vfio-pci", "pci-stub", "uio_pci_generic", "nvgrace-gpu-vfio-pci",
            "mlx5_vfio_pci", "hisi-acc-vfio-pci", "virtio-vfio-pci");
    /** Such as 82576, ConnectX-6, RTX4090, Q35: letters and digits that name a product. */
    private static final Pattern MODEL = Pattern.compile("\\b(?=[A-Za-z0-9-]*\\d{3})[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\\b");
    private static final int MOST_MODELS = 2;
    private static final int SHORT_NAME = 4;
    private static final int BRIDGE = 0x06;

    /**
     * The query for an object of the model.
     *
     * @return empty for what has no discussion of its own, such as a machine
     */
    public static Optional<SelectionQuery> of(Object selected) {
        return switch (selected) {
            case PciDevice device -> Optional.of(new SelectionQuery(or(terms(device)), name(device)));
            case Bar bar -> Optional.of(bar(bar));
            case ConfigSpace config -> Optional.of(new SelectionQuery(
                    "dfn:vfio_pci_config.c OR pci_read_config_dword OR pci_write_config_dword OR vfio_config_do_rw",
                    "the configuration space of " + name(config.getDevice())));
            case DmabufExport dmabuf -> Optional.of(dmabuf(dmabuf));
            case DmabufOwner owner when owner.eContainer() instanceof DmabufExport dmabuf ->
                Optional.of(dmabuf(dmabuf));
            case PciCapability capability -> Optional.of(capability(capability));
            case CapabilityField field when field.eContainer() instanceof PciCapability capability ->
                Optional.of(field(field, capability));
            case IommuGroup group -> Optional.of(new SelectionQuery(
                    "iommu_group OR iommu_attach_group OR VFIO_GROUP_GET_STATUS OR \"IOMMU group\"",
                    "IOMMU group " + group.getId()));
            case Irq irq -> Optional.of(irq(irq));
            case null, default -> Optional.empty();
        };
    }

    /**
     * The query for a register of a device.
     *
     * @param device the device; null for a region that belongs to none
     * @param path   BLOCK.REGISTER or BLOCK.REGISTER.FIELD
     */
    public static SelectionQuery ofRegister(PciDevice device, String path) {
        List<String> names = new ArrayList<>();
        String[] parts = path.replaceAll("\\[[^\\]]*\\]", "").split("[.:]");
        // The block says where a register is, not what it is called; the last two parts are register and field.
        for (int i = Math.max(parts.length > 1 ? 1 : 0, parts.length - 2); i < parts.length; i++) {
            names.add(identifier(parts[i]));
        }
        String registers = names.size() == 1 ? names.getFirst() : "(" + String.join(" OR ", names) + ")";
        if (device == null) {
            return new SelectionQuery(registers, path);
        }
        List<String> terms = terms(device);
        String around = terms.size() == 1 ? terms.getFirst() : "(" + or(terms) + ")";
        return new SelectionQuery(around + " " + registers, path + " of " + name(device));
    }

    /** Drivers put their own prefix before a register's name, and something after it: E1000_CTRL_EXT. */
    private static String identifier(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        return lower.length() < SHORT_NAME ? "*_" + lower : "*" + lower + "*";
    }

    private static String or(List<String> terms) {
        return String.join(" OR ", terms);
    }

    private static String name(PciDevice device) {
        return device == null ? "a device" : device.getAddress()
                + (device.getDeviceName().isEmpty() ? "" : " " + device.getDeviceName());
    }

    /** What names the device in mail: its driver, its model, its ids; for want of those the subsystem it belongs to. */
    private static List<String> terms(PciDevice device) {
        Set<String> terms = new LinkedHashSet<>();
        String driver = device.getDriver();
        if (PASSING.contains(driver)) {
            terms.add(word(driver));
            terms.add("vfio_pci_core_device");
        } else if (driver.equals("pcieport")) {
            terms.add("dfn:portdrv.c");
            terms.add("pcieport");
        } else if (!driver.isEmpty()) {
            terms.add(word(driver));
            terms.add("dfn:" + word(driver));
        }
        Matcher model = MODEL.matcher(device.getDeviceName());
        while (model.find() && terms.size() < MOST_MODELS + 2) {
            terms.add(word(model.group()));
        }
        if (device.getVendorId() != 0xffff) {
            terms.add(String.format(Locale.ROOT, "\"%04x:%04x\"", device.getVendorId(), device.getDeviceId()));
        }
        subsystem(device.getClassCode()).ifPresent(terms::add);
        return List.copyOf(terms);
    }

    /** By class code, PCI Code and ID Assignment Specification, section 1. */
    private static Optional<String> subsystem(int classCode) {
        int baseClass = classCode >>> 16;
        if (baseClass == BRIDGE) {
            return Optional.empty();
        }
        return switch (classCode >>> 8) {
            case 0x0106 -> Optional.of("s:ahci");
            case 0x0108 -> Optional.of("s:nvme");
            case 0x0c03 -> Optional.of("s:xhci");
            case 0x0300, 0x0302 -> Optional.of("s:drm");
            default -> Optional.empty();
        };
    }

    private static String word(String text) {
        return text.matches("[A-Za-z0-9_.-]+") && !text.startsWith("-") ? text : '"' + text.replace("\"", "") + '"';
    }

    private static SelectionQuery bar(Bar bar) {
        PciDevice device = bar.getDevice();
        String about = (bar.getKind() == BarKind.ROM ? "the ROM" : "BAR" + bar.getIndex()) + " of " + name(device);
        if (bar.getKind() == BarKind.ROM) {
            return new SelectionQuery("pci_map_rom OR \"expansion ROM\" OR PCI_ROM_ADDRESS", about);
        }
        if (bar.getKind() == BarKind.IO) {
            return new SelectionQuery("vfio_pci_ioport OR ioport_map OR inb OR \"I/O port\"", about);
        }
        String driver = device == null ? "" : device.getDriver();
        if (!driver.isEmpty() && !PASSING.contains(driver)) {
            return new SelectionQuery("(" + word(driver) + " OR dfn:" + word(driver)
                    + ") (ioremap OR pci_iomap OR pci_ioremap_bar OR mmap OR BAR)", about);
        }
        boolean exported = device != null && device.getDmabufs().stream().anyMatch(dmabuf -> dmabuf.getBar() == bar);
        String combining = bar.isPrefetchable() ? " OR pgprot_writecombine" : "";
        return new SelectionQuery((exported ? EXPORT + " OR " : "") + MMAP + combining, about);
    }

    private static SelectionQuery dmabuf(DmabufExport dmabuf) {
        String exporter = dmabuf.getExporter();
        String about = "the DMABUF " + (dmabuf.getName().isEmpty() ? Long.toUnsignedString(dmabuf.getInode())
                : dmabuf.getName()) + (exporter.isEmpty() ? "" : " of " + exporter);
        String lower = exporter.toLowerCase(Locale.ROOT);
        String query;
        if (dmabuf.getBar() != null || lower.contains("vfio")) {
            query = EXPORT + " OR dma_buf_move_notify";
        } else if (lower.contains("udmabuf")) {
            query = "dfn:udmabuf.c OR udmabuf OR UDMABUF_CREATE";
        } else if (lower.contains("heap") || lower.equals("system") || lower.contains("cma")) {
            query = "dfn:dma-heap.c OR dma_heap_buffer_alloc OR dfn:system_heap.c OR DMA_HEAP_IOCTL_ALLOC";
        } else if (exporter.isEmpty()) {
            query = "dfn:dma-buf.c OR dma_buf_ops";
        } else {
            query = word(exporter) + " (dfn:drm_prime.c OR drm_gem_prime_export OR dma_buf_ops OR dma_buf_export)";
        }
        return new SelectionQuery(query, about);
    }

    private static SelectionQuery capability(PciCapability capability) {
        String about = "the capability " + capability.getName();
        return new SelectionQuery(CapabilityTerms.of(capability.isExtended(), capability.getId())
                .orElseGet(() -> '"' + capability.getName().replace("\"", "") + '"'), about);
    }

    private static SelectionQuery field(CapabilityField field, PciCapability capability) {
        SelectionQuery around = capability(capability);
        return new SelectionQuery(around.query() + " OR " + '"' + field.getName().replace("\"", "") + '"',
                field.getName() + " in " + around.about());
    }

    private static SelectionQuery irq(Irq irq) {
        boolean message = irq.getKind() == IrqKind.MSI || irq.getKind() == IrqKind.MSIX;
        return new SelectionQuery("dfn:vfio_pci_intrs.c OR VFIO_DEVICE_SET_IRQS OR "
                + (message ? "vfio_msi_set_vector_signal OR pci_alloc_irq_vectors" : "vfio_intx_handler OR INTx"),
                "interrupt " + irq.getKind().getName() + " " + irq.getVector());
    }
}
