// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.memory;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.barscope.core.memory.AccessWidth;
import org.barscope.linux.libc.ErrnoException;
import org.barscope.linux.libc.HostSystem;
import org.barscope.linux.memory.Mapping;
import org.barscope.linux.memory.MemFile;
import org.barscope.linux.memory.MemoryKind;
import org.barscope.linux.memory.Protection;

/**
 * The memory of one simulated region: a sparse memfd, seen from the device's side.
 *
 * <p>The device always reaches all of its memory. What users see through their {@linkplain MappedView mappings} can be
 * {@linkplain #cut cut short}: then the memfd is really truncated, so that an access past the cut is a real SIGBUS, and
 * the content lives on in a second memfd until {@link #restore()}. Once a DMABUF was made of it the memfd is sealed
 * against shrinking; then views hit a mapping of nothing instead, with the same SIGBUS.
 *
 * <p>Pages come into being when they are written. Which 64 KiB chunks have been written through this bundle is kept in
 * mind, because reading a page of a memfd through a mapping allocates it, and reading through 16 GiB must not. Somebody
 * who maps the memfd by other ways (through {@code /proc/PID/fd}) sees the bytes as the latest access left them and
 * sets no device behaviour going; what they write stays, except where a cut takes a chunk that was never written
 * through this class.
 *
 * <p>Not safe for several threads: the function's lock guards it.
 */
public final class DeviceMemory implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final String name;
    private final long size;
    private final MemFile file;
    private final Mapping device;
    private final BitSet written = new BitSet();
    private long reach;
    private boolean sealed;
    private MemFile saved;

    private DeviceMemory(String name, long size, MemFile file, Mapping device) {
        this.name = name;
        this.size = size;
        this.file = file;
        this.device = device;
        this.reach = size;
    }

    /**
     * Makes memory full of zeros; costs two system calls and no pages.
     *
     * @param name for people who look into {@code /proc/PID/fd}
     * @param size in bytes; rounded up to whole pages
     */
    public static DeviceMemory create(String name, long size) throws ErrnoException {
        long page = HostSystem.pageSize();
        long whole = (size + page - 1) / page * page;
        MemFile file = MemFile.create(name, whole);
        try {
            return new DeviceMemory(name, whole, file, file.map(Protection.READ_WRITE, MemoryKind.MEMORY));
        } catch (ErrnoException refused) {
            file.close();
            throw refused;
        }
    }

    String name() {
        return name;
    }

    /** In bytes, whole pages. */
    public long size() {
        return size;
    }

    MemFile file() {
        return file;
    }

    /** What users reach, from offset 0; less than the size while it is cut. */
    public long reach() {
        return reach;
    }

    boolean sealed() {
        return sealed;
    }

    void seal() throws ErrnoException {
        if (!sealed) {
            if (reach < size) {
                throw new IllegalStateException("cannot seal memory that is cut");
            }
            file.addSeals(MemFile.Seal.SHRINK);
            sealed = true;
        }
    }

    /**
     * Takes away what lies behind an offset, from every mapping that users have or will make.
     *
     * @param from rounded down to a page; 0 takes everything
     */
    public void cut(long from) throws IOException {
        long page = HostSystem.pageSize();
        long to = Math.min(reach, from / page * page);
        if (to == reach) {
            return;
        }
        if (!sealed) {
            if (saved == null) {
                saved = MemFile.create(name + "-saved", size);
            }
            copyWritten(file, saved, to, reach);
            file.resize(to);
        }
        reach = to;
    }

    /** Gives everything back with the content that the device sees now. */
    public void restore() throws IOException {
        if (reach == size) {
            return;
        }
        if (!sealed) {
            file.resize(size);
            copyWritten(saved, file, reach, size);
            saved.close();
            saved = null;
        }
        reach = size;
    }

    private void copyWritten(MemFile source, MemFile target, long from, long to) throws IOException {
        byte[] buffer = new byte[CHUNK];
        for (int chunk = written.nextSetBit((int) (from / CHUNK)); chunk >= 0; chunk = written.nextSetBit(chunk + 1)) {
            long start = Math.max(from, (long) chunk * CHUNK);
            long end = Math.min(to, (chunk + 1L) * CHUNK);
            if (start >= end) {
                return;
            }
            int length = (int) (end - start);
            transfer(source, start, buffer, 0, length, false);
            transfer(target, start, buffer, 0, length, true);
        }
    }

    /** The value that the device sees, little-endian. */
    public long load(long offset, AccessWidth width) throws IOException {
        if (byMapping(offset, width.bytes())) {
            return device.access().read(offset, linux(width), ByteOrder.LITTLE_ENDIAN);
        }
        byte[] bytes = new byte[width.bytes()];
        read(offset, bytes, 0, bytes.length);
        long value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        return value;
    }

    /** Sets a value from the device's side, little-endian. */
    public void store(long offset, AccessWidth width, long value) throws IOException {
        if (byMapping(offset, width.bytes())) {
            touched(offset, width.bytes());
            device.access().write(offset, linux(width), ByteOrder.LITTLE_ENDIAN, value);
            return;
        }
        byte[] bytes = new byte[width.bytes()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> 8 * i);
        }
        write(offset, bytes, 0, bytes.length);
    }

    /** Copies out of the device's memory, from the device's side. */
    public void read(long offset, byte[] target, int from, int length) throws IOException {
        int seen = visible(offset, length);
        if (seen > 0) {
            device.access().copyOut(offset, target, from, seen);
        }
        if (seen < length) {
            transfer(saved, offset + seen, target, from + seen, length - seen, false);
        }
    }

    /** Copies into the device's memory, from the device's side. */
    public void write(long offset, byte[] source, int from, int length) throws IOException {
        touched(offset, length);
        int seen = visible(offset, length);
        if (seen > 0) {
            device.access().copyIn(offset, source, from, seen);
        }
        if (seen < length) {
            transfer(saved, offset + seen, source, from + seen, length - seen, true);
        }
    }

    private boolean byMapping(long offset, int length) {
        return sealed || offset + length <= reach;
    }

    /** How many bytes from an offset on are still in the memfd itself. */
    private int visible(long offset, int length) {
        return byMapping(offset, length) ? length : (int) Math.max(0, reach - offset);
    }

    private static void transfer(MemFile file, long offset, byte[] bytes, int from, int length, boolean writing)
            throws IOException {
        int done = 0;
        while (done < length) {
            int moved = writing
                    ? file.descriptor().pwrite(offset + done, bytes, from + done, length - done)
                    : file.descriptor().pread(offset + done, bytes, from + done, length - done);
            if (moved <= 0) {
                throw new IOException("a memfd of the demo machine ended early at offset 0x"
                        + Long.toHexString(offset + done));
            }
            done += moved;
        }
    }

    /** Remembers that a range holds something. */
    void touched(long offset, long length) {
        written.set((int) (offset / CHUNK), (int) ((offset + length - 1) / CHUNK) + 1);
    }

    /** How many bytes from an offset on belong to chunks that are alike: all written or all never written. */
    long alike(long offset, long limit) {
        int chunk = (int) (offset / CHUNK);
        int next = written.get(chunk) ? written.nextClearBit(chunk) : written.nextSetBit(chunk);
        long end = next < 0 ? size : (long) next * CHUNK;
        return Math.min(limit, end - offset);
    }

    boolean isWritten(long offset) {
        return written.get((int) (offset / CHUNK));
    }

    static org.barscope.linux.memory.AccessWidth linux(AccessWidth width) {
        return org.barscope.linux.memory.AccessWidth.ofBytes(width.bytes());
    }

    /** Unmaps and frees. Views live on and must be closed by themselves. */
    @Override
    public void close() {
        device.close();
        if (saved != null) {
            saved.close();
        }
        file.close();
    }
}
