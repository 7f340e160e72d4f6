// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.barscope.backend.linux.discovery.SystemRoot;

/** What a kernel tells of itself in files. */
public final class FakeKernel {

    private FakeKernel() {
    }

    /** A kernel that has and allows everything that is looked for. */
    public static void withEverything(SystemRoot root) throws IOException {
        config(root, "CONFIG_64BIT=y", "CONFIG_ZONE_DEVICE=y", "CONFIG_PCI_P2PDMA=y", "CONFIG_VFIO_PCI_DMABUF=y",
                "CONFIG_VFIO_DEVICE_CDEV=y", "CONFIG_VFIO_GROUP=y", "# CONFIG_IO_STRICT_DEVMEM is not set");
        write(root.proc(), Map.of(
                "kallsyms", "0000000000000000 t vfio_pci_dma_buf_mmap\t[vfio_pci_core]\n",
                "interrupts", "           CPU0\n  24:          0  IR-PCI-MSI 0-edge  aerdrv\n",
                "mounts", "debug /sys/kernel/debug debugfs rw 0 0\n",
                "self/status", "CapEff:\t000001ffffffffff\n"));
        write(root.sys(), Map.of(
                "module/vfio/parameters/enable_unsafe_noiommu_mode", "Y\n",
                "kernel/debug/dma_buf/bufinfo", ""));
        write(top(root), Map.of("usr/include/linux/vfio.h", """
                #define VFIO_DEVICE_FEATURE_DMA_BUF 11
                #define VFIO_DEVICE_FEATURE_DMA_BUF_REVOKE 14
                #define VFIO_DEVICE_FEATURE_DMA_BUF_MEMATTR 15
                """));
    }

    /** Its configuration, in /boot. */
    public static void config(SystemRoot root, String... lines) throws IOException {
        write(top(root), Map.of("boot/config-6.18.0-fake", String.join("\n", lines) + "\n"));
    }

    private static Path top(SystemRoot root) {
        return root.proc().getParent();
    }

    /** Files below a folder. */
    public static void write(Path folder, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }
}
