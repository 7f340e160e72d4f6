// SPDX-License-Identifier: EPL-2.0
package org.barscope.core.dmabuf;

import java.util.List;
import org.barscope.core.inventory.DmabufRecord;

/**
 * The DMABUFs of a machine at one moment.
 *
 * @param dmabufs  by inode
 * @param problems one line for each thing that could not be looked at, with the reason: what is missing from the list
 */
public record DmabufListing(List<DmabufRecord> dmabufs, List<String> problems) {

    public DmabufListing {
        dmabufs = List.copyOf(dmabufs);
        problems = List.copyOf(problems);
    }
}
