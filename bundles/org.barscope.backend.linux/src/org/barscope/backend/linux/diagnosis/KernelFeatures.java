// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.diagnosis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.backend.linux.diagnosis.KernelConfig.State;
import org.barscope.backend.linux.discovery.SystemRoot;
import org.barscope.core.backend.Diagnosis;
import org.barscope.core.backend.Diagnosis.Level;

/**
 * Every feature of VFIO, iommufd and DMABUF that Barscope can use: whether this kernel has it for this user, how that
 * was found out, and what it would take.
 */
public final class KernelFeatures {

    private static final String TRIED = "tried";
    private static final String EXPORT_SYMBOL = "vfio_pci_core_feature_dma_buf";
    private static final String MMAP_SYMBOL = "vfio_pci_dma_buf_mmap";
    private static final String CDEV_SYMBOL = "vfio_df_ioctl_bind_iommufd";
    private static final List<String> CHAIN = List.of("VFIO_PCI_DMABUF", "PCI_P2PDMA", "ZONE_DEVICE", "64BIT");

    private final SystemRoot root;
    private final Probes probes;
    private final KernelConfig config;
    private final KernelSymbols symbols;
    private final Optional<String> dmabufMmap;
    private final List<Diagnosis> findings = new ArrayList<>();

    /**
     * On the running kernel.
     *
     * @param dmabufMmap how the latest attempt to map a DMABUF of a BAR ended in this process: empty text for well,
     *                   else why not; empty when there was none
     */
    public KernelFeatures(SystemRoot root, Optional<String> dmabufMmap) {
        this(root, root.equals(SystemRoot.running()) ? new KernelProbes() : new NodeProbes(root), dmabufMmap);
    }

    KernelFeatures(SystemRoot root, Probes probes, Optional<String> dmabufMmap) {
        this.root = root;
        this.probes = probes;
        this.dmabufMmap = dmabufMmap;
        this.config = KernelConfig.read(root, Text.of(root.proc().resolve("sys/kernel/osrelease")));
        this.symbols = KernelSymbols.read(root.proc(), Set.of(EXPORT_SYMBOL, MMAP_SYMBOL, CDEV_SYMBOL));
    }

    /** Looks at all of them. Blocks for some tens of milliseconds. Opens no device. */
    public List<Diagnosis> examine() {
        vfioGroup();
        cdev();
        iommufd();
        chain();
        export();
        dmabufMmap();
        udmabuf();
        heaps();
        peerToPeer();
        findings.addAll(new Protections(root, config).examine());
        return List.copyOf(findings);
    }

    private void vfioGroup() {
        Path node = root.dev().resolve("vfio/vfio");
        if (Files.notExists(node)) {
            State state = config.state("VFIO_GROUP");
            missing("VFIO", node + " is not there", state == State.OFF
                    ? "a kernel with CONFIG_VFIO_GROUP and CONFIG_VFIO_CONTAINER"
                    : "load the module: sudo modprobe vfio-pci", "looked; " + config.text("VFIO_GROUP"));
            return;
        }
        Optional<String> refused = probes.container();
        if (refused.isPresent()) {
            missing("VFIO", "a container cannot be opened: " + refused.get(), "run as root, or let yourself use the "
                    + "node of each group: sudo chown \"$USER\" /dev/vfio/GROUP", TRIED);
        } else {
            works("VFIO", "devices open through their groups", TRIED);
        }
    }

    private void cdev() {
        State state = config.state("VFIO_DEVICE_CDEV");
        if (Files.isDirectory(root.dev().resolve("vfio/devices"))) {
            works("VFIO character devices", "devices open as " + root.dev().resolve("vfio/devices") + "/vfioN",
                    "looked");
        } else if (state.on() || symbols.has(CDEV_SYMBOL)) {
            works("VFIO character devices", "the kernel has them; no device is with VFIO at present", state.on()
                    ? config.text("VFIO_DEVICE_CDEV") + ", " + config.origin() : "symbol " + CDEV_SYMBOL);
        } else {
            missing("VFIO character devices", config.state("VFIO_DEVICE_CDEV") == State.UNKNOWN && !symbols.readable()
                    ? "not seen; a device that is with VFIO shows whether they are there"
                    : "not there: devices open through their groups", "a kernel with "
                    + "CONFIG_VFIO_DEVICE_CDEV and CONFIG_IOMMUFD", evidence("VFIO_DEVICE_CDEV"));
        }
    }

    private String evidence(String option) {
        State state = config.state(option);
        if (state != State.UNKNOWN) {
            return config.text(option) + ", " + config.origin();
        }
        return symbols.readable() ? "no such symbol in /proc/kallsyms" : config.origin();
    }

    private void iommufd() {
        Path node = root.dev().resolve("iommu");
        if (Files.notExists(node)) {
            missing("iommufd", node + " is not there", config.state("IOMMUFD") == State.MODULE
                    ? "load the module: sudo modprobe iommufd" : "a kernel with CONFIG_IOMMUFD; only needed for the "
                            + "character devices and for mapping DMABUFs between devices",
                    "looked; " + config.text("IOMMUFD"));
            return;
        }
        Optional<String> refused = probes.iommufd();
        if (refused.isPresent()) {
            missing("iommufd", "it cannot be used: " + refused.get(), "run as root, or let yourself use it: sudo chown "
                    + "\"$USER\" " + node, TRIED);
        } else {
            works("iommufd", "an address space can be made", TRIED);
        }
    }

    /** What export, and with the proposed series every mapping of a BAR, depends on. */
    private void chain() {
        List<String> parts = CHAIN.stream().map(option -> option + "=" + config.state(option).label()).toList();
        String text = parts.get(0) + " needs " + parts.get(1) + ", which needs " + parts.get(2) + " and "
                + parts.get(3);
        Optional<String> first = CHAIN.reversed().stream().filter(option -> config.state(option) == State.OFF)
                .findFirst();
        if (config.state(CHAIN.getFirst()) == State.UNKNOWN) {
            missing("configuration for exporting BARs", config.origin(), "a kernel with CONFIG_IKCONFIG_PROC, or its "
                    + "configuration in /boot", "looked");
        } else if (first.isPresent()) {
            missing("configuration for exporting BARs", text, "a kernel with CONFIG_" + first.get()
                    + (first.get().equals(CHAIN.getFirst()) ? "" : " and what follows from it"), config.origin());
        } else {
            works("configuration for exporting BARs", text, config.origin());
        }
    }

    private void export() {
        State state = config.state("VFIO_PCI_DMABUF");
        boolean symbol = symbols.has(EXPORT_SYMBOL);
        if (symbol || state.on()) {
            works("DMABUF export of BARs", "the kernel has it (VFIO_DEVICE_FEATURE_DMA_BUF)", symbol
                    ? "symbol " + EXPORT_SYMBOL : config.text("VFIO_PCI_DMABUF") + ", " + config.origin());
        } else if (state == State.UNKNOWN && !symbols.readable()) {
            missing("DMABUF export of BARs", "not known before a BAR is exported: it is tried each time",
                    "Linux 6.19 or newer with CONFIG_VFIO_PCI_DMABUF", config.origin());
        } else {
            missing("DMABUF export of BARs", "not there, or its module is not loaded", "Linux 6.19 or newer with "
                    + "CONFIG_VFIO_PCI_DMABUF; sudo modprobe vfio-pci", evidence("VFIO_PCI_DMABUF"));
        }
        new FeatureNumbers(root).examine(findings);
    }

    private void dmabufMmap() {
        String subject = "DMABUF mmap of BARs";
        String series = "a kernel with the series \"vfio/pci: Add mmap() for DMABUFs\"; BARs are mapped through the "
                + "device until then";
        if (dmabufMmap.isPresent()) {
            if (dmabufMmap.get().isEmpty()) {
                works(subject, "a BAR has been mapped through its DMABUF", TRIED);
            } else {
                missing(subject, dmabufMmap.get(), series, TRIED);
            }
        } else if (symbols.has(MMAP_SYMBOL)) {
            works(subject, "the kernel has it", "symbol " + MMAP_SYMBOL);
        } else {
            missing(subject, "not known before a BAR is opened: it is tried each time", series, symbols.readable()
                    ? "no symbol " + MMAP_SYMBOL + " in /proc/kallsyms" : "not tried");
        }
    }

    private void udmabuf() {
        Path node = root.dev().resolve("udmabuf");
        if (Files.notExists(node)) {
            missing("udmabuf", node + " is not there", config.state("UDMABUF") == State.OFF
                    ? "only needed for DMABUFs of plain memory: a kernel with CONFIG_UDMABUF"
                    : "only needed for DMABUFs of plain memory: modprobe udmabuf", "looked; " + config.text("UDMABUF"));
            return;
        }
        Optional<String> refused = probes.udmabuf();
        if (refused.isPresent()) {
            missing("udmabuf", "memory cannot be exported: " + refused.get(), "run as root, or let yourself use it: "
                    + "sudo chown \"$USER\" " + node, TRIED);
        } else {
            works("udmabuf", "memory can be exported as a DMABUF", TRIED);
        }
    }

    private void heaps() {
        List<String> names = Text.names(root.dev().resolve("dma_heap"));
        if (names.isEmpty()) {
            missing("DMA heaps", root.dev().resolve("dma_heap") + " is empty or not there", "only needed to allocate "
                    + "DMABUFs: a kernel with CONFIG_DMABUF_HEAPS_SYSTEM",
                    "looked; " + config.text("DMABUF_HEAPS_SYSTEM"));
            return;
        }
        for (String name : names) {
            Optional<String> refused = probes.heap(name);
            if (refused.isPresent()) {
                missing("DMA heap " + name, "nothing can be allocated: " + refused.get(), "run as root, or let "
                        + "yourself use it: sudo chown \"$USER\" " + root.dev().resolve("dma_heap").resolve(name),
                        TRIED);
            } else {
                works("DMA heap " + name, "DMABUFs can be allocated", TRIED);
            }
        }
    }

    private void peerToPeer() {
        State state = config.state("PCI_P2PDMA");
        if (state.on()) {
            works("P2PDMA", "devices may reach each other's BARs", config.text("PCI_P2PDMA") + ", " + config.origin());
        } else {
            missing("P2PDMA", state == State.OFF ? "devices cannot reach each other's BARs" : "not known",
                    "a kernel with CONFIG_PCI_P2PDMA", evidence("PCI_P2PDMA"));
        }
    }

    private void works(String subject, String finding, String how) {
        findings.add(new Diagnosis(subject, Level.OK, finding, "", how));
    }

    private void missing(String subject, String finding, String remedy, String how) {
        findings.add(new Diagnosis(subject, Level.NOTE, finding, remedy, how));
    }
}
