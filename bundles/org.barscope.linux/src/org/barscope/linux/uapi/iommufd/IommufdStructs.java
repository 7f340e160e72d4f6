// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.iommufd;

import java.util.List;

import org.barscope.linux.layout.KernelStruct;

/** The structures that {@link IommufdIoctl} requests take, {@code linux/iommufd.h}, with its constants. */
public final class IommufdStructs {
    /** {@code flags} of a map request: use the given address instead of choosing one. */
    public static final int IOMMU_IOAS_MAP_FIXED_IOVA = 1;
    /** {@code flags} of a map request: the device may write. */
    public static final int IOMMU_IOAS_MAP_WRITEABLE = 2;
    /** {@code flags} of a map request: the device may read. */
    public static final int IOMMU_IOAS_MAP_READABLE = 4;

    private static final String HEADER = "linux/iommufd.h";

    /** {@code struct iommu_destroy}. */
    public static final KernelStruct IOMMU_DESTROY =
            KernelStruct.of(HEADER, "iommu_destroy").u32("size").u32("id").build();

    /** {@code struct iommu_ioas_alloc}. */
    public static final KernelStruct IOMMU_IOAS_ALLOC =
            KernelStruct.of(HEADER, "iommu_ioas_alloc").u32("size").u32("flags").u32("out_ioas_id").build();

    /** {@code struct iommu_iova_range}; {@code last} is included. */
    public static final KernelStruct IOMMU_IOVA_RANGE =
            KernelStruct.of(HEADER, "iommu_iova_range").u64("start").u64("last").build();

    /** {@code struct iommu_ioas_iova_ranges}; {@code allowed_iovas} points to an array of ranges. */
    public static final KernelStruct IOMMU_IOAS_IOVA_RANGES =
            KernelStruct.of(HEADER, "iommu_ioas_iova_ranges").u32("size").u32("ioas_id").u32("num_iovas")
                    .u32("__reserved").u64("allowed_iovas").u64("out_iova_alignment").build();

    /** {@code struct iommu_ioas_map}. */
    public static final KernelStruct IOMMU_IOAS_MAP =
            KernelStruct.of(HEADER, "iommu_ioas_map").u32("size").u32("flags").u32("ioas_id").u32("__reserved")
                    .u64("user_va").u64("length").u64("iova").build();

    /** {@code struct iommu_ioas_map_file}. */
    public static final KernelStruct IOMMU_IOAS_MAP_FILE =
            KernelStruct.of(HEADER, "iommu_ioas_map_file").u32("size").u32("flags").u32("ioas_id").s32("fd")
                    .u64("start").u64("length").u64("iova").build();

    /** {@code struct iommu_ioas_unmap}. */
    public static final KernelStruct IOMMU_IOAS_UNMAP =
            KernelStruct.of(HEADER, "iommu_ioas_unmap").u32("size").u32("ioas_id").u64("iova").u64("length").build();

    private IommufdStructs() {
    }

    /** {@return every structure of this class} */
    public static List<KernelStruct> all() {
        return List.of(IOMMU_DESTROY, IOMMU_IOAS_ALLOC, IOMMU_IOVA_RANGE, IOMMU_IOAS_IOVA_RANGES, IOMMU_IOAS_MAP,
                IOMMU_IOAS_MAP_FILE, IOMMU_IOAS_UNMAP);
    }
}
