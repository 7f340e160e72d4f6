// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.memory;

/** Reads blocks of a region that is plain memory. Runs on the device's thread. */
final class MemoryBlocks implements BlockReader {

    /** The granularity of a fault: the smallest page of the architectures we run on. */
    static final long FAULT_PAGE = 4096;

    private final MemoryRegion region;

    MemoryBlocks(MemoryRegion region) {
        this.region = region;
    }

    /** A revoked region is asked again, because it may have come back; others that are not live are not. */
    static boolean reachable(MemoryRegion region) {
        return region.status().live() || region.status().state() == RegionState.REVOKED;
    }

    /**
     * {@inheritDoc}
     * A fault costs a signal, so after one the rest of its page is taken as faulted without being touched.
     */
    @Override
    public boolean read(long offset, byte[] target, int from, int length, Outcome outcome) {
        if (!reachable(region)) {
            return false;
        }
        int done = 0;
        while (done < length) {
            int got = 0;
            try {
                got = region.readBlock(offset + done, target, from + done, length - done);
            } catch (AccessException fault) {
                if (!region.status().live()) {
                    return false;
                }
            }
            if (got > 0) {
                outcome.is(from + done, got, UnitState.VALUE);
            }
            done += got;
            if (done < length) {
                if (!region.status().live()) {
                    return false;
                }
                long page = nextPage(offset + done);
                int step = (int) Math.min(length - done, page - offset - done);
                outcome.is(from + done, step, UnitState.FAULTED);
                done += step;
            }
        }
        return true;
    }

    static long nextPage(long offset) {
        return (offset & -FAULT_PAGE) + FAULT_PAGE;
    }
}
