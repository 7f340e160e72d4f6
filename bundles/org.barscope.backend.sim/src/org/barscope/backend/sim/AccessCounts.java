// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.memory.AccessWidth;

/**
 * Counts, exactly, what reaches the simulated devices: one count per region, offset, width and direction, and one per
 * block of a bulk copy. An access that is refused before it would have reached the bus (out of range, misaligned,
 * closed) is not counted; one that faults, or that a removed device answers with all ones, is.
 *
 * <p>Recording is off until {@link #start()}, because the record grows with every offset ever touched. The totals per
 * region are always kept. Safe for use by any number of threads.
 */
public final class AccessCounts {

    /** Which way the data went. */
    public enum Direction {
        /** From the device. */
        READ,
        /** To the device. */
        WRITE
    }

    /**
     * One kind of access.
     *
     * @param region    the region, with its full address
     * @param offset    relative to the region
     * @param width     of the bus access
     * @param direction which way
     */
    public record Access(RegionUri region, long offset, AccessWidth width, Direction direction)
            implements Comparable<Access> {

        private static final Comparator<Access> ORDER = Comparator.<Access, String>comparing(a -> a.region.toString())
                .thenComparingLong(Access::offset).thenComparing(Access::width).thenComparing(Access::direction);

        @Override
        public int compareTo(Access other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A bulk read.
     *
     * @param region the region
     * @param offset relative to the region
     * @param length in bytes, as asked for
     */
    public record Block(RegionUri region, long offset, int length) {
    }

    /**
     * Everything that ever reached a region, recorded or not.
     *
     * @param reads  bus reads
     * @param writes bus writes
     * @param blocks bulk reads
     */
    public record Totals(long reads, long writes, long blocks) {
    }

    private static final class Adders {
        private final LongAdder reads = new LongAdder();
        private final LongAdder writes = new LongAdder();
        private final LongAdder blocks = new LongAdder();
    }

    private final Map<Access, LongAdder> accesses = new ConcurrentHashMap<>();
    private final Map<Block, LongAdder> blocks = new ConcurrentHashMap<>();
    private final Map<RegionUri, Adders> totals = new ConcurrentHashMap<>();
    private volatile boolean recording;

    AccessCounts() {
        recording = false;
    }

    /** Forgets what was recorded and records from now on. */
    public void start() {
        reset();
        recording = true;
    }

    /** Stops recording; what was recorded stays. */
    public void stop() {
        recording = false;
    }

    /** Forgets what was recorded. The totals stay. */
    public void reset() {
        accesses.clear();
        blocks.clear();
    }

    /** How often that register was read with that width since {@link #start()} or {@link #reset()}. */
    public long reads(RegionUri region, long offset, AccessWidth width) {
        return count(new Access(region, offset, width, Direction.READ));
    }

    /** How often that register was written with that width since {@link #start()} or {@link #reset()}. */
    public long writes(RegionUri region, long offset, AccessWidth width) {
        return count(new Access(region, offset, width, Direction.WRITE));
    }

    /** Every recorded access of a region with its count, by offset, then width, reads before writes. */
    public Map<Access, Long> of(RegionUri region) {
        Map<Access, Long> result = new TreeMap<>();
        accesses.forEach((access, count) -> {
            if (access.region().equals(region)) {
                result.put(access, count.sum());
            }
        });
        return result;
    }

    /** Every recorded access whose bytes overlap a range, in any region of that name, by offset. */
    public List<Access> touching(RegionUri region, long offset, long length) {
        return of(region).keySet().stream()
                .filter(a -> a.offset() < offset + length && a.offset() + a.width().bytes() > offset).toList();
    }

    /** Every recorded bulk read of a region with its count. */
    public Map<Block, Long> blocks(RegionUri region) {
        Map<Block, Long> result = new TreeMap<>(Comparator.comparingLong(Block::offset)
                .thenComparingInt(Block::length));
        blocks.forEach((block, count) -> {
            if (block.region().equals(region)) {
                result.put(block, count.sum());
            }
        });
        return result;
    }

    /** The sum of all recorded accesses and bulk reads, of all regions: 0 when nothing touched any device. */
    public long total() {
        return accesses.values().stream().mapToLong(LongAdder::sum).sum()
                + blocks.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** What ever reached a region since the machine was made. */
    public Totals totals(RegionUri region) {
        Adders adders = totals.get(region);
        return adders == null ? new Totals(0, 0, 0)
                : new Totals(adders.reads.sum(), adders.writes.sum(), adders.blocks.sum());
    }

    /** How many bus writes ever reached any region, recorded or not. */
    public long writes() {
        return totals.values().stream().mapToLong(adders -> adders.writes.sum()).sum();
    }

    void access(RegionUri region, long offset, AccessWidth width, Direction direction) {
        Adders adders = adders(region);
        (direction == Direction.READ ? adders.reads : adders.writes).increment();
        if (recording) {
            accesses.computeIfAbsent(new Access(region, offset, width, direction), k -> new LongAdder()).increment();
        }
    }

    void block(RegionUri region, long offset, int length) {
        adders(region).blocks.increment();
        if (recording) {
            blocks.computeIfAbsent(new Block(region, offset, length), k -> new LongAdder()).increment();
        }
    }

    private Adders adders(RegionUri region) {
        Adders adders = totals.get(region);
        return adders != null ? adders : totals.computeIfAbsent(region, k -> new Adders());
    }

    private long count(Access access) {
        LongAdder count = accesses.get(access);
        return count == null ? 0 : count.sum();
    }
}
