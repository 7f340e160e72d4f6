// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory.search;

import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.barscope.core.backend.OpenOptions;
import org.barscope.core.backend.RegionSource;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionKind;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Route;
import org.barscope.core.memory.StatusCell;

/** A region whose bytes are an array, which counts how often each byte is read. */
final class ArrayRegion implements MemoryRegion, RegionSource {

    static final RegionUri URI = RegionUri.parse("fake:0000:01:00.0/bar0");

    final int[] reads;
    /** Offsets of pages that fault. */
    final Set<Long> faulting = new TreeSet<>();
    /** From where on the region is revoked as soon as it is read there. */
    long revokedFrom = Long.MAX_VALUE;
    /** How many readings in blocks there were. */
    int brackets;
    private final byte[] bytes;
    private final RegionInfo info;
    private final StatusCell status = new StatusCell();

    ArrayRegion(RegionKind kind, byte[] bytes, AccessMap access) {
        this.bytes = bytes;
        reads = new int[bytes.length];
        info = new RegionInfo(URI, kind, bytes.length, ByteOrder.LITTLE_ENDIAN, false, OptionalLong.empty(), access,
                new Route("fake", "a region of a test", List.of()));
    }

    @Override
    public Set<String> schemes() {
        return Set.of("fake");
    }

    @Override
    public MemoryRegion open(RegionUri uri, OpenOptions options) {
        return this;
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
        long value = 0;
        for (int i = width.bytes() - 1; i >= 0; i--) {
            reads[(int) offset + i]++;
            value = value << 8 | bytes[(int) offset + i] & 0xff;
        }
        return value;
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        throw new AccessException(AccessException.Kind.NOT_WRITABLE, offset, "a test does not write");
    }

    @Override
    public void readBlocks(Runnable blocks) {
        brackets++;
        blocks.run();
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        int good = 0;
        while (good < length && !faulting.contains(offset + good & -4096L) && offset + good < revokedFrom) {
            target[from + good] = bytes[(int) offset + good];
            reads[(int) offset + good]++;
            good++;
        }
        if (good < length && offset + good >= revokedFrom) {
            status.revoked("a test took it away");
        }
        if (good == 0) {
            throw new AccessException(AccessException.Kind.FAULTED, offset, "a fault of a test");
        }
        return good;
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
        status.close();
    }

    /** Whether no byte was read more than once, and those of a range not at all. */
    boolean readOnceExcept(int from, int to) {
        return Arrays.stream(reads).allMatch(count -> count <= 1)
                && Arrays.stream(reads, from, to).allMatch(count -> count == 0);
    }
}
