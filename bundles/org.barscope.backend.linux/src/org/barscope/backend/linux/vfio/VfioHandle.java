// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.linux.vfio;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.barscope.linux.event.EventFd;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.FileDescriptor;
import org.barscope.linux.libc.OpenFlag;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.PositionedAccess;
import org.barscope.linux.memory.Protection;
import org.barscope.linux.uapi.vfio.DmaRange;
import org.barscope.linux.uapi.vfio.HotResetInfo;
import org.barscope.linux.uapi.vfio.VfioDeviceInfo;
import org.barscope.linux.uapi.vfio.VfioIrqInfo;
import org.barscope.linux.uapi.vfio.VfioRegionInfo;
import org.barscope.linux.vfio.Iommufd;

/**
 * An open VFIO device with all that had to be opened for it. The methods are those of
 * {@link org.barscope.linux.vfio.VfioDevice}, with its errors; after {@link #close} they fail with {@code EBADF}.
 */
public interface VfioHandle extends AutoCloseable {

    /**
     * An I/O address space that the device is attached to.
     *
     * @param iommufd the manager; owned by the handle
     * @param ioas    the address space's id there
     */
    record AddressSpace(Iommufd iommufd, int ioas) {
    }

    /** By which way it was opened. */
    OpenWay way();

    /** Its address space, when it was opened through iommufd. */
    Optional<AddressSpace> addressSpace();

    VfioDeviceInfo info() throws IOException;

    VfioRegionInfo region(int index) throws IOException;

    VfioIrqInfo irq(int index) throws IOException;

    Mapping map(VfioRegionInfo region, long offset, long length, Protection protection, String description)
            throws ErrnoException;

    PositionedAccess positioned(VfioRegionInfo region, Protection protection, String description);

    boolean hasFeature(int feature, int access) throws ErrnoException;

    /** As {@link org.barscope.linux.vfio.VfioDevice#exportDmaBuf}; the caller owns the DMABUF. */
    FileDescriptor export(int region, Set<OpenFlag> flags, List<DmaRange> ranges, String description)
            throws ErrnoException;

    void connectIrqs(int index, int start, List<EventFd> triggers) throws ErrnoException;

    void disableIrqs(int index) throws ErrnoException;

    void maskIrqs(int index, int start, int count) throws ErrnoException;

    void unmaskIrqs(int index, int start, int count) throws ErrnoException;

    void triggerIrqs(int index, int start, int count) throws ErrnoException;

    void reset() throws ErrnoException;

    HotResetInfo hotResetInfo() throws IOException;

    /** Proves ownership with the groups that are open here; with none for a device that is open through iommufd. */
    void hotReset() throws ErrnoException;

    /** Closes the device, then what it was opened through. Idempotent. Mappings must be closed before. */
    @Override
    void close();
}
