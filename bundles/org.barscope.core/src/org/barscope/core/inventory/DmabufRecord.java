// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.pci.PciAddress;

/**
 * A DMABUF that some process holds.
 *
 * @param inode    its inode in the kernel's dmabuf file system, unique on a machine
 * @param size     in bytes
 * @param name     what its owner called it; empty when it has no name
 * @param exporter the exporter's name: {@code vfio_pci_core}, {@code udmabuf}, {@code system}
 * @param device   the device whose memory it is, when known
 * @param owners   who holds it
 * @param status   whether it can be reached
 */
public record DmabufRecord(long inode, long size, String name, String exporter, Optional<PciAddress> device,
        List<Owner> owners, RegionStatus status) {

    /**
     * A process that holds a DMABUF.
     *
     * @param pid     its process id
     * @param command its name; empty when it cannot be read
     * @param fd      its file descriptor; -1 when it holds only a mapping
     */
    public record Owner(int pid, String command, int fd) {
        public Owner {
            Objects.requireNonNull(command);
        }
    }

    public DmabufRecord {
        Objects.requireNonNull(name);
        Objects.requireNonNull(exporter);
        Objects.requireNonNull(device);
        Objects.requireNonNull(status);
        owners = List.copyOf(owners);
    }
}
