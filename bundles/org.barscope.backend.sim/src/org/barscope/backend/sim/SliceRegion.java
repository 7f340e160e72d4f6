// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.barscope.core.backend.RegionUri;
import org.barscope.core.backend.Registration;
import org.barscope.core.memory.AccessException;
import org.barscope.core.memory.AccessException.Kind;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.MemoryRegion;
import org.barscope.core.memory.RegionInfo;
import org.barscope.core.memory.RegionStatus;
import org.barscope.core.memory.Span;

/** Parts of a BAR, one after the other: what an exported DMABUF shows. Owns the region of the BAR. */
final class SliceRegion implements MemoryRegion {

    private final MemoryRegion bar;
    private final List<Span> ranges;
    private final RegionInfo info;

    /** @param ranges whole pages of the BAR */
    SliceRegion(RegionUri uri, MemoryRegion bar, List<Span> ranges) {
        this.bar = bar;
        this.ranges = List.copyOf(ranges);
        RegionInfo whole = bar.info();
        this.info = new RegionInfo(uri, whole.kind(), ranges.stream().mapToLong(Span::length).sum(), whole.byteOrder(),
                whole.writable(), OptionalLong.empty(), sliced(whole.access()), whole.route());
    }

    private AccessMap sliced(AccessMap whole) {
        List<AccessRule> rules = new ArrayList<>();
        long start = 0;
        for (Span range : ranges) {
            for (AccessRule rule : whole.rules()) {
                long from = Math.max(rule.offset(), range.offset());
                long to = Math.min(rule.end(), range.end());
                if (from < to) {
                    rules.add(new AccessRule(start + from - range.offset(), to - from, rule.width(), rule.policy(),
                            rule.reason()));
                }
            }
            start += range.length();
        }
        AccessMap base = whole.defaultReason().isEmpty() ? AccessMap.safe(whole.defaultWidth())
                : AccessMap.ask(whole.defaultWidth(), whole.defaultReason());
        return base.with(rules);
    }

    /** Where a byte of the buffer is in the BAR. */
    private long inBar(long offset, int length) throws AccessException {
        long start = 0;
        for (Span range : ranges) {
            if (offset >= start && offset + length <= start + range.length()) {
                return range.offset() + offset - start;
            }
            start += range.length();
        }
        throw new AccessException(Kind.OUT_OF_RANGE, offset, "0x" + Long.toHexString(offset) + " of " + info.uri()
                + ": the buffer has 0x" + Long.toHexString(info.size()) + " bytes");
    }

    /** How many bytes from there on lie in one range. */
    private int together(long offset, int length) {
        long start = 0;
        for (Span range : ranges) {
            if (offset >= start && offset < start + range.length()) {
                return (int) Math.min(length, start + range.length() - offset);
            }
            start += range.length();
        }
        return 0;
    }

    @Override
    public RegionInfo info() {
        return info;
    }

    @Override
    public RegionStatus status() {
        return bar.status();
    }

    @Override
    public long read(long offset, AccessWidth width) throws AccessException {
        return bar.read(inBar(offset, width.bytes()), width);
    }

    @Override
    public void write(long offset, AccessWidth width, long value) throws AccessException {
        bar.write(inBar(offset, width.bytes()), width, value);
    }

    @Override
    public int readBlock(long offset, byte[] target, int from, int length) throws AccessException {
        int done = 0;
        do {
            int part = together(offset + done, length - done);
            int got = bar.readBlock(inBar(offset + done, part), target, from + done, part);
            done += got;
            if (got < part) {
                return done;
            }
        } while (done < length);
        return done;
    }

    @Override
    public RegionStatus checkPresence() {
        return bar.checkPresence();
    }

    @Override
    public Registration listen(Consumer<RegionStatus> listener) {
        return bar.listen(listener);
    }

    @Override
    public void close() {
        bar.close();
    }
}
