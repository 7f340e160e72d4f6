// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

/** Flags, indices and capability ids of {@code linux/vfio.h}, with the names of the header. */
public final class VfioConstants {
    /** Extension: the IOMMU backend of x86 and Arm, first version. */
    public static final int VFIO_TYPE1_IOMMU = 1;
    /** Extension: its second version, the one to use. */
    public static final int VFIO_TYPE1v2_IOMMU = 3;
    /** Extension: DMA is coherent with the processor's caches. */
    public static final int VFIO_DMA_CC_IOMMU = 4;
    /** Extension: no IOMMU at all, nothing protects the machine from the device. */
    public static final int VFIO_NOIOMMU_IOMMU = 8;
    /** The version of the interface that {@code VFIO_GET_API_VERSION} returns. */
    public static final int VFIO_API_VERSION = 0;

    /** {@code vfio_group_status.flags}: every device of the group is with VFIO or without driver. */
    public static final int VFIO_GROUP_FLAGS_VIABLE = 1;
    /** {@code vfio_group_status.flags}: the group has a container. */
    public static final int VFIO_GROUP_FLAGS_CONTAINER_SET = 2;

    /** {@code vfio_device_info.flags}: the device can be reset. */
    public static final int VFIO_DEVICE_FLAGS_RESET = 1;
    /** {@code vfio_device_info.flags}: it is a PCI device. */
    public static final int VFIO_DEVICE_FLAGS_PCI = 2;
    /** {@code vfio_device_info.flags}: capabilities follow. */
    public static final int VFIO_DEVICE_FLAGS_CAPS = 1 << 7;
    /** Capability of a device: atomic operations that its root port completes. */
    public static final int VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP = 5;

    /** {@code vfio_region_info.flags}: can be read. */
    public static final int VFIO_REGION_INFO_FLAG_READ = 1;
    /** {@code vfio_region_info.flags}: can be written. */
    public static final int VFIO_REGION_INFO_FLAG_WRITE = 2;
    /** {@code vfio_region_info.flags}: can be mapped, wholly unless a sparse capability says otherwise. */
    public static final int VFIO_REGION_INFO_FLAG_MMAP = 4;
    /** {@code vfio_region_info.flags}: capabilities follow. */
    public static final int VFIO_REGION_INFO_FLAG_CAPS = 8;
    /** Capability of a region: the parts that can be mapped. */
    public static final int VFIO_REGION_INFO_CAP_SPARSE_MMAP = 1;
    /** Capability of a region: what a device-specific region is. */
    public static final int VFIO_REGION_INFO_CAP_TYPE = 2;
    /** Capability of a region: its mapping includes the MSI-X table. */
    public static final int VFIO_REGION_INFO_CAP_MSIX_MAPPABLE = 3;

    /** Region of BAR 0; BARs 1 to 5 follow. */
    public static final int VFIO_PCI_BAR0_REGION_INDEX = 0;
    /** Region of BAR 5. */
    public static final int VFIO_PCI_BAR5_REGION_INDEX = 5;
    /** Region of the expansion ROM. */
    public static final int VFIO_PCI_ROM_REGION_INDEX = 6;
    /** Region of the configuration space. */
    public static final int VFIO_PCI_CONFIG_REGION_INDEX = 7;
    /** Region of the legacy VGA addresses. */
    public static final int VFIO_PCI_VGA_REGION_INDEX = 8;
    /** How many regions every PCI device has; device-specific ones follow. */
    public static final int VFIO_PCI_NUM_REGIONS = 9;

    /** Interrupt: the pin. */
    public static final int VFIO_PCI_INTX_IRQ_INDEX = 0;
    /** Interrupt: MSI. */
    public static final int VFIO_PCI_MSI_IRQ_INDEX = 1;
    /** Interrupt: MSI-X. */
    public static final int VFIO_PCI_MSIX_IRQ_INDEX = 2;
    /** Interrupt: an uncorrectable error was reported. */
    public static final int VFIO_PCI_ERR_IRQ_INDEX = 3;
    /** Interrupt: the kernel asks for the device to be released. */
    public static final int VFIO_PCI_REQ_IRQ_INDEX = 4;
    /** How many kinds of interrupt a PCI device has. */
    public static final int VFIO_PCI_NUM_IRQS = 5;

    /** {@code vfio_irq_info.flags}: can signal an eventfd. */
    public static final int VFIO_IRQ_INFO_EVENTFD = 1;
    /** {@code vfio_irq_info.flags}: can be masked. */
    public static final int VFIO_IRQ_INFO_MASKABLE = 2;
    /** {@code vfio_irq_info.flags}: masks itself when it happens and must be unmasked after. */
    public static final int VFIO_IRQ_INFO_AUTOMASKED = 4;
    /** {@code vfio_irq_info.flags}: to enable more of them, disable all first. */
    public static final int VFIO_IRQ_INFO_NORESIZE = 8;
    /** {@code vfio_irq_set.flags}: no data follow. */
    public static final int VFIO_IRQ_SET_DATA_NONE = 1;
    /** {@code vfio_irq_set.flags}: a byte for each follows. */
    public static final int VFIO_IRQ_SET_DATA_BOOL = 2;
    /** {@code vfio_irq_set.flags}: an eventfd for each follows, -1 for none. */
    public static final int VFIO_IRQ_SET_DATA_EVENTFD = 4;
    /** {@code vfio_irq_set.flags}: masks. */
    public static final int VFIO_IRQ_SET_ACTION_MASK = 8;
    /** {@code vfio_irq_set.flags}: unmasks. */
    public static final int VFIO_IRQ_SET_ACTION_UNMASK = 16;
    /** {@code vfio_irq_set.flags}: connects eventfds, or triggers. */
    public static final int VFIO_IRQ_SET_ACTION_TRIGGER = 32;

    /** {@code vfio_pci_hot_reset_info.flags}: device ids are reported instead of groups; since Linux 6.6. */
    public static final int VFIO_PCI_HOT_RESET_FLAG_DEV_ID = 1;
    /** {@code vfio_pci_hot_reset_info.flags}: every device is the caller's; since Linux 6.6. */
    public static final int VFIO_PCI_HOT_RESET_FLAG_DEV_ID_OWNED = 2;

    /** {@code vfio_device_feature.flags}: the feature's number. */
    public static final int VFIO_DEVICE_FEATURE_MASK = 0xffff;
    /** {@code vfio_device_feature.flags}: reads it. */
    public static final int VFIO_DEVICE_FEATURE_GET = 1 << 16;
    /** {@code vfio_device_feature.flags}: writes it. */
    public static final int VFIO_DEVICE_FEATURE_SET = 1 << 17;
    /** {@code vfio_device_feature.flags}: only asks whether it could be. */
    public static final int VFIO_DEVICE_FEATURE_PROBE = 1 << 18;
    /** Feature: the secret shared by a physical function and its virtual ones. */
    public static final int VFIO_DEVICE_FEATURE_PCI_VF_TOKEN = 0;
    /** Feature: lets the device sleep; since Linux 6.1. */
    public static final int VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY = 3;
    /** Feature: wakes it; since Linux 6.1. */
    public static final int VFIO_DEVICE_FEATURE_LOW_POWER_EXIT = 5;
    /** Feature: bus mastering of devices without configuration space; since Linux 6.10. */
    public static final int VFIO_DEVICE_FEATURE_BUS_MASTER = 10;
    /** Feature: exports part of a region as a DMABUF; since Linux 6.19. */
    public static final int VFIO_DEVICE_FEATURE_DMA_BUF = 11;

    /** {@code vfio_iommu_type1_info.flags}: the page sizes are known. */
    public static final int VFIO_IOMMU_INFO_PGSIZES = 1;
    /** {@code vfio_iommu_type1_info.flags}: capabilities follow. */
    public static final int VFIO_IOMMU_INFO_CAPS = 2;
    /** Capability of an IOMMU: addresses that can be mapped. */
    public static final int VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE = 1;
    /** Capability of an IOMMU: how many mappings are left. */
    public static final int VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL = 3;
    /** {@code vfio_iommu_type1_dma_map.flags}: the device may read. */
    public static final int VFIO_DMA_MAP_FLAG_READ = 1;
    /** {@code vfio_iommu_type1_dma_map.flags}: the device may write. */
    public static final int VFIO_DMA_MAP_FLAG_WRITE = 2;

    private VfioConstants() {
    }
}
