// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.BackendException.Reason;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.linux.libc.ErrnoException;

/** What a refused export means ({@code vfio_pci_core_feature_dma_buf}, drivers/vfio/pci/vfio_pci_dmabuf.c). */
final class ExportRefusals {

    private ExportRefusals() {
    }

    static BackendException explain(String attempt, PciDeviceRecord device, int bar, ErrnoException refused) {
        return switch (refused.errno()) {
            case ENOTTY -> new BackendException(Reason.REFUSED, attempt,
                    "this kernel cannot export BARs as DMABUFs (ENOTTY)", "it takes one with CONFIG_VFIO_PCI_DMABUF, "
                            + "which needs PCI_P2PDMA, ZONE_DEVICE and 64BIT", refused);
            case EOPNOTSUPP -> new BackendException(Reason.REFUSED, attempt, "the driver "
                    + device.driver().orElse("of the device") + " does not export BARs (EOPNOTSUPP)",
                    "give the device to vfio-pci itself", refused);
            case EINVAL -> new BackendException(Reason.FAILED, attempt, "the kernel can make no peer-to-peer memory of "
                    + "bar" + bar + " (EINVAL), though the ranges are whole pages inside of it", "", refused);
            case ENODEV -> new BackendException(Reason.FAILED, attempt, "bar" + bar
                    + " has no memory assigned, or the device is being taken away (ENODEV)", "", refused);
            case EBUSY -> new BackendException(Reason.FAILED, attempt, "bar" + bar
                    + " is claimed by another driver (EBUSY)", "see which in /proc/iomem", refused);
            default -> new BackendException(Reason.FAILED, attempt, refused.getMessage(), "", refused);
        };
    }
}
