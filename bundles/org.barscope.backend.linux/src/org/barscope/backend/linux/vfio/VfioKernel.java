// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.nio.file.Path;
import org.barscope.core.pci.PciAddress;

/** The kernel's two ways to open a device that is with VFIO. Each call makes one attempt, without a second guess. */
interface VfioKernel {

    /**
     * Through its group, which is shared by all its devices that are open here.
     *
     * @param file  the group's file
     * @param group its number
     * @param noIommu whether it is a group without an IOMMU
     */
    VfioHandle openByGroup(PciAddress device, Path file, int group, boolean noIommu) throws StepException;

    /** Through its character device. */
    VfioHandle openByCdev(PciAddress device, Path file) throws StepException;
}
