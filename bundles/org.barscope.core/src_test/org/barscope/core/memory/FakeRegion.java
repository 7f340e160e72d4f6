// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.barscope.core.backend.Registration;
import org.barscope.core.backend.RegionUri;

/** A region whose byte at an offset is the lowest byte of that offset, with pages that fault and a log of accesses. */
final class FakeRegion implements MemoryRegion {

    static final RegionUri URI = RegionUri.parse("fake:0000:01:00.0/bar0");

    final List<String> log = Collections.synchronizedList(new ArrayList<>());
    final Set<Long> faultingPages = new HashSet<>();
    final Set<Long> ones = new HashSet<>();
    final Set<Long> refused = new HashSet<>();
    final StatusCell status = new StatusCell();
    final CountDownLatch closed = new CountDownLatch(1);
    /** When set, each read announces itself and then needs a permit. */
    volatile Semaphore permits;
    final Semaphore arrived = new Semaphore(0);
    volatile boolean revoked;
    volatile boolean present = true;
    volatile RuntimeException bug;

    private final RegionInfo info;

    FakeRegion(RegionKind kind, long size, AccessMap access) {
        this(kind, size, access, ByteOrder.LITTLE_ENDIAN);
    }

    FakeRegion(RegionKind kind, long size, AccessMap access, ByteOrder order) {
        info = new RegionInfo(URI, kind, size, order, false, OptionalLong.empty(), access,
                new Route("fake", "a region of a test", List.of()));
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return status.get();
    }

    /** As a slow device does it: the access takes until it is let, or until the region is closed. */
    private void awaitPermit() {
        boolean let = false;
        while (!let && !status.closed()) {
            try {
                let = permits.tryAcquire(5, TimeUnit.MILLISECONDS);
            } catch (InterruptedException nobodyInterruptsADeviceThread) {
                throw new AssertionError(nobodyInterruptsADeviceThread);
            }
        }
    }

    private void touch(long offset) throws AccessException {
        if (permits != null) {
            arrived.release();
            awaitPermit();
        }
        if (bug != null) {
            throw bug;
        }
        if (status.closed()) {
            throw new AccessException(AccessException.Kind.CLOSED, offset, "closed");
        }
        if (revoked) {
            status.revoked("revoked by the test");
            throw new AccessException(AccessException.Kind.FAULTED, offset, "revoked");
        }
        if (faultingPages.contains(offset / 4096)) {
            throw new AccessException(AccessException.Kind.FAULTED, offset, "no page");
        }
        if (refused.contains(offset)) {
            throw new AccessException(AccessException.Kind.IO, offset, "refused");
        }
        status.live();
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        log.add("r" + width.bits() + "@" + Long.toHexString(offset));
        touch(offset);
        if (!present || ones.contains(offset)) {
            return width.allOnes();
        }
        long value = 0;
        for (int i = 0; i < width.bytes(); i++) {
            boolean little = info.byteOrder() == ByteOrder.LITTLE_ENDIAN;
            int shift = 8 * (little ? i : width.bytes() - 1 - i);
            value |= (offset + i & 0xff) << shift;
        }
        return value;
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        throw new AccessException(AccessException.Kind.NOT_WRITABLE, offset, "read-only");
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        log.add("b" + length + "@" + Long.toHexString(offset));
        touch(offset);
        for (int i = 0; i < length; i++) {
            if (faultingPages.contains((offset + i) / 4096)) {
                return i;
            }
            target[from + i] = (byte) (offset + i);
        }
        return length;
    }

    @Override
    public RegionStatus checkPresence() {
        log.add("presence");
        if (!present) {
            status.lost("gone");
        }
        return status.get();
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return status.listen(listener);
    }

    @Override
    public void close() {
        if (status.close()) {
            closed.countDown();
        }
    }
}
