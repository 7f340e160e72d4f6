// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.Registration;

/**
 * DMABUFs of one device mapped into the address spaces of others, so that one device reaches the memory of another. All
 * methods may be called from any thread and, but for the first two, block for milliseconds; a device that is not open
 * is opened, and so reset.
 */
public interface AddressSpaces {

    /** Why this cannot be done here, one clause and what to do; empty when it can. */
    Optional<String> refusal();

    /** The mappings that exist, in the order they were made. */
    List<IommuMapping> mappings();

    /**
     * Maps.
     *
     * @param acceptReset the user accepts that the device is reset when it has to be opened for this
     * @throws BackendException {@code USAGE} for a misaligned wish, {@code NOT_FOUND} without such a device or buffer,
     *         {@code REFUSED} for a buffer that cannot be mapped (several ranges, an exporter that does not take part,
     *         revoked at present) and for a device that is not open through an address space, {@code RESETS_DEVICE}
     *         when it is not open and acceptance is missing, {@code FAILED} otherwise
     */
    IommuMapping map(IommuMapping.Wish wish, boolean acceptReset) throws BackendException;

    /** Unmaps. Does nothing when it is gone already. */
    void unmap(IommuMapping mapping) throws BackendException;

    /**
     * Unmaps what another process has mapped: its address spaces live in a descriptor, which is copied for this.
     *
     * @param addressSpace its number, {@link IommuMapping#addressSpace()} there
     * @param iova         where the mapping begins
     * @param length       its length in bytes
     * @throws BackendException {@code NOT_FOUND} without such a process or mapping, {@code REFUSED} without the right
     *         to copy its descriptors
     */
    default void unmapElsewhere(int pid, int addressSpace, long iova, long length) throws BackendException {
        throw new BackendException(BackendException.Reason.REFUSED, "unmap 0x" + Long.toHexString(iova) + " in process "
                + pid, "this machine has no other processes", "");
    }

    /**
     * Maps again, at the same address, what a revocation has cut off.
     *
     * @return the mapping that takes its place
     */
    IommuMapping mapAgain(IommuMapping mapping) throws BackendException;

    /** Reports the mappings after each change, on a thread of the backend. The listener must return soon. */
    Registration listen(Consumer<List<IommuMapping>> listener);
}
