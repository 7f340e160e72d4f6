// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;

/**
 * What a machine can do with DMABUFs. All methods may be called from any thread; those that block say so and must not
 * be called on a UI thread.
 *
 * <p>Reading and writing the memory of a DMABUF is opening its {@link RegionUri} ({@code dmabuf:INODE}, or
 * {@code dmabuf:PID/FD} for a certain descriptor of a certain process) as any other region.
 */
public interface DmabufService {

    /** What offsets and lengths of exported ranges and of new buffers are multiples of, in bytes. Does not block. */
    int pageSize();

    /**
     * Looks for all DMABUFs of all processes that this user may look at. Blocks for as long as that takes:
     * milliseconds, and up to a second with thousands of processes.
     */
    DmabufListing list();

    /** Where a new buffer of plain memory can come from, usable or not. Blocks briefly. */
    List<DmabufSource> sources();

    /**
     * Makes a buffer of plain memory, all zero, and holds it. Blocks briefly.
     *
     * @param source the {@link DmabufSource#id()}
     * @param size   in bytes, a multiple of the page size
     * @param name   empty for none
     * @throws BackendException {@code USAGE} for a size or name that cannot be, {@code NOT_FOUND} for no such source,
     *         {@code REFUSED} without the right to use it, {@code FAILED} when the kernel refuses
     */
    HeldDmabuf create(String source, long size, String name) throws BackendException;

    /**
     * Exports parts of a BAR and holds the buffer, and with it the device: it stays open, through VFIO, until the
     * buffer is closed. Blocks; a device that is not open yet is opened, and so reset, which takes up to seconds.
     *
     * @param acceptReset the user has been told, and accepts, that opening resets the device; irrelevant while it is
     *                    open already
     * @throws BackendException {@code USAGE} when {@link ExportCheck} finds a problem, {@code NOT_FOUND} without such a
     *         device or BAR, {@code RESETS_DEVICE} when opening it would need acceptance, {@code REFUSED} when the
     *         device is not with VFIO or the kernel does not export, {@code FAILED} otherwise
     */
    HeldDmabuf export(BarExport wish, boolean acceptReset) throws BackendException;

    /**
     * Holds a buffer of another process, by a copy of its descriptor. One that is held already is given again: it then
     * has to be closed only once. Blocks briefly.
     *
     * @throws BackendException {@code NOT_FOUND} when no process has it, {@code REFUSED} without the right to copy
     */
    HeldDmabuf hold(RegionUri dmabuf) throws BackendException;

    /** The buffers that Barscope holds, in the order they came. Does not block. */
    List<HeldDmabuf> held();

    /** Reports what is held after each change of the list, on the thread that changed it. */
    Registration listenHeld(Consumer<List<HeldDmabuf>> listener);

    /**
     * Listens on a Unix socket for programs that hand over DMABUFs. Does not wait for them.
     *
     * @param socket the file to make; nothing may be there
     * @throws BackendException {@code REFUSED} when something is there or the folder may not be written, {@code USAGE}
     *         when the path is too long for a socket, {@code NOT_FOUND} when its folder is not there
     */
    DmabufReceiver receive(Path socket) throws BackendException;

    /** Hands a buffer to every program that connects to a Unix socket. Errors as {@link #receive}. */
    DmabufServer serve(HeldDmabuf dmabuf, Path socket) throws BackendException;

    /** DMABUFs in the address spaces of devices; empty for a machine without such a thing. Does not block. */
    Optional<AddressSpaces> addressSpaces();
}
