// SPDX-License-Identifier: EPL-2.0
package org.barscope.backend.sim.device;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.barscope.core.inventory.IrqRecord;

/** The life of one simulated function from power-on to removal. */
public interface DeviceModel {

    /** What is behind each region it has beside configuration space, by region name ({@code bar0}, {@code rom}). */
    Map<String, RegionBehaviour> regions();

    /** Brings everything that happens by itself up to the present. Called before each access to any of its regions. */
    void settle() throws IOException;

    /** Its interrupts and how often each has fired. */
    List<IrqRecord> interrupts();
}
