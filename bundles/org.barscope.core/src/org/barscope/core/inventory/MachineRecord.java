// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything a backend saw at one moment.
 *
 * @param id           the backend's id
 * @param label        for people: the host's name, or "Demo machine"
 * @param kernel       kernel release; empty when it has none
 * @param architecture machine architecture as the kernel names it ("x86_64"); empty when it has none
 * @param capturedAt   when
 * @param groups       IOMMU groups, by number
 * @param devices      PCI devices, by address
 * @param dmabufs      DMABUFs, by inode
 * @param problems     one line for each thing that could not be read, with the reason
 */
public record MachineRecord(String id, String label, String kernel, String architecture, Instant capturedAt,
        List<IommuGroupRecord> groups, List<PciDeviceRecord> devices, List<DmabufRecord> dmabufs,
        List<String> problems) {

    public MachineRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(label);
        Objects.requireNonNull(kernel);
        Objects.requireNonNull(architecture);
        Objects.requireNonNull(capturedAt);
        groups = List.copyOf(groups);
        devices = List.copyOf(devices);
        dmabufs = List.copyOf(dmabufs);
        problems = List.copyOf(problems);
    }
}
