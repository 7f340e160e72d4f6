// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.Objects;
import java.util.OptionalLong;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.pci.PciAddress;

/**
 * A DMABUF in the address space of a device.
 *
 * @param id           tells it from others while Barscope runs
 * @param wish         what was asked for
 * @param addressSpace the number of the address space in the kernel (its IOAS)
 * @param iova         the address at which the device sees its first byte, unsigned
 * @param length       in bytes
 * @param valid        whether the device can reach it; not after a reset of the exporting device, which cuts it off
 *                     for good: it must be mapped again
 * @param reason       why it is not valid, one clause; empty while it is
 */
public record IommuMapping(int id, Wish wish, int addressSpace, long iova, long length, boolean valid,
        String reason) {

    /**
     * What is to be mapped where.
     *
     * @param target   the device that is to reach the buffer
     * @param dmabuf   the buffer, {@code dmabuf:INODE}; held by Barscope, or of another process
     * @param offset   the first byte of it, a multiple of the page size
     * @param length   how many bytes; empty for all the rest
     * @param iova     the address at which the device is to see it; empty to let the kernel choose
     * @param writable whether the device may write it
     */
    public record Wish(PciAddress target, RegionUri dmabuf, long offset, OptionalLong length, OptionalLong iova,
            boolean writable) {
        public Wish {
            Objects.requireNonNull(target);
            Objects.requireNonNull(dmabuf);
            Objects.requireNonNull(length);
            Objects.requireNonNull(iova);
        }
    }

    public IommuMapping {
        Objects.requireNonNull(wish);
        Objects.requireNonNull(reason);
    }
}
