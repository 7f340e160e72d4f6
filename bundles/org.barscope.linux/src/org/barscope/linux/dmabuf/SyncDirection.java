// SPDX-License-Identifier: EPL-2.0
package org.barscope.linux.dmabuf;

import org.barscope.linux.uapi.dmabuf.DmaBufConstants;

/** What the processor is going to do with a buffer. */
public enum SyncDirection {
    /** Read it. */
    READ(DmaBufConstants.DMA_BUF_SYNC_READ),
    /** Write it. */
    WRITE(DmaBufConstants.DMA_BUF_SYNC_WRITE),
    /** Both. */
    READ_WRITE(DmaBufConstants.DMA_BUF_SYNC_READ | DmaBufConstants.DMA_BUF_SYNC_WRITE);

    private final int bits;

    SyncDirection(int bits) {
        this.bits = bits;
    }

    int bits() {
        return bits;
    }
}
