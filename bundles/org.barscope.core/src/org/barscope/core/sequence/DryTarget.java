// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.sequence;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.barscope.core.journal.Origin;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.poke.RegisterWrite;
import org.barscope.core.poke.RegisterWriter;
import org.barscope.core.poke.WritePreview;
import org.barscope.core.poke.WriteRefusedException;
import org.barscope.registers.layout.RegisterInstance;

/**
 * What a region held when it was last looked at: touches no device. Writes are remembered as if the region were memory,
 * which a device is not; what was never seen is not known.
 */
public final class DryTarget implements SequenceTarget {

    private final SeenBytes seen;
    private final Map<Long, Integer> written = new HashMap<>();

    /** What was seen of a region. */
    @FunctionalInterface
    public interface SeenBytes {

        /** The byte at an offset, 0 to 255; -1 when it was not seen. */
        int at(long offset);
    }

    /** @param seen what is known at the start */
    public DryTarget(SeenBytes seen) {
        this.seen = seen;
    }

    @Override
    public boolean live() {
        return false;
    }

    private OptionalLong bytes(long offset, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            int at = written.getOrDefault(offset + i, seen.at(offset + i));
            if (at < 0) {
                return OptionalLong.empty();
            }
            value |= (long) at << 8 * i;
        }
        return OptionalLong.of(value);
    }

    private void put(long offset, int length, OptionalLong value) {
        for (int i = 0; i < length; i++) {
            written.put(offset + i, value.isPresent() ? (int) (value.getAsLong() >>> 8 * i) & 0xff : -1);
        }
    }

    @Override
    public OptionalLong read(RegisterInstance register, Origin origin) {
        OptionalLong bytes = bytes(register.address(), register.register().bytes());
        return bytes.isPresent() ? OptionalLong.of(bytes.getAsLong() & register.register().mask()) : bytes;
    }

    @Override
    public OptionalLong read(long offset, AccessWidth width, Origin origin) {
        return bytes(offset, width.bytes());
    }

    @Override
    public Written write(RegisterWrite write) throws WriteRefusedException {
        OptionalLong old = read(write.register(), write.origin());
        WritePreview preview = RegisterWriter.preview(write, old);
        if (!preview.objections().isEmpty()) {
            throw new WriteRefusedException(write.register().path(), preview.objections());
        }
        put(write.register().address(), write.register().register().bytes(), preview.word());
        return new Written(old, preview.word(), OptionalLong.empty(), 0);
    }

    @Override
    public Written write(long offset, AccessWidth width, long value, long mask, Origin origin) {
        OptionalLong old = read(offset, width, origin);
        boolean known = old.isPresent() || mask == width.allOnes();
        OptionalLong word = known ? OptionalLong.of(old.orElse(0) & ~mask | value & mask) : OptionalLong.empty();
        put(offset, width.bytes(), word);
        return new Written(old, word, OptionalLong.empty(), 0);
    }
}
