// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.iommufd;

import org.barscope.linux.libc.IoctlRequest;
import org.barscope.linux.uapi.IoctlNumber;

/** The ioctls of {@code /dev/iommu}, {@code linux/iommufd.h}. Every structure starts with its own size. */
public enum IommufdIoctl implements IoctlRequest {
    /** Destroys an object by its id. */
    IOMMU_DESTROY(0x80),
    /** Makes an I/O address space. */
    IOMMU_IOAS_ALLOC(0x81),
    /** Restricts the addresses that the kernel chooses from. */
    IOMMU_IOAS_ALLOW_IOVAS(0x82),
    /** Copies a mapping from one address space to another. */
    IOMMU_IOAS_COPY(0x83),
    /** Asks which addresses can be mapped. */
    IOMMU_IOAS_IOVA_RANGES(0x84),
    /** Maps memory of this process. */
    IOMMU_IOAS_MAP(0x85),
    /** Removes mappings. */
    IOMMU_IOAS_UNMAP(0x86),
    /** Gets or sets an option. */
    IOMMU_OPTION(0x87),
    /** Chooses the address space for VFIO's compatible interface. */
    IOMMU_VFIO_IOAS(0x88),
    /** Makes a page table. */
    IOMMU_HWPT_ALLOC(0x89),
    /** Describes the IOMMU behind a device. */
    IOMMU_GET_HW_INFO(0x8a),
    /** Maps a memfd or a DMABUF. */
    IOMMU_IOAS_MAP_FILE(0x8f);

    private final int number;

    IommufdIoctl(int command) {
        this.number = IoctlNumber.none(';', command);
    }

    @Override
    public int number() {
        return number;
    }
}
