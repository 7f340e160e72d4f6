// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;

/**
 * An open region of device memory.
 *
 * <p>{@link #read}, {@link #write}, {@link #readBlock} and {@link #checkPresence} touch the device: they are called on
 * the device's one thread only (see {@link DeviceThread}) and may block for as long as the device takes to answer.
 * {@link #info} and {@link #status} never touch it and may be called anywhere.
 */
public interface MemoryRegion extends AutoCloseable {

    /** What does not change while the region is open. Does not block. */
    RegionInfo info();

    /** The state as the latest access, or the backend's own notice, left it. Does not block. */
    RegionStatus status();

    /**
     * One bus access of exactly that width.
     *
     * @return the value in the region's byte order, zero-extended to 64 bits
     * @throws AccessException when the access could not be made; a value is never made up
     */
    long read(long offset, AccessWidth width) throws AccessException;

    /**
     * One bus access of exactly that width. Called by {@link ArmedAccess} alone, which has put it down before.
     *
     * @param value only the low bits of the width may be set
     * @throws AccessException when the access could not be made or the region is not writable
     */
    void write(long offset, AccessWidth width, long value) throws AccessException;

    /**
     * Copies many bytes. Only for {@link RegionKind#MEMORY}.
     *
     * @return how many bytes were copied from the start: less than {@code length} when a fault stopped the copy, the
     *         bytes before it being good
     * @throws AccessException {@code WIDTH} for a region that is not memory; {@code FAULTED} when not one byte could be
     *         read
     */
    int readBlock(long offset, byte[] target, int from, int length) throws AccessException;

    /**
     * Runs several {@link #readBlock}s that belong together. What has to be done before and after the processor reads
     * is done once for all of them, which is what makes many small blocks as cheap as a large one.
     *
     * @param reads runs on this thread, once
     */
    default void readBlocks(Runnable reads) {
        reads.run();
    }

    /**
     * Copies many bytes into the region, from the first to the last. Only for {@link RegionKind#MEMORY}.
     *
     * @throws AccessException {@code WIDTH} for a region that is not memory; else when an access could not be made,
     *         with the offset it was to begin at: the bytes before that are written
     */
    default void writeBlock(long offset, byte[] source, int from, int length) throws AccessException {
        if (info().kind() != RegionKind.MEMORY) {
            throw new AccessException(AccessException.Kind.WIDTH, offset, "a block cannot be written to registers");
        }
        boolean little = info().byteOrder() == ByteOrder.LITTLE_ENDIAN;
        int at = 0;
        while (at < length) {
            int bytes = (offset + at) % 8 == 0 && length - at >= 8 ? 8 : 1;
            long value = 0;
            for (int i = 0; i < bytes; i++) {
                value |= (source[from + at + i] & 0xffL) << 8 * (little ? i : bytes - 1 - i);
            }
            write(offset + at, AccessWidth.ofBytes(bytes), value);
            at += bytes;
        }
    }

    /**
     * Asks the device, through configuration space or whatever else cannot be confused with data, whether it is still
     * there: what to do when all that is read is ones. Updates the status.
     *
     * @return the status after asking
     */
    RegionStatus checkPresence();

    /**
     * Reports each change of the status, on the thread that noticed it. The listener must return soon and must not
     * access the region.
     */
    Registration listen(Consumer<RegionStatus> listener);

    /**
     * Unmaps and frees. Idempotent. May be called from any thread, also while an access is under way: that access then
     * fails with {@code CLOSED}, or has finished when this returns.
     */
    @Override
    void close();
}
