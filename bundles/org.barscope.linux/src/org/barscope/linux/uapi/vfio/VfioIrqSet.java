// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.uapi.vfio;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Requests for {@code VFIO_DEVICE_SET_IRQS}, {@code struct vfio_irq_set}. */
public final class VfioIrqSet {
    private VfioIrqSet() {
    }

    /**
     * Encodes a request without data: to mask, unmask or trigger some, or with a count of 0 to disable all of a kind.
     *
     * @param arena where
     * @param action {@code VFIO_IRQ_SET_ACTION_*}
     * @param index the kind of interrupt
     * @param start the first of them
     * @param count how many
     * @return the structure
     */
    public static MemorySegment encode(Arena arena, int action, int index, int start, int count) {
        return request(arena, VfioConstants.VFIO_IRQ_SET_DATA_NONE | action, index, start, count, 0);
    }

    /**
     * Encodes a request that connects eventfds.
     *
     * @param arena where
     * @param index the kind of interrupt
     * @param start the first of them
     * @param eventfds a number of a descriptor for each, -1 to leave one without
     * @return the structure
     */
    public static MemorySegment encodeTriggers(Arena arena, int index, int start, int... eventfds) {
        MemorySegment request = request(arena,
                VfioConstants.VFIO_IRQ_SET_DATA_EVENTFD | VfioConstants.VFIO_IRQ_SET_ACTION_TRIGGER, index, start,
                eventfds.length, eventfds.length * Integer.BYTES);
        for (int i = 0; i < eventfds.length; i++) {
            request.set(ValueLayout.JAVA_INT, VfioStructs.VFIO_IRQ_SET.elementOffset(i * Integer.BYTES), eventfds[i]);
        }
        return request;
    }

    private static MemorySegment request(Arena arena, int flags, int index, int start, int count, int dataLength) {
        var struct = VfioStructs.VFIO_IRQ_SET;
        MemorySegment request = struct.allocate(arena, dataLength);
        struct.set(request, "argsz", request.byteSize()).set(request, "flags", flags).set(request, "index", index)
                .set(request, "start", start).set(request, "count", count);
        return request;
    }
}
