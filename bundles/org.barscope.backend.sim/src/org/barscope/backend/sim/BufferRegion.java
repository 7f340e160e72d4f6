// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.backend.sim.memory.MappedView;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.StatusCell;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/** A buffer of plain memory that the demo machine made. The memory's lock is the buffer's. */
final class BufferRegion implements MemoryRegion {

    private final DeviceMemory memory;
    private final MappedView view;
    private final RegionInfo info;
    private final StatusCell status = new StatusCell();

    BufferRegion(RegionUri uri, DeviceMemory memory, boolean writable) throws IOException {
        this.memory = memory;
        synchronized (memory) {
            this.view = MappedView.memfd(memory, writable ? Protection.READ_WRITE : Protection.READ_ONLY,
                    MemoryKind.MEMORY);
        }
        this.info = new RegionInfo(uri, RegionKind.MEMORY, memory.size(), ByteOrder.LITTLE_ENDIAN, writable,
                OptionalLong.empty(), AccessMap.safe(AccessWidth.W32),
                new Route("memfd", "mmap of a memfd of the demo machine", List.of()));
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return status.get();
    }

    private void check(long offset, int length) throws AccessException {
        if (status.closed()) {
            throw new AccessException(Kind.CLOSED, offset, "access to " + info.uri() + ": it is closed");
        }
        if (offset < 0 || offset > info.size() - length) {
            throw new AccessException(Kind.OUT_OF_RANGE, offset, "0x" + Long.toHexString(offset) + " of " + info.uri()
                    + ": the buffer has 0x" + Long.toHexString(info.size()) + " bytes");
        }
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        synchronized (memory) {
            check(offset, width.bytes());
            try {
                return view.read(offset, width);
            } catch (IOException failed) {
                throw failed(offset, failed);
            }
        }
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        synchronized (memory) {
            check(offset, width.bytes());
            if (!info.writable()) {
                throw new AccessException(Kind.NOT_WRITABLE, offset, "write at 0x" + Long.toHexString(offset) + " of "
                        + info.uri() + ": it is open read-only");
            }
            try {
                view.write(offset, width, value);
            } catch (IOException failed) {
                throw failed(offset, failed);
            }
        }
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        synchronized (memory) {
            check(offset, length);
            try {
                return view.copyOut(offset, target, from, length);
            } catch (IOException failed) {
                throw failed(offset, failed);
            }
        }
    }

    private AccessException failed(long offset, IOException failed) {
        return new AccessException(Kind.IO, offset, "access at 0x" + Long.toHexString(offset) + " of " + info.uri()
                + ": " + failed.getMessage(), failed);
    }

    @Override
    public RegionStatus checkPresence() {
        return status.get();
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return status.listen(listener);
    }

    @Override
    public void close() {
        if (status.close()) {
            synchronized (memory) {
                view.close();
            }
        }
    }
}
