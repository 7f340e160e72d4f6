// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

import org.barscope.linux.memory.MemoryAccessException.Request;

/**
 * The one way to read and write a {@link Mapping}. Nothing else in the project touches mapped memory, for these
 * reasons.
 *
 * <ul>
 * <li>A unit must stay one access of its width, and every one asked for must happen. Left alone, the compiler merges,
 * drops and repeats accesses. Here a downcall follows each, across which it can do none of that.
 * <li>Reads are opaque, writes are plain, on purpose: on x86 the interpreter makes an opaque or volatile write an
 * {@code xchg}, which reads the register before it writes it, and the virtual machine dies when such an instruction of
 * one byte faults. Read-modify-write does not work on PCI and is not offered either.
 * <li>A fault must become an exception of the access that caused it: see {@link FaultFence}.
 * <li>No native function may ever get the address: a fault in foreign code ends the process.
 * </ul>
 *
 * <p>Immutable, safe for any number of threads, valid until the mapping is closed and harmless afterwards. One access
 * of ordinary memory costs about 5 ns, one that faults about 20 µs.
 */
public final class MappedAccess implements UnitAccess {
    private static final VarHandle BYTE = ValueLayout.JAVA_BYTE.varHandle();
    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

    // A bulk copy that faults is looked at again unit by unit, so the chunk bounds what that costs; it also bounds how
    // long a copy can hold up a safepoint. Copying is as fast as with larger ones.
    private static final int CHUNK = 4096;

    private final MemorySegment segment;
    private final String description;
    private final boolean writable;
    private final MemoryKind kind;

    MappedAccess(MemorySegment segment, String description, boolean writable, MemoryKind kind) {
        this.segment = segment;
        this.description = description;
        this.writable = writable;
        this.kind = kind;
    }

    @Override
    public long length() {
        return segment.byteSize();
    }

    @Override
    public boolean writable() {
        return writable;
    }

    @Override
    public String description() {
        return description;
    }

    /** {@return what is behind the mapping} */
    public MemoryKind kind() {
        return kind;
    }

    @Override
    public long read(long offset, AccessWidth width, ByteOrder order) throws MemoryAccessException {
        checkUnit(offset, width, false);
        return ordered(readNative(offset, width), width, order);
    }

    @Override
    public void write(long offset, AccessWidth width, ByteOrder order, long value) throws MemoryAccessException {
        checkWritable(offset, width.bytes());
        checkUnit(offset, width, true);
        writeNative(offset, width, ordered(value, width, order));
    }

    @Override
    public void readUnits(long offset, AccessWidth width, int units, byte[] target, int at)
            throws MemoryAccessException {
        int bytes = Math.multiplyExact(units, width.bytes());
        Objects.checkFromIndexSize(at, bytes, target.length);
        checkAligned(offset, width, false);
        checkRange(offset, bytes, false);
        for (int done = 0; done < bytes; done += width.bytes()) {
            UnitBytes.put(target, at + done, width, readNative(offset + done, width));
        }
    }

    /**
     * Copies out of ordinary memory, at about the speed of {@code memcpy}. Any offset, any length; the width of the
     * accesses is not defined.
     *
     * @param offset where to start, in bytes
     * @param target receives the bytes
     * @param at where in it
     * @param length how many
     * @throws MemoryAccessException at the first unit that cannot be read, which it names; the bytes before it are in
     *         {@code target}, and those after it were left alone or hold garbage
     * @throws UnsupportedOperationException when the mapping is {@link MemoryKind#DEVICE}
     */
    public void copyOut(long offset, byte[] target, int at, int length) throws MemoryAccessException {
        refuseDevice();
        Objects.checkFromIndexSize(at, length, target.length);
        checkRange(offset, length, false);
        for (int done = 0; done < length;) {
            int step = step(offset + done, length - done);
            if (!copyChunkOut(offset + done, target, at + done, step)) {
                readUnitByUnit(offset + done, target, at + done, step);
            }
            done += step;
        }
    }

    /**
     * Copies into ordinary memory, at about the speed of {@code memcpy}.
     *
     * @param offset where to start, in bytes
     * @param source holds the bytes
     * @param at where in it
     * @param length how many
     * @throws MemoryAccessException at the first unit that cannot be written, which it names; the bytes before it have
     *         been written, perhaps twice
     * @throws UnsupportedOperationException when the mapping is {@link MemoryKind#DEVICE}
     */
    public void copyIn(long offset, byte[] source, int at, int length) throws MemoryAccessException {
        refuseDevice();
        Objects.checkFromIndexSize(at, length, source.length);
        checkWritable(offset, length);
        checkRange(offset, length, true);
        for (int done = 0; done < length;) {
            int step = step(offset + done, length - done);
            if (!copyChunkIn(offset + done, source, at + done, step)) {
                writeUnitByUnit(offset + done, source, at + done, step);
            }
            done += step;
        }
    }

    /** Steps end at multiples of the chunk: then a fault, which is a matter of pages, tends to be at a step's start. */
    private static int step(long offset, int left) {
        return Math.min(left, CHUNK - (int) (offset % CHUNK));
    }

    private boolean copyChunkOut(long offset, byte[] target, int at, int length) throws MemoryAccessException {
        try {
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, offset, target, at, length);
            FaultFence.pass(offset);
            return true;
        } catch (InternalError error) {
            rethrowUnlessFault(error);
            return false;
        } catch (IllegalStateException refused) {
            throw closed(refused, offset, length, false);
        }
    }

    private boolean copyChunkIn(long offset, byte[] source, int at, int length) throws MemoryAccessException {
        try {
            MemorySegment.copy(source, at, segment, ValueLayout.JAVA_BYTE, offset, length);
            FaultFence.pass(offset);
            return true;
        } catch (InternalError error) {
            rethrowUnlessFault(error);
            return false;
        } catch (IllegalStateException refused) {
            throw closed(refused, offset, length, true);
        }
    }

    /** Finds the unit that faults by reading them one at a time; none may, if the memory has come back meanwhile. */
    private void readUnitByUnit(long offset, byte[] target, int at, int length) throws MemoryAccessException {
        for (int done = 0; done < length;) {
            AccessWidth width = widest(offset + done, length - done);
            UnitBytes.put(target, at + done, width, readNative(offset + done, width));
            done += width.bytes();
        }
    }

    private void writeUnitByUnit(long offset, byte[] source, int at, int length) throws MemoryAccessException {
        for (int done = 0; done < length;) {
            AccessWidth width = widest(offset + done, length - done);
            writeNative(offset + done, width, UnitBytes.get(source, at + done, width));
            done += width.bytes();
        }
    }

    private static AccessWidth widest(long offset, int left) {
        return offset % Long.BYTES == 0 && left >= Long.BYTES ? AccessWidth.BITS_64 : AccessWidth.BITS_8;
    }

    private long readNative(long offset, AccessWidth width) throws MemoryAccessException {
        try {
            long value = switch (width) {
                case BITS_8 -> (byte) BYTE.getOpaque(segment, offset) & 0xffL;
                case BITS_16 -> (short) SHORT.getOpaque(segment, offset) & 0xffffL;
                case BITS_32 -> (int) INT.getOpaque(segment, offset) & 0xffffffffL;
                case BITS_64 -> (long) LONG.getOpaque(segment, offset);
            };
            FaultFence.pass(value);
            return value;
        } catch (InternalError error) {
            rethrowUnlessFault(error);
            throw new MemoryFaultException(new Request(description, offset, width.bytes(), false));
        } catch (IllegalStateException refused) {
            throw closed(refused, offset, width.bytes(), false);
        }
    }

    private void writeNative(long offset, AccessWidth width, long value) throws MemoryAccessException {
        try {
            switch (width) {
                case BITS_8 -> BYTE.set(segment, offset, (byte) value);
                case BITS_16 -> SHORT.set(segment, offset, (short) value);
                case BITS_32 -> INT.set(segment, offset, (int) value);
                case BITS_64 -> LONG.set(segment, offset, value);
            }
            FaultFence.pass(value);
        } catch (InternalError error) {
            rethrowUnlessFault(error);
            throw new MemoryFaultException(new Request(description, offset, width.bytes(), true));
        } catch (IllegalStateException refused) {
            throw closed(refused, offset, width.bytes(), true);
        }
    }

    static long ordered(long value, AccessWidth width, ByteOrder order) {
        return order == ByteOrder.nativeOrder() ? value & width.mask()
                : Long.reverseBytes(value) >>> (Long.SIZE - width.bits());
    }

    private static void rethrowUnlessFault(InternalError error) {
        if (!FaultFence.isFault(error)) {
            throw error;
        }
    }

    private MappingClosedException closed(IllegalStateException refused, long offset, int length, boolean writing) {
        if (segment.scope().isAlive()) {
            throw refused;
        }
        return new MappingClosedException(new Request(description, offset, length, writing));
    }

    private void refuseDevice() {
        if (kind == MemoryKind.DEVICE) {
            throw new UnsupportedOperationException("bulk copies of device memory have no defined access width: "
                    + description);
        }
    }

    private void checkUnit(long offset, AccessWidth width, boolean writing) throws MemoryAccessException {
        checkAligned(offset, width, writing);
        checkRange(offset, width.bytes(), writing);
    }

    private void checkAligned(long offset, AccessWidth width, boolean writing) throws MisalignedException {
        if ((offset & (width.bytes() - 1)) != 0) {
            throw new MisalignedException(new Request(description, offset, width.bytes(), writing));
        }
    }

    private void checkRange(long offset, int bytes, boolean writing) throws OutOfRangeException {
        if (offset < 0 || bytes < 0 || offset > length() - bytes) {
            throw new OutOfRangeException(new Request(description, offset, bytes, writing), length());
        }
    }

    private void checkWritable(long offset, int bytes) throws ReadOnlyException {
        if (!writable) {
            throw new ReadOnlyException(new Request(description, offset, bytes, true));
        }
    }
}
