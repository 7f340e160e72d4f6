// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import org.barscope.linux.libc.IoctlRequest;
import org.barscope.linux.uapi.IoctlNumber;

/**
 * The ioctls of VFIO, {@code linux/vfio.h}. Some numbers mean different things to different files: a container, a group
 * and a device do not share them.
 */
public enum VfioIoctl implements IoctlRequest {
    /** Container: the version of the interface, 0. */
    VFIO_GET_API_VERSION(0),
    /** Container: asks for an extension by its number. */
    VFIO_CHECK_EXTENSION(1),
    /** Container: chooses the IOMMU backend by its number. */
    VFIO_SET_IOMMU(2),
    /** Group: its status. */
    VFIO_GROUP_GET_STATUS(3),
    /** Group: joins the container behind an {@code int *}. */
    VFIO_GROUP_SET_CONTAINER(4),
    /** Group: leaves its container. */
    VFIO_GROUP_UNSET_CONTAINER(5),
    /** Group: opens a device by its name, a C string; returns a descriptor. */
    VFIO_GROUP_GET_DEVICE_FD(6),
    /** Device: its kind and the number of its regions and interrupts. */
    VFIO_DEVICE_GET_INFO(7),
    /** Device: one of its regions. */
    VFIO_DEVICE_GET_REGION_INFO(8),
    /** Device: one of its kinds of interrupt. */
    VFIO_DEVICE_GET_IRQ_INFO(9),
    /** Device: connects, masks, unmasks and triggers interrupts. */
    VFIO_DEVICE_SET_IRQS(10),
    /** Device: resets it. */
    VFIO_DEVICE_RESET(11),
    /** Device: what else a reset of its bus or slot would hit. */
    VFIO_DEVICE_GET_PCI_HOT_RESET_INFO(12),
    /** Device: resets its bus or slot. */
    VFIO_DEVICE_PCI_HOT_RESET(13),
    /** Device: writes a register when an eventfd is signalled. */
    VFIO_DEVICE_IOEVENTFD(16),
    /** Device: optional features by number. */
    VFIO_DEVICE_FEATURE(17),
    /** Device opened as character device: binds it to an iommufd. */
    VFIO_DEVICE_BIND_IOMMUFD(18),
    /** Device opened as character device: attaches it to an address space. */
    VFIO_DEVICE_ATTACH_IOMMUFD_PT(19),
    /** Device opened as character device: detaches it. */
    VFIO_DEVICE_DETACH_IOMMUFD_PT(20),
    /** Container: what its IOMMU can do. */
    VFIO_IOMMU_GET_INFO(12),
    /** Container: maps memory of this process for its devices. */
    VFIO_IOMMU_MAP_DMA(13),
    /** Container: removes mappings. */
    VFIO_IOMMU_UNMAP_DMA(14);

    private static final int VFIO_BASE = 100;

    private final int number;

    VfioIoctl(int index) {
        this.number = IoctlNumber.none(';', VFIO_BASE + index);
    }

    @Override
    public int number() {
        return number;
    }
}
