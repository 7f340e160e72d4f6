// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;

/** Memory that keeps what is written, with a first content and with words that the device itself keeps changing. */
final class PlainMemory implements RegionBehaviour {

    /** Gives fresh memory its first content. */
    @FunctionalInterface
    interface Content {
        void fill(DeviceMemory memory) throws IOException;
    }

    private record LiveWord(long offset, LongSupplier value) {
    }

    private final Content content;
    private final List<LiveWord> live = new ArrayList<>();

    PlainMemory(Content content) {
        this.content = content;
    }

    /** A 64-bit word that the device overwrites all the time. */
    PlainMemory live(long offset, LongSupplier value) {
        live.add(new LiveWord(offset, value));
        return this;
    }

    @Override
    public RegionKind kind() {
        return RegionKind.MEMORY;
    }

    @Override
    public AccessMap access() {
        return AccessMap.safe(AccessWidth.W32);
    }

    @Override
    public void powerOn(DeviceMemory memory) throws IOException {
        content.fill(memory);
    }

    @Override
    public void beforeRead(DeviceMemory memory, long offset, int length) throws IOException {
        for (LiveWord word : live) {
            if (word.offset < offset + length && word.offset + 8 > offset) {
                memory.store(word.offset, AccessWidth.W64, word.value.getAsLong());
            }
        }
    }

    @Override
    public void afterRead(DeviceMemory memory, long offset, AccessWidth width) {
        // Reading memory changes nothing.
    }

    @Override
    public void afterWrite(DeviceMemory memory, long offset, AccessWidth width, long value) {
        // The mapped write itself was all there is to do.
    }
}
