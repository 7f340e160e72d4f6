// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import org.barscope.backend.sim.memory.DeviceMemory;

/** What a model may ask of the function that it lives in. */
public interface DeviceContext {

    /** Nanoseconds since the machine was switched on. */
    long nanos();

    /** The memory of one of the model's regions, made when it is first asked for. */
    DeviceMemory memory(String region) throws IOException;

    /** True while the function may master the bus. */
    boolean busMaster();
}
