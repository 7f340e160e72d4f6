// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.tests.shy;

import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

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

/** A region of unknown registers that counts its reads. */
public final class ShyRegion implements MemoryRegion {

    static final long SIZE = 4096;
    /** Each 32-bit register holds this plus its offset. */
    public static final long VALUE = 0x5a000000L;

    private static final AtomicLong READS = new AtomicLong();

    private final RegionInfo info;
    private final StatusCell status = new StatusCell();

    ShyRegion(RegionUri uri) {
        info = new RegionInfo(uri, RegionKind.MMIO, SIZE, ByteOrder.LITTLE_ENDIAN, false, OptionalLong.empty(),
                AccessMap.ask(AccessWidth.W32, "nothing is known of its registers"),
                new Route("memory", "memory of a test", List.of()));
    }

    /** How many reads there were, of all regions. */
    public static long reads() {
        return READS.get();
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
    public long read(long offset, AccessWidth width) {
        READS.incrementAndGet();
        return (VALUE + offset) & (width == AccessWidth.W64 ? -1L : (1L << width.bits()) - 1);
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        throw new AccessException(AccessException.Kind.NOT_WRITABLE, offset, "it is for reading");
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        throw new AccessException(AccessException.Kind.WIDTH, offset, "it is no memory");
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
}
