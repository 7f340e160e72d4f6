// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import org.barscope.backend.sim.config.ConfigSpace;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;

/** Configuration space as a region: what is written obeys the bits of each register. */
public final class ConfigBehaviour implements RegionBehaviour {

    private final ConfigSpace space;
    private final Changed changed;

    /** Told of writes. */
    @FunctionalInterface
    public interface Changed {
        void written() throws IOException;
    }

    /** @param changed called after each write */
    public ConfigBehaviour(ConfigSpace space, Changed changed) {
        this.space = space;
        this.changed = changed;
    }

    @Override
    public RegionKind kind() {
        return RegionKind.CONFIG;
    }

    @Override
    public AccessMap access() {
        return AccessMap.safe(AccessWidth.W32);
    }

    @Override
    public void powerOn(DeviceMemory memory) throws IOException {
        byte[] image = space.image();
        memory.write(0, image, 0, image.length);
    }

    @Override
    public void beforeRead(DeviceMemory memory, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) space.get((int) offset + i, 1);
        }
        memory.write(offset, bytes, 0, length);
    }

    @Override
    public void afterRead(DeviceMemory memory, long offset, AccessWidth width) {
        // Reading configuration space is free of side effects.
    }

    @Override
    public void afterWrite(DeviceMemory memory, long offset, AccessWidth width, long value) throws IOException {
        space.write((int) offset, width.bytes(), value);
        beforeRead(memory, offset, width.bytes());
        changed.written();
    }
}
