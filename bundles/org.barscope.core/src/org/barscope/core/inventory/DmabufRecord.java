// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.inventory;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;

/**
 * A DMABUF that some process holds.
 *
 * @param scheme      the scheme of its region URI: {@code dmabuf} for one of this computer's kernel
 * @param inode       its inode in the kernel's dmabuf file system, unique on a machine
 * @param size        in bytes
 * @param name        what its owner called it; empty when it has no name
 * @param exporter    the exporter's name: {@code vfio_pci_core}, {@code udmabuf}, {@code system}
 * @param device      the device whose memory it is, when known
 * @param bar         the index of the BAR that it is part of, when known
 * @param ranges      which parts of that BAR, in the order they have in the buffer; empty when unknown
 * @param attachments the names of the devices that have attached to it; empty when none has or nobody may look
 * @param owners      who holds it
 * @param status      whether it can be reached
 */
public record DmabufRecord(String scheme, long inode, long size, String name, String exporter,
        Optional<PciAddress> device, OptionalInt bar, List<Span> ranges, List<String> attachments, List<Owner> owners,
        RegionStatus status) {

    /** The scheme of those of a kernel. */
    public static final String SCHEME = "dmabuf";

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

    /** One of this computer's kernel, of whose origin no more than the device is known. */
    public DmabufRecord(long inode, long size, String name, String exporter, Optional<PciAddress> device,
            List<Owner> owners, RegionStatus status) {
        this(SCHEME, inode, size, name, exporter, device, OptionalInt.empty(), List.of(), List.of(), owners, status);
    }

    public DmabufRecord {
        Objects.requireNonNull(scheme);
        Objects.requireNonNull(name);
        Objects.requireNonNull(exporter);
        Objects.requireNonNull(device);
        Objects.requireNonNull(status);
        Objects.requireNonNull(bar);
        ranges = List.copyOf(ranges);
        attachments = List.copyOf(attachments);
        owners = List.copyOf(owners);
    }

    /** The name under which its memory is opened. */
    public RegionUri uri() {
        return new RegionUri(scheme, Long.toUnsignedString(inode), "");
    }

    /** The same with what its exporter knows of its origin. */
    public DmabufRecord from(PciAddress exportingDevice, int exportedBar, List<Span> parts) {
        return new DmabufRecord(scheme, inode, size, name, exporter, Optional.of(exportingDevice),
                OptionalInt.of(exportedBar), parts, attachments, owners, status);
    }

    /** The same in another state. */
    public DmabufRecord in(RegionStatus other) {
        return new DmabufRecord(scheme, inode, size, name, exporter, device, bar, ranges, attachments, owners, other);
    }
}
