// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.ReadPolicy;

/** One register of a {@link RegisterBank}. The methods that return {@code this} say what it does. */
public final class Register {

    private final String name;
    private final long offset;
    private final AccessWidth width;
    private LongSupplier reads = () -> 0;
    private Writer writes = (value, mask) -> { };
    private Runnable afterRead = () -> { };
    private ReadPolicy policy = ReadPolicy.SAFE;
    private String reason = "";

    /** Takes what software writes. */
    @FunctionalInterface
    public interface Writer {
        /**
         * @param value the value, 0 in the bits that the access does not cover
         * @param mask  the bits that the access covers
         */
        void write(long value, long mask);
    }

    Register(String name, long offset, AccessWidth width) {
        this.name = Objects.requireNonNull(name);
        this.offset = offset;
        this.width = width;
    }

    /** It reads as that; writes do nothing unless something else is said. */
    public Register reads(LongSupplier value) {
        reads = value;
        return this;
    }

    /** It always reads as that. */
    public Register constant(long value) {
        return reads(() -> value);
    }

    /** What a write does with the value. */
    public Register writes(LongConsumer effect) {
        writes = (value, mask) -> effect.accept(value);
        return this;
    }

    /** What a write does, for a register that may be written in parts. */
    public Register writesMasked(Writer effect) {
        writes = effect;
        return this;
    }

    /** It keeps what is written. */
    public Register stores(long initial) {
        return stores(new Cell(initial), width.allOnes());
    }

    /** It keeps what is written to some of its bits. */
    public Register stores(long initial, long writable) {
        return stores(new Cell(initial), writable);
    }

    /** It keeps what is written to some of its bits where its model can see it. */
    public Register stores(Cell cell, long writable) {
        reads = () -> cell.value;
        writes = (value, mask) -> cell.value = cell.value & ~(mask & writable) | value & mask & writable;
        return this;
    }

    /** Reading changes the device: no view reads it. */
    public Register readEffect(Runnable effect, String why) {
        afterRead = effect;
        return guarded(why);
    }

    /** It cannot be read; trying gives that value. */
    public Register writeOnly(long reading, LongConsumer effect) {
        return constant(reading).writes(effect).guarded("write-only: what a read gives means nothing");
    }

    /** No view reads it. */
    public Register guarded(String why) {
        policy = ReadPolicy.GUARDED;
        reason = why;
        return this;
    }

    String name() {
        return name;
    }

    long offset() {
        return offset;
    }

    AccessWidth width() {
        return width;
    }

    long end() {
        return offset + width.bytes();
    }

    long peek() {
        return reads.getAsLong() & width.allOnes();
    }

    void wasRead() {
        afterRead.run();
    }

    void write(long value, long mask) {
        writes.write(value & mask, mask);
    }

    ReadPolicy policy() {
        return policy;
    }

    String reason() {
        return reason;
    }
}
