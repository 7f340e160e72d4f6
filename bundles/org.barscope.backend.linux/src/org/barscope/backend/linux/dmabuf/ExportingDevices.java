// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.dmabuf;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.PciDeviceRecord;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;
import org.barscope.core.pci.PciAddress;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.vfio.Iommufd;

/** The devices that VFIO has, as far as DMABUFs need them: opened once and shared with whoever else uses them. */
interface ExportingDevices {

    /**
     * The device as it is now, without opening it.
     *
     * @throws BackendException {@code NOT_FOUND} when it is not there
     */
    PciDeviceRecord device(String attempt, PciAddress address) throws BackendException;

    /**
     * Opens a device, or joins it. Blocks for up to seconds: opening resets it.
     *
     * @param attempt     what the user wanted, for the message
     * @param acceptReset the user accepts that
     * @throws BackendException with the reason why it cannot be opened through VFIO
     */
    Lease open(String attempt, PciAddress address, boolean acceptReset) throws BackendException;

    /** A hold on an open device. */
    interface Lease extends AutoCloseable {

        /**
         * An I/O address space that the device is attached to.
         *
         * @param iommufd its manager, owned by the device
         * @param ioas    its number there
         */
        record Space(Iommufd iommufd, int ioas) {
        }

        /** As {@code VFIO_DEVICE_FEATURE_DMA_BUF}; the caller owns the buffer. */
        FileDescriptor export(int bar, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
                throws ErrnoException;

        /** Maps a part of a BAR through the device itself. */
        Mapping map(int bar, Span part, Protection protection, String description) throws IOException;

        /** Its address space; empty when it is open through a group and a container. */
        Optional<Space> space();

        /** How that BAR may be read. */
        AccessMap rules(int bar);

        /** The parts of a BAR that must not be reached through a mapping, whole pages: those of the MSI-X table. */
        List<Span> forbidden(int bar) throws IOException;

        /** Whether that BAR can be reached now, and if not, why: asks configuration space. Blocks briefly. */
        RegionStatus status(int bar);

        /**
         * Tells, on the thread that did it, when the device was reset, which revokes for a moment all that was exported
         * ({@code REVOKED}), and when it was closed for good ({@code LOST}).
         */
        Registration listen(Consumer<RegionStatus> listener);

        /** Gives up the hold. The last one closes the device, which resets it again. Idempotent. */
        @Override
        void close();
    }
}
