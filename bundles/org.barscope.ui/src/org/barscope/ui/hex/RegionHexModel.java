// SPDX-License-Identifier: EPL-2.0
package org.barscope.ui.hex;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessRule;
import org.barscope.core.memory.RegionSnapshot;
import org.barscope.core.memory.Span;
import org.barscope.widgets.hex.HexMark;
import org.barscope.widgets.hex.HexModel;
import org.barscope.widgets.hex.HexModelListener;
import org.barscope.widgets.hex.HexRange;
import org.barscope.widgets.hex.HexSnapshot;
import org.barscope.widgets.hex.UnitState;

/**
 * What the hex canvas shows of a region: the latest snapshot of its sampler, and the widths of its access rules. Never
 * touches the device.
 */
final class RegionHexModel implements HexModel {

    private final long size;
    private final List<HexModelListener> listeners = new CopyOnWriteArrayList<>();
    private volatile HexSnapshot latest = HexSnapshot.EMPTY;
    private volatile AccessMap access;
    private Optional<HexMarks> marks = Optional.empty();
    private LongFunction<Optional<String>> refusal = offset -> Optional.of("A snapshot does not change");

    /**
     * @param size   of the region, in bytes
     * @param access the rules by which it is read
     */
    RegionHexModel(long size, AccessMap access) {
        this.size = size;
        this.access = access;
    }

    /** Takes a refresh; on the device's thread, which also pays for the conversion. */
    void delivered(RegionSnapshot snapshot) {
        latest = convert(snapshot);
        listeners.forEach(HexModelListener::snapshotChanged);
    }

    /** The rules have changed: another width, or the user has agreed to read. */
    void accessChanged(AccessMap rules) {
        access = rules;
        listeners.forEach(HexModelListener::extentChanged);
    }

    /** Sets what lies on top of the bytes. UI thread. */
    void marks(HexMarks all) {
        marks = Optional.of(all);
    }

    /** The marks have changed. */
    void marksChanged() {
        listeners.forEach(HexModelListener::marksChanged);
    }

    @Override
    public List<HexMark> marks(HexRange range) {
        return marks.map(all -> all.in(range)).orElse(List.of());
    }

    @Override
    public String detail(long offset) {
        return marks.map(all -> all.detail(offset)).orElse("");
    }

    private static HexSnapshot convert(RegionSnapshot snapshot) {
        List<Span> spans = snapshot.spans();
        if (spans.isEmpty()) {
            return HexSnapshot.EMPTY;
        }
        // The page asks for one range at a time, so there is one span.
        Span span = spans.getFirst();
        int length = Math.toIntExact(span.length());
        byte[] bytes = new byte[length];
        byte[] states = new byte[length];
        snapshot.copy(span.offset(), bytes, states);
        UnitState[] units = new UnitState[length];
        org.barscope.core.memory.UnitState[] known = org.barscope.core.memory.UnitState.values();
        for (int i = 0; i < length; i++) {
            units[i] = state(known[states[i]]);
        }
        return HexSnapshot.of(span.offset(), 1, bytes, units, snapshot.time(), snapshot.generation());
    }

    private static UnitState state(org.barscope.core.memory.UnitState state) {
        return switch (state) {
            case NOT_READ -> UnitState.NOT_YET_READ;
            case VALUE -> UnitState.VALUE;
            case ALL_ONES -> UnitState.ALL_ONES;
            case GUARDED -> UnitState.GUARDED;
            case FAULTED -> UnitState.FAULTED;
            case REVOKED -> UnitState.REVOKED;
            case OUT_OF_RANGE -> UnitState.OUT_OF_RANGE;
        };
    }

    @Override
    public Optional<HexRange> extent() {
        return HexRange.ofSize(size);
    }

    @Override
    public HexSnapshot snapshot() {
        return latest;
    }

    @Override
    public int unitSize(long offset) {
        return access.unitAt(offset).width().bytes();
    }

    /** The rule at an offset: its width, and why it is not read if it is not. */
    AccessRule rule(long offset) {
        return access.unitAt(offset);
    }

    @Override
    public Optional<String> editRefusal(long offset) {
        return refusal.apply(offset);
    }

    /** Sets who says why a byte cannot be typed over. UI thread. */
    void refusal(LongFunction<Optional<String>> reasons) {
        refusal = reasons;
    }

    @Override
    public void addListener(HexModelListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(HexModelListener listener) {
        listeners.remove(listener);
    }
}
