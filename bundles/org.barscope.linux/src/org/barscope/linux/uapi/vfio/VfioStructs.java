// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.ValueLayout;
import java.util.List;

import org.barscope.linux.layout.KernelStruct;

/** The structures that {@link VfioIoctl} requests take, {@code linux/vfio.h}. */
public final class VfioStructs {
    private static final String HEADER = "linux/vfio.h";

    /** {@code struct vfio_info_cap_header}: the start of every capability; {@code next} is an offset, 0 at the end. */
    public static final KernelStruct VFIO_INFO_CAP_HEADER =
            KernelStruct.of(HEADER, "vfio_info_cap_header").u16("id").u16("version").u32("next").build();

    /** {@code struct vfio_group_status}. */
    public static final KernelStruct VFIO_GROUP_STATUS =
            KernelStruct.of(HEADER, "vfio_group_status").u32("argsz").u32("flags").build();

    /** {@code struct vfio_device_info}, which capabilities may follow. */
    public static final KernelStruct VFIO_DEVICE_INFO =
            KernelStruct.of(HEADER, "vfio_device_info").u32("argsz").u32("flags").u32("num_regions").u32("num_irqs")
                    .u32("cap_offset").u32("pad").build();

    /** {@code struct vfio_device_info_cap_pci_atomic_comp}. */
    public static final KernelStruct VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP =
            KernelStruct.of(HEADER, "vfio_device_info_cap_pci_atomic_comp").struct("header", VFIO_INFO_CAP_HEADER)
                    .u32("flags").u32("reserved").build();

    /** {@code struct vfio_region_info}, which capabilities may follow. */
    public static final KernelStruct VFIO_REGION_INFO =
            KernelStruct.of(HEADER, "vfio_region_info").u32("argsz").u32("flags").u32("index").u32("cap_offset")
                    .u64("size").u64("offset").build();

    /** {@code struct vfio_region_sparse_mmap_area}. */
    public static final KernelStruct VFIO_REGION_SPARSE_MMAP_AREA =
            KernelStruct.of(HEADER, "vfio_region_sparse_mmap_area").u64("offset").u64("size").build();

    /** {@code struct vfio_region_info_cap_sparse_mmap}. */
    public static final KernelStruct VFIO_REGION_INFO_CAP_SPARSE_MMAP =
            KernelStruct.of(HEADER, "vfio_region_info_cap_sparse_mmap").struct("header", VFIO_INFO_CAP_HEADER)
                    .u32("nr_areas").u32("reserved").flexible("areas", VFIO_REGION_SPARSE_MMAP_AREA).build();

    /** {@code struct vfio_region_info_cap_type}. */
    public static final KernelStruct VFIO_REGION_INFO_CAP_TYPE =
            KernelStruct.of(HEADER, "vfio_region_info_cap_type").struct("header", VFIO_INFO_CAP_HEADER)
                    .u32("type").u32("subtype").build();

    /** {@code struct vfio_irq_info}. */
    public static final KernelStruct VFIO_IRQ_INFO =
            KernelStruct.of(HEADER, "vfio_irq_info").u32("argsz").u32("flags").u32("index").u32("count").build();

    /** {@code struct vfio_irq_set}; {@code data} are bytes or, for eventfds, signed 32-bit numbers. */
    public static final KernelStruct VFIO_IRQ_SET =
            KernelStruct.of(HEADER, "vfio_irq_set").u32("argsz").u32("flags").u32("index").u32("start").u32("count")
                    .flexible("data", ValueLayout.JAVA_BYTE).build();

    /** {@code struct vfio_pci_dependent_device}; its first member is called {@code devid} since Linux 6.6, too. */
    public static final KernelStruct VFIO_PCI_DEPENDENT_DEVICE =
            KernelStruct.of(HEADER, "vfio_pci_dependent_device").u32("group_id").u16("segment").u8("bus").u8("devfn")
                    .build();

    /** {@code struct vfio_pci_hot_reset_info}. */
    public static final KernelStruct VFIO_PCI_HOT_RESET_INFO =
            KernelStruct.of(HEADER, "vfio_pci_hot_reset_info").u32("argsz").u32("flags").u32("count")
                    .flexible("devices", VFIO_PCI_DEPENDENT_DEVICE).build();

    /** {@code struct vfio_pci_hot_reset}. */
    public static final KernelStruct VFIO_PCI_HOT_RESET =
            KernelStruct.of(HEADER, "vfio_pci_hot_reset").u32("argsz").u32("flags").u32("count")
                    .flexible("group_fds", ValueLayout.JAVA_INT).build();

    /** {@code struct vfio_device_feature}; what {@code data} is depends on the feature. */
    public static final KernelStruct VFIO_DEVICE_FEATURE =
            KernelStruct.of(HEADER, "vfio_device_feature").u32("argsz").u32("flags")
                    .flexible("data", ValueLayout.JAVA_BYTE).build();

    /** {@code struct vfio_region_dma_range}. */
    public static final KernelStruct VFIO_REGION_DMA_RANGE =
            KernelStruct.of(HEADER, "vfio_region_dma_range").u64("offset").u64("length").build();

    /** {@code struct vfio_device_feature_dma_buf}. */
    public static final KernelStruct VFIO_DEVICE_FEATURE_DMA_BUF =
            KernelStruct.of(HEADER, "vfio_device_feature_dma_buf").u32("region_index").u32("open_flags").u32("flags")
                    .u32("nr_ranges").flexible("dma_ranges", VFIO_REGION_DMA_RANGE).build();

    /** {@code struct vfio_device_bind_iommufd}. */
    public static final KernelStruct VFIO_DEVICE_BIND_IOMMUFD =
            KernelStruct.of(HEADER, "vfio_device_bind_iommufd").u32("argsz").u32("flags").s32("iommufd")
                    .u32("out_devid").u64("token_uuid_ptr").build();

    /** {@code struct vfio_device_attach_iommufd_pt}. */
    public static final KernelStruct VFIO_DEVICE_ATTACH_IOMMUFD_PT =
            KernelStruct.of(HEADER, "vfio_device_attach_iommufd_pt").u32("argsz").u32("flags").u32("pt_id")
                    .u32("pasid").build();

    /** {@code struct vfio_device_detach_iommufd_pt}. */
    public static final KernelStruct VFIO_DEVICE_DETACH_IOMMUFD_PT =
            KernelStruct.of(HEADER, "vfio_device_detach_iommufd_pt").u32("argsz").u32("flags").u32("pasid").build();

    /** {@code struct vfio_iommu_type1_info}, which capabilities may follow. */
    public static final KernelStruct VFIO_IOMMU_TYPE1_INFO =
            KernelStruct.of(HEADER, "vfio_iommu_type1_info").u32("argsz").u32("flags").u64("iova_pgsizes")
                    .u32("cap_offset").u32("pad").build();

    /** {@code struct vfio_iova_range}; {@code end} is included. */
    public static final KernelStruct VFIO_IOVA_RANGE =
            KernelStruct.of(HEADER, "vfio_iova_range").u64("start").u64("end").build();

    /** {@code struct vfio_iommu_type1_info_cap_iova_range}. */
    public static final KernelStruct VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE =
            KernelStruct.of(HEADER, "vfio_iommu_type1_info_cap_iova_range").struct("header", VFIO_INFO_CAP_HEADER)
                    .u32("nr_iovas").u32("reserved").flexible("iova_ranges", VFIO_IOVA_RANGE).build();

    /** {@code struct vfio_iommu_type1_info_dma_avail}. */
    public static final KernelStruct VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL =
            KernelStruct.of(HEADER, "vfio_iommu_type1_info_dma_avail").struct("header", VFIO_INFO_CAP_HEADER)
                    .u32("avail").build();

    /** {@code struct vfio_iommu_type1_dma_map}. */
    public static final KernelStruct VFIO_IOMMU_TYPE1_DMA_MAP =
            KernelStruct.of(HEADER, "vfio_iommu_type1_dma_map").u32("argsz").u32("flags").u64("vaddr").u64("iova")
                    .u64("size").build();

    /** {@code struct vfio_iommu_type1_dma_unmap}. */
    public static final KernelStruct VFIO_IOMMU_TYPE1_DMA_UNMAP =
            KernelStruct.of(HEADER, "vfio_iommu_type1_dma_unmap").u32("argsz").u32("flags").u64("iova").u64("size")
                    .flexible("data", ValueLayout.JAVA_BYTE).build();

    private VfioStructs() {
    }

    /** {@return every structure of this class} */
    public static List<KernelStruct> all() {
        return List.of(VFIO_INFO_CAP_HEADER, VFIO_GROUP_STATUS, VFIO_DEVICE_INFO, VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP,
                VFIO_REGION_INFO, VFIO_REGION_SPARSE_MMAP_AREA, VFIO_REGION_INFO_CAP_SPARSE_MMAP,
                VFIO_REGION_INFO_CAP_TYPE, VFIO_IRQ_INFO, VFIO_IRQ_SET, VFIO_PCI_DEPENDENT_DEVICE,
                VFIO_PCI_HOT_RESET_INFO, VFIO_PCI_HOT_RESET, VFIO_DEVICE_FEATURE, VFIO_REGION_DMA_RANGE,
                VFIO_DEVICE_FEATURE_DMA_BUF, VFIO_DEVICE_BIND_IOMMUFD, VFIO_DEVICE_ATTACH_IOMMUFD_PT,
                VFIO_DEVICE_DETACH_IOMMUFD_PT, VFIO_IOMMU_TYPE1_INFO, VFIO_IOVA_RANGE,
                VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE, VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL, VFIO_IOMMU_TYPE1_DMA_MAP,
                VFIO_IOMMU_TYPE1_DMA_UNMAP);
    }
}
