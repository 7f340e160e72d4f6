// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.barscope.core.backend.BackendException;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;

/** A writable region of some bytes that notes each access and can be made to behave like a device. */
public class RamRegion implements MemoryRegion {

    /** The region's name in every test. */
    public static final RegionUri URI = RegionUri.parse("ram:0000:01:00.0/bar0");

    /** Each access: {@code r32@10} or {@code w8@4=ff}. */
    public final List<String> log = Collections.synchronizedList(new ArrayList<>());
    /** What the region holds. */
    public final byte[] bytes;
    /** Offsets at which every access fails. */
    public final Set<Long> broken = Collections.synchronizedSet(new HashSet<>());

    private final StatusCell status = new StatusCell();
    private final RegionInfo info;

    public RamRegion(RegionKind kind, int size, AccessMap access, boolean writable) {
        bytes = new byte[size];
        info = new RegionInfo(URI, kind, size, ByteOrder.LITTLE_ENDIAN, writable, OptionalLong.empty(), access,
                new Route("ram", "an array of a test", List.of()));
    }

    /** Registers of 32 bits, all of which may be read. */
    public static RamRegion mmio(int size) {
        return new RamRegion(RegionKind.MMIO, size, AccessMap.safe(AccessWidth.W32), true);
    }

    /** Memory. */
    public static RamRegion memory(int size) {
        return new RamRegion(RegionKind.MEMORY, size, AccessMap.safe(AccessWidth.W32), true);
    }

    /** A source that opens this region and no other, whatever the name. */
    public RegionSource source() {
        return new RegionSource() {
            @Override
            public Set<String> schemes() {
                return Set.of(URI.scheme());
            }

            @Override
            public MemoryRegion open(RegionUri uri, OpenOptions options) {
                return RamRegion.this;
            }
        };
    }

    /** Opens this region for writing. */
    public RegionSession open(OpenRegions regions) throws BackendException {
        return regions.open(source(), URI, OpenOptions.readWrite());
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return status.get();
    }

    private void check(long offset, AccessWidth width) throws AccessException {
        if (status.closed()) {
            throw new AccessException(AccessException.Kind.CLOSED, offset, "closed");
        }
        if (offset < 0 || offset + width.bytes() > bytes.length) {
            throw new AccessException(AccessException.Kind.OUT_OF_RANGE, offset, "past the end");
        }
        if (broken.contains(offset)) {
            throw new AccessException(AccessException.Kind.IO, offset, "broken at 0x" + Long.toHexString(offset));
        }
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        log.add("r" + width.bits() + "@" + Long.toHexString(offset));
        check(offset, width);
        long value = 0;
        for (int i = 0; i < width.bytes(); i++) {
            value |= (bytes[(int) offset + i] & 0xffL) << 8 * i;
        }
        return value;
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        log.add("w" + width.bits() + "@" + Long.toHexString(offset) + "=" + Long.toHexString(value));
        check(offset, width);
        for (int i = 0; i < width.bytes(); i++) {
            bytes[(int) offset + i] = (byte) (value >>> 8 * i);
        }
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        check(offset, AccessWidth.W8);
        System.arraycopy(bytes, (int) offset, target, from, length);
        return length;
    }

    @Override
    public RegionStatus checkPresence() {
        return status.get();
    }

    /** What a device does that is pulled out. */
    public void lose() {
        status.lost("gone");
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return status.listen(listener);
    }

    @Override
    public void close() {
        status.close();
    }
}
