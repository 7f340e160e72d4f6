// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.inventory.DmabufRecord;

/**
 * A DMABUF that Barscope itself holds a descriptor of, so that it lives until {@link #close()}: it was made, exported,
 * received, or copied from another process.
 *
 * <p>May be used from any thread. What blocks says so.
 */
public interface HeldDmabuf extends AutoCloseable {

    /** How it came here. */
    enum Origin {
        /** Made of plain memory. */
        CREATED,
        /** Exported from a BAR. */
        EXPORTED,
        /** Received from a program. */
        RECEIVED,
        /** Copied from another process. */
        COPIED
    }

    /** How it came here. Does not block. */
    Origin origin();

    /** Our descriptor's number, for those who copy it from this process. Does not block. */
    int fd();

    /**
     * What is known of it as of the last look: name, owners, attachments, whether a reset has revoked it. Does not
     * block; {@link #refresh()} looks.
     */
    DmabufRecord record();

    /** What was asked for when it was exported; empty for other origins. Does not block. */
    Optional<BarExport> export();

    /**
     * Why its memory cannot be mapped by the processor (an exporter without mmap), one clause; empty when it can, which
     * was found out by mapping it. Does not block.
     */
    Optional<String> unmappable();

    /**
     * What happened to it since it is held, oldest first, one line each with its time: revoked and why, valid again,
     * renamed, sent to whom. Does not block.
     */
    List<String> history();

    /** The name under which its memory is opened: {@code dmabuf:INODE}. */
    default RegionUri uri() {
        return record().uri();
    }

    /** Looks at it anew. Blocks for milliseconds. */
    DmabufRecord refresh() throws BackendException;

    /**
     * Names it, for everybody who looks at it. Blocks briefly.
     *
     * @param name at most {@link ExportCheck#MAX_NAME_BYTES} bytes in UTF-8
     * @throws BackendException {@code USAGE} when it is too long, {@code FAILED} when the kernel refuses
     */
    void rename(String name) throws BackendException;

    /**
     * Sends a descriptor of it to the program that listens on a Unix socket ({@code SCM_RIGHTS}), with one line of text
     * that says what it is ({@link DmabufMessage}). Blocks until it has taken both.
     *
     * @throws BackendException {@code NOT_FOUND} when nobody listens there, {@code REFUSED} without the right to
     *         connect, {@code FAILED} when it is not taken
     */
    void send(Path socket) throws BackendException;

    /** Reports each change of {@link #record()}, on a thread of the backend. The listener must return soon. */
    Registration listen(Consumer<DmabufRecord> listener);

    /**
     * Gives up the descriptor. Views that are open keep their mapping. Other processes keep theirs, though a BAR's is
     * dead when its device closes. Idempotent. Blocks briefly.
     */
    @Override
    void close();
}
