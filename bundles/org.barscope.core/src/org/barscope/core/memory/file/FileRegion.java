// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;
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

/** A file, read by position and never mapped, so that a file that shrinks while open gives an error and not a fault. */
final class FileRegion implements MemoryRegion {

    private final FileChannel channel;
    private final RegionInfo info;
    private final StatusCell status = new StatusCell();

    FileRegion(RegionUri uri, FileChannel channel, long size) {
        this.channel = channel;
        this.info = new RegionInfo(uri, RegionKind.MEMORY, size, ByteOrder.LITTLE_ENDIAN, false, OptionalLong.empty(),
                AccessMap.safe(AccessWidth.W8), new Route("file", "read of the file", List.of()));
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return status.get();
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        requireInside(offset, width.bytes());
        byte[] bytes = new byte[width.bytes()];
        if (readBlock(offset, bytes, 0, bytes.length) < bytes.length) {
            throw shrunk(offset);
        }
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        throw new AccessException(Kind.NOT_WRITABLE, offset, "cannot write " + info.uri()
                + ": a file is opened read-only");
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        requireInside(offset, length);
        ByteBuffer buffer = ByteBuffer.wrap(target, from, length);
        try {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, offset + buffer.position() - from) < 0) {
                    break;
                }
            }
        } catch (ClosedChannelException closed) {
            throw new AccessException(Kind.CLOSED, offset, "cannot read " + info.uri() + ": it is closed", closed);
        } catch (IOException problem) {
            throw new AccessException(Kind.IO, offset, "cannot read " + info.uri() + " at offset 0x"
                    + Long.toHexString(offset) + ": " + problem.getMessage(), problem);
        }
        int got = buffer.position() - from;
        if (got == 0 && length > 0) {
            throw shrunk(offset);
        }
        return got;
    }

    private void requireInside(long offset, int length) throws AccessException {
        if (offset < 0 || length < 0 || offset > info.size() - length) {
            throw new AccessException(Kind.OUT_OF_RANGE, offset, "cannot read " + length + " bytes of " + info.uri()
                    + " at offset " + (offset < 0 ? Long.toString(offset) : "0x" + Long.toHexString(offset))
                    + ": the file ends at 0x" + Long.toHexString(info.size()));
        }
    }

    private AccessException shrunk(long offset) {
        return new AccessException(Kind.FAULTED, offset, "cannot read " + info.uri() + " at offset 0x"
                + Long.toHexString(offset) + ": the file has become shorter since it was opened");
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
        if (!status.close()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException harmless) {
            // Nothing was written, so nothing can be lost; the descriptor is gone either way.
            return;
        }
    }
}
