// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import org.barscope.backend.sim.memory.DeviceMemory;
import org.barscope.core.memory.AccessMap;
import org.barscope.core.memory.AccessWidth;
import org.barscope.core.memory.RegionKind;

/**
 * What happens around the real mapped accesses to a region. For each access the region calls {@link #beforeRead}, so
 * that the memory holds what the device would answer now, then makes the mapped access, then calls {@link #afterRead}
 * or {@link #afterWrite}. Where the mapped access faults, nothing comes after it: it never reached the device.
 */
public interface RegionBehaviour {

    /** What is behind the region. */
    RegionKind kind();

    /** Widths and guards. */
    AccessMap access();

    /** Gives fresh memory its first content. */
    void powerOn(DeviceMemory memory) throws IOException;

    /**
     * True when the device answers an access of that width there; where not, reads give all ones and writes are lost.
     */
    default boolean answers(long offset, AccessWidth width) {
        return true;
    }

    /** Brings the memory of a range up to date. */
    void beforeRead(DeviceMemory memory, long offset, int length) throws IOException;

    /** Lets a read have its side effects. */
    void afterRead(DeviceMemory memory, long offset, AccessWidth width) throws IOException;

    /** Lets a write have its effects; the memory already holds the value as it was written. */
    void afterWrite(DeviceMemory memory, long offset, AccessWidth width, long value) throws IOException;
}
