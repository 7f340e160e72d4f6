// SPDX-License-Identifier: EPL-2.0
package org.barscope.widgets.hex;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A region of invented bytes. Counts what it is asked for, and hands out snapshots only when told to. */
final class TestModel implements HexModel {

    private final List<HexModelListener> listeners = new CopyOnWriteArrayList<>();
    private final List<HexMark> marks = new ArrayList<>();
    private Optional<HexRange> extent;
    private volatile HexSnapshot snapshot = HexSnapshot.EMPTY;
    private int unitSize = 1;
    private Optional<String> refusal = Optional.empty();
    private long generation;

    TestModel(Optional<HexRange> extent) {
        this.extent = extent;
    }

    static TestModel ofSize(long size) {
        return new TestModel(HexRange.ofSize(size));
    }

    /** A small region that is wholly in its snapshot. */
    static TestModel ofBytes(int... bytes) {
        TestModel model = ofSize(bytes.length);
        model.deliver(0, bytes);
        return model;
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    void deliver(long start, int... values) {
        UnitState[] states = new UnitState[(values.length + unitSize - 1) / unitSize];
        Arrays.fill(states, UnitState.VALUE);
        deliver(start, bytes(values), states);
    }

    void deliver(long start, byte[] bytes, UnitState... states) {
        deliver(HexSnapshot.of(start, unitSize, bytes, states, Instant.EPOCH, ++generation));
    }

    void deliver(HexSnapshot next) {
        snapshot = next;
        listeners.forEach(HexModelListener::snapshotChanged);
    }

    TestModel units(int size) {
        unitSize = size;
        return this;
    }

    void refuse(String reason) {
        refusal = Optional.of(reason);
    }

    void mark(HexMark... added) {
        marks.addAll(List.of(added));
        listeners.forEach(HexModelListener::marksChanged);
    }

    void resize(long size) {
        extent = HexRange.ofSize(size);
        listeners.forEach(HexModelListener::extentChanged);
    }

    int listenerCount() {
        return listeners.size();
    }

    @Override
    public Optional<HexRange> extent() {
        return extent;
    }

    @Override
    public HexSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public int unitSize(long offset) {
        return unitSize;
    }

    @Override
    public Optional<String> editRefusal(long offset) {
        return refusal;
    }

    @Override
    public List<HexMark> marks(HexRange range) {
        return marks.stream().filter(mark -> mark.range().intersects(range)).toList();
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
